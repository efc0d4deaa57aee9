//! When the log is read for the marks of what went to a peer before it was there. A mark takes a write on each side; read a
//! little later, that of several edits is one.

use super::pace::until;
use std::time::Duration;
use tokio::time::Instant;

/// So long the log may wait to be read after something went early. Until the mark is there the peer has no cursor of this log
/// on its disk, which costs a comparison should the connection break.
const WITHIN: Duration = Duration::from_millis(15);

#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Something went early then.
    went: Option<Instant>,
    /// The log has grown, and is read then.
    due: Option<Instant>,
}

impl Marks {
    /// Something goes to the peer that may not be in the log yet.
    pub(super) fn go_early(&mut self, now: Instant) {
        self.went = Some(now);
    }

    /// Whether the log, which has grown, may be read a little later: by what went early a moment ago, most likely.
    pub(super) fn may_wait(&mut self, now: Instant) -> bool {
        let until = self.went.map(|went| went + WITHIN).filter(|until| *until > now);
        self.due = self.due.or(until);
        self.due.is_some()
    }

    /// Until the log is to be read; for ever while nothing waits there.
    pub(super) async fn due(&self) {
        until(self.due).await;
    }

    /// The log is read.
    pub(super) fn are_read(&mut self) {
        self.due = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_by_itself_is_read_at_once_and_what_went_early_soon() {
        let (mut marks, begin) = (Marks::default(), Instant::now());
        assert!(!marks.may_wait(begin));
        marks.go_early(begin);
        assert!(marks.may_wait(begin + WITHIN / 2));
        assert_eq!(marks.due, Some(begin + WITHIN));
        // Edit after edit: the first is not put off any further.
        marks.go_early(begin + WITHIN / 2);
        assert!(marks.may_wait(begin + WITHIN / 2));
        assert_eq!(marks.due, Some(begin + WITHIN));
        marks.are_read();
        assert!(!marks.may_wait(begin + WITHIN * 2));
    }
}
