//! What a desk does by itself when it opens, every few minutes, and after the trust log has grown. Nothing that fails here undoes
//! what was written before, keeps a device from opening, or stands in the way of the rest: it is tried again.

use super::shelf::Shelf;
use super::{Desk, kept_trust, restored};
use crate::trouble::Trouble;
use mainforte_documents::WRITER;
use mainforte_domain::{DocumentId, Minute};

impl Desk {
    /// Does what follows from the trust log, and what was asked for: the power may have gone, or the disk have been full, between
    /// learning of it and doing it. May be called at any time.
    pub(crate) fn keep_house(&mut self) {
        let now = self.now();
        self.follow_trust(now);
        self.is_behind = true;
        self.follow_up(now);
    }

    /// Does what follows from the trust log as it stands; may be called at any time.
    pub(super) fn follow_trust(&mut self, now: Minute) {
        if self.member().is_err() {
            return;
        }
        let steps = [
            Self::let_fall_once,
            Self::write_again,
            Self::countersign,
            Self::follow_erasures,
            Self::remove_ended_cards,
        ];
        for step in steps {
            let outcome = step(self, now);
            self.has_tried(outcome);
        }
    }

    /// After a panic: what was being written did not reach the disk, so that it must not be in memory either.
    pub(crate) fn begin_again_from_disk(&mut self) {
        tracing::error!("the desk stopped in the middle of something and begins again from what is on disk");
        self.shelf = Shelf::default();
        match kept_trust(&self.store).and_then(|trust| Ok((trust, restored::kept(&self.store)?))) {
            Ok((trust, waiting)) => (self.trust, self.waiting) = (trust, waiting),
            Err(error) => tracing::warn!(%error, "the trust log cannot be read again"),
        }
        self.is_behind = true;
    }

    /// Notes what could not be done now; the next housekeeping tries again.
    pub(super) fn has_tried(&mut self, outcome: Result<(), Trouble>) {
        if let Err(error) = outcome {
            tracing::warn!(%error, "what follows from what is known here is not done yet");
            self.is_behind = true;
        }
    }

    fn let_fall_once(&mut self, now: Minute) -> Result<(), Trouble> {
        if self.someone_may_fall {
            self.let_fall(now)?;
            self.someone_may_fall = false;
        }
        Ok(())
    }

    /// Whether this program may write in a document: one that a newer program made its own is only read here.
    pub(super) fn is_writable(&mut self, document: &DocumentId) -> Result<bool, Trouble> {
        Ok(self.shelf.take(&self.store, document)?.min_writer() <= WRITER)
    }
}
