//! What a desk does by itself when it opens, every few minutes, and after the trust log has grown. Nothing that fails here undoes
//! what was written before, keeps a device from opening, or stands in the way of the rest: it is tried again.

use super::shelf::Shelf;
use super::{Desk, Draft, kept_trust, restored};
use crate::trouble::Trouble;
use mainforte_documents::WRITER;
use mainforte_domain::{DocumentId, Minute};
use std::collections::BTreeSet;
use std::fmt::Display;

/// What was passed over since the last housekeeping began, and between the two before.
#[derive(Default)]
pub(super) struct PassedOver {
    now: BTreeSet<(&'static str, String)>,
    before: BTreeSet<(&'static str, String)>,
}

impl PassedOver {
    fn begin(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    /// What a rule refuses is no fault: whoever asked for it is told.
    fn note(&mut self, what: &'static str, of: &impl Display, error: &Trouble) {
        if !matches!(error, Trouble::Refused(_)) {
            self.now.insert((what, of.to_string()));
        }
    }

    fn is_stuck(&self) -> bool {
        self.now.intersection(&self.before).next().is_some()
    }

    /// Somebody has done something about it.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Desk {
    /// Does what follows from the trust log, and what was asked for: the power may have gone, or the disk have been full, between
    /// learning of it and doing it. May be called at any time.
    pub(crate) fn keep_house(&mut self) {
        let now = self.now();
        self.passed_over.begin();
        self.follow_trust(now);
        self.is_behind = true;
        self.follow_up(now);
        let outcome = self.store.tidy_mailbox(now).map_err(Trouble::from);
        self.has_tried(outcome);
    }

    /// Whether something was passed over by this housekeeping as by the one before: it will not come right by itself.
    pub(crate) fn is_stuck(&self) -> bool {
        self.passed_over.is_stuck()
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

    /// After a panic, or when what was written together did not reach the disk: then it must not be in memory either.
    pub(crate) fn begin_again_from_disk(&mut self) {
        tracing::error!("the desk stopped in the middle of something and begins again from what is on disk");
        self.store.give_up_together();
        self.shelf = Shelf::default();
        match kept_trust(&self.store).and_then(|trust| Ok((trust, restored::kept(&self.store)?))) {
            Ok((trust, waiting)) => (self.trust, self.waiting) = (trust, waiting),
            Err(error) => tracing::warn!(%error, "the trust log cannot be read again"),
        }
        (self.is_behind, self.someone_may_fall, self.loans_came_back) = (true, true, true);
    }

    /// Notes what could not be done now; the next housekeeping tries again.
    pub(super) fn has_tried(&mut self, outcome: Result<(), Trouble>) {
        if let Err(error) = outcome {
            tracing::warn!(%error, "what follows from what is known here is not done yet");
            self.is_behind = true;
        }
    }

    /// Whether one of several things that wait to be done is done. What is wrong with it alone keeps nobody else's from being
    /// done: it is passed over until the next housekeeping.
    ///
    /// # Errors
    /// When the disk fails: then the others would fail as well.
    pub(super) fn has_tried_one(
        &mut self,
        what: &'static str,
        of: impl Display,
        outcome: Result<(), Trouble>,
    ) -> Result<bool, Trouble> {
        match outcome {
            Err(error) if error.is_of_the_item() => {
                tracing::warn!(what, %of, %error, "it is passed over, and the others go on");
                self.passed_over.note(what, &of, &error);
                Ok(false)
            }
            outcome => outcome.map(|()| true),
        }
    }

    /// Writes what belongs to no other document one document at a time, so that one that cannot be written keeps no other from
    /// being written.
    pub(super) fn write_each(&mut self, what: &'static str, draft: Draft, now: Minute) -> Result<(), Trouble> {
        for (document, draft) in draft.by_document() {
            let outcome = self.write(draft, now).map(drop);
            self.has_tried_one(what, document, outcome)?;
        }
        Ok(())
    }

    fn let_fall_once(&mut self, now: Minute) -> Result<(), Trouble> {
        if self.someone_may_fall {
            self.someone_may_fall = !self.let_fall(now)?;
        }
        Ok(())
    }

    /// Whether this program may write in a document: one that a newer program made its own is only read here.
    pub(super) fn is_writable(&mut self, document: &DocumentId) -> Result<bool, Trouble> {
        Ok(self.shelf.take(&self.store, document)?.min_writer() <= WRITER)
    }

    /// The same, where one that cannot be read at all is passed over.
    pub(super) fn is_seen_writable(&mut self, document: &DocumentId) -> Result<bool, Trouble> {
        match self.is_writable(document) {
            Ok(writable) => Ok(writable),
            Err(error) => self.has_tried_one("a document", document, Err(error)),
        }
    }
}
