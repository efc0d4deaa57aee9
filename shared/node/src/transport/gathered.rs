//! Edits that a hub has passed on and has yet to write. One after the other they cost it a write each; of those that come close
//! behind one another it makes one. Their author has them on disk, and keeps them until the hub has confirmed them.

use super::pace::Pace;
use crate::desk::ReadAhead;
use mainforte_sync::session::WINDOW_BATCHES;
use mainforte_sync::{Cursor, Sealed};
use std::time::Duration;
use tokio::time::Instant;

/// So long a batch may wait to be written after the one before.
const WITHIN: Duration = Duration::from_millis(10);

/// The peer sends no more than its window before one is confirmed: before that is full.
const BATCHES_MAX: usize = WINDOW_BATCHES - 1;

/// One batch, or several in a row.
#[derive(Debug)]
pub(super) struct Batch {
    /// Number of the last.
    pub(super) number: u64,
    pub(super) sealed: Vec<Sealed>,
    /// How far they reach in the peer's log.
    pub(super) cursor: Option<Cursor>,
    pub(super) ahead: ReadAhead,
}

impl Batch {
    fn join(&mut self, later: Self) {
        self.number = later.number;
        self.sealed.extend(later.sealed);
        self.cursor = later.cursor;
        self.ahead.join(later.ahead);
    }
}

#[derive(Debug)]
pub(super) struct Gathered {
    batch: Option<Batch>,
    batches: usize,
    pace: Pace,
}

impl Default for Gathered {
    fn default() -> Self {
        Self { batch: None, batches: 0, pace: Pace::of(1, WITHIN) }
    }
}

impl Gathered {
    /// Takes the next batch. Answers what is to be written now: with a batch that does not wait, all before it.
    pub(super) fn add(&mut self, batch: Batch, may_wait: bool, now: Instant) -> Option<Batch> {
        match &mut self.batch {
            Some(first) => first.join(batch),
            none => *none = Some(batch),
        }
        self.batches += 1;
        if may_wait && self.batches < BATCHES_MAX && !self.pace.is_time(now) { None } else { self.take(now) }
    }

    /// What is to be written, now.
    pub(super) fn take(&mut self, now: Instant) -> Option<Batch> {
        self.batches = 0;
        self.pace.done(now);
        self.batch.take()
    }

    /// Until it is to be written.
    pub(super) async fn due(&self) {
        self.pace.due().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(number: u64) -> Batch {
        let cursor = Cursor { epoch: [1; 16], position: number, chain: [0; 16] };
        Batch { number, sealed: Vec::new(), cursor: Some(cursor), ahead: ReadAhead::unread(&[]) }
    }

    fn number(written: Option<Batch>) -> Option<u64> {
        written.map(|batch| batch.number)
    }

    #[tokio::test]
    async fn what_comes_close_behind_is_written_together() {
        let (mut gathered, begin) = (Gathered::default(), Instant::now());
        assert_eq!(number(gathered.add(batch(1), true, begin)), Some(1));
        assert_eq!(number(gathered.add(batch(2), true, begin)), None);
        let due = tokio::time::timeout(WITHIN * 100, gathered.due()).await;
        assert!(due.is_ok(), "it does not wait for ever");
        assert_eq!(number(gathered.take(Instant::now())), Some(2));
        assert_eq!(number(gathered.take(Instant::now())), None);
    }

    #[test]
    fn nothing_waits_until_the_peer_may_send_no_more_or_behind_what_does_not_wait() {
        let (mut gathered, begin) = (Gathered::default(), Instant::now());
        gathered.add(batch(1), true, begin);
        let full = (2..).find(|next| gathered.add(batch(*next), true, begin).is_some());
        assert_eq!(full, Some(1 + BATCHES_MAX as u64));
        assert_eq!(number(gathered.add(batch(5), true, begin)), None);
        let both = gathered.add(batch(6), false, begin);
        assert_eq!(both.as_ref().and_then(|both| both.cursor).map(|cursor| cursor.position), Some(6));
        assert_eq!(number(both), Some(6));
    }
}
