//! How far a peer has this device's log, noted not with every edit. A note that is lost with the power is made again at the next
//! contact.

use super::pace::Pace;
use std::time::Duration;
use tokio::time::Instant;

/// What waits to leave may be shown so much longer.
const WITHIN: Duration = Duration::from_millis(25);
/// A contact at which nothing is new brings two.
const TIMES: usize = 2;

#[derive(Debug)]
pub(super) struct Acked {
    position: Option<u64>,
    pace: Pace,
}

impl Default for Acked {
    fn default() -> Self {
        Self { position: None, pace: Pace::of(TIMES, WITHIN) }
    }
}

impl Acked {
    /// The peer has the log so far. Answers whether that is noted at once.
    pub(super) fn reach(&mut self, position: u64, now: Instant) -> bool {
        self.position = Some(position);
        self.pace.is_time(now)
    }

    /// What is to be noted, now.
    pub(super) fn take(&mut self, now: Instant) -> Option<u64> {
        self.pace.done(now);
        self.position.take()
    }

    /// Until something is to be noted.
    pub(super) async fn due(&self) {
        self.pace.due().await;
    }
}
