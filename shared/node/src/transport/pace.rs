//! What costs a write each time: done at once, unless it was done just before. Then it is done a little later, with what comes
//! until then.

use std::future::pending;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// When something is done again.
#[derive(Debug)]
pub(super) struct Pace {
    /// So often it is done within a while.
    times: usize,
    within: Duration,
    /// When it was done last, the earliest first.
    done: Vec<Instant>,
    due: Option<Instant>,
}

impl Pace {
    pub(super) fn of(times: usize, within: Duration) -> Self {
        Self { times, within, done: Vec::with_capacity(times), due: None }
    }

    /// Whether it is done at once; otherwise it is due soon.
    pub(super) fn is_time(&mut self, now: Instant) -> bool {
        self.done.retain(|done| *done + self.within > now);
        self.due = self.done.first().filter(|_| self.done.len() >= self.times).map(|first| *first + self.within);
        self.due.is_none()
    }

    /// It is done now.
    pub(super) fn done(&mut self, now: Instant) {
        if self.done.len() >= self.times {
            self.done.remove(0);
        }
        self.done.push(now);
        self.due = None;
    }

    /// Until it is to be done; for ever while nothing is put off.
    pub(super) async fn due(&self) {
        until(self.due).await;
    }
}

/// Until then; without a time for ever.
pub(super) async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITHIN: Duration = Duration::from_millis(10);

    #[test]
    fn the_first_is_done_at_once_and_what_follows_with_the_next() {
        let (mut pace, begin) = (Pace::of(1, WITHIN), Instant::now());
        assert!(pace.is_time(begin));
        pace.done(begin);
        assert!(!pace.is_time(begin + WITHIN / 4));
        // What comes after it does not put it off.
        assert!(!pace.is_time(begin + WITHIN / 2));
        assert_eq!(pace.due, Some(begin + WITHIN));
        pace.done(begin + WITHIN);
        assert_eq!(pace.due, None);
        assert!(pace.is_time(begin + WITHIN * 3));
    }

    #[test]
    fn of_many_as_many_are_done_at_once_as_may() {
        let (mut pace, begin) = (Pace::of(2, WITHIN), Instant::now());
        for number in 0..2 {
            assert!(pace.is_time(begin + WITHIN / 4 * number));
            pace.done(begin + WITHIN / 4 * number);
        }
        assert!(!pace.is_time(begin + WITHIN / 2));
        assert_eq!(pace.due, Some(begin + WITHIN));
        assert!(pace.is_time(begin + WITHIN));
    }
}
