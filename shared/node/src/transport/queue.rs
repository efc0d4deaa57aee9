//! What is to leave by a connection. Writing has a task of its own: two sides that both write much and read nothing would wait for
//! each other. So the queue takes what it is given, until the other side has let so much pile up that it means to.

use crate::trouble::Trouble;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::mpsc;

/// What waits for a peer that reads never comes to this, bytes: the longest answer to one page of a comparison is half of it.
/// All connections of a peer together, or it would open more of them.
const QUEUED_MAX: usize = 64 << 20;

/// The end at which messages go in.
pub(super) struct Queue {
    sender: mpsc::UnboundedSender<Vec<u8>>,
    waiting: Arc<AtomicUsize>,
}

/// The end at which they leave.
pub(super) struct Queued {
    receiver: mpsc::UnboundedReceiver<Vec<u8>>,
    waiting: Arc<AtomicUsize>,
    /// Length of the message that is leaving.
    leaving: usize,
}

/// A queue towards a peer, for which so much is `waiting` by all its connections.
pub(super) fn queue(waiting: Arc<AtomicUsize>) -> (Queue, Queued) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Queue { sender, waiting: Arc::clone(&waiting) }, Queued { receiver, waiting, leaving: 0 })
}

impl Queue {
    /// Puts a message in. Errors when nobody takes any out, and when too much waits: the connection is to end.
    pub(super) fn send(&self, bytes: Vec<u8>) -> Result<(), Trouble> {
        let length = bytes.len();
        let waiting = self.waiting.fetch_add(length, Ordering::Relaxed).saturating_add(length);
        let sent = if waiting > QUEUED_MAX {
            tracing::warn!(waiting, "a peer asks and does not read: its connection ends");
            Err(Trouble::fault(format!("the peer asks and does not read: {waiting} bytes wait for it")))
        } else {
            self.sender.send(bytes).map_err(Trouble::fault)
        };
        if sent.is_err() {
            self.waiting.fetch_sub(length, Ordering::Relaxed);
        }
        sent
    }
}

impl Queued {
    /// The next message, once the one before has left; nothing when no more will come.
    pub(super) async fn next(&mut self) -> Option<Vec<u8>> {
        self.has_left();
        let bytes = self.receiver.recv().await?;
        self.leaving = bytes.len();
        Some(bytes)
    }

    fn has_left(&mut self) {
        self.waiting.fetch_sub(std::mem::take(&mut self.leaving), Ordering::Relaxed);
    }
}

impl Drop for Queued {
    /// What has not left by now never will.
    fn drop(&mut self) {
        self.receiver.close();
        while let Ok(bytes) = self.receiver.try_recv() {
            self.leaving += bytes.len();
        }
        self.has_left();
    }
}

#[cfg(test)]
mod tests {
    use super::{QUEUED_MAX, queue};
    use std::sync::Arc;

    #[tokio::test]
    async fn a_peer_that_asks_and_never_reads_is_no_longer_answered_and_one_that_reads_is() {
        let answer = vec![0; QUEUED_MAX / 4];
        let (silent, mut queued) = queue(Arc::default());
        for _ in 0..4 {
            silent.send(answer.clone()).unwrap();
        }
        assert!(silent.send(answer.clone()).is_err());
        // What is on its way has not left.
        assert!(queued.next().await.is_some());
        assert!(silent.send(answer.clone()).is_err());

        let (reading, mut queued) = queue(Arc::default());
        for _ in 0..20 {
            reading.send(answer.clone()).unwrap();
            assert!(queued.next().await.is_some());
        }
    }

    #[tokio::test]
    async fn one_peer_s_connections_share_what_may_wait_for_it() {
        let (waiting, answer) = (Arc::default(), vec![0; QUEUED_MAX / 4]);
        let [(one, _first), (other, second)] = [(); 2].map(|()| queue(Arc::clone(&waiting)));
        for _ in 0..2 {
            one.send(answer.clone()).unwrap();
            other.send(answer.clone()).unwrap();
        }
        assert!(one.send(answer.clone()).is_err());
        // With a connection goes what waited for it.
        drop(second);
        assert!(other.send(answer.clone()).is_err());
        one.send(answer.clone()).unwrap();
        one.send(answer.clone()).unwrap();
        assert!(one.send(answer).is_err());
    }
}
