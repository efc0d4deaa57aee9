//! The one way to write: everything that belongs together in one transaction.

mod again;
mod command;
mod documents;
mod log;
mod peers;
mod quarantine;
mod rebuilt;
mod removal;
mod trust;

pub use again::WriteAgain;
pub use command::CommandEntry;
pub use documents::DocumentUpdate;
#[cfg(test)]
pub(crate) use log::next_link;
pub(crate) use log::seal_counter;
pub(crate) use peers::note_cursor;
pub use quarantine::Quarantined;
pub use rebuilt::RebuiltDocument;
pub(crate) use trust::list as list_device;

use crate::log::Appended;
use crate::owner::Joined;
use crate::project::Projection;
use crate::together::{Kept, News};
use crate::{Store, StoreError, store::last_position};
use mainforte_api::Topic;
use mainforte_domain::{DeviceId, DocumentId, Minute};
use mainforte_sync::{Cursor, Sealed, TrustEntry};
use std::collections::BTreeSet;

/// What is to be on disk together. [`Commit::at`] is an empty one.
#[derive(Debug, Clone)]
pub struct Commit {
    /// New changes with their seals. Changes that are held already are passed over.
    pub sealed: Vec<Sealed>,
    /// The documents that changed.
    pub documents: Vec<DocumentUpdate>,
    /// Documents out of which changes fell.
    pub rebuilt: Vec<RebuiltDocument>,
    /// What this device had written there, to be written again.
    pub to_write_again: Vec<WriteAgain>,
    /// Rows of that which are written again with this.
    pub written_again: Vec<i64>,
    /// Documents to delete, with all that was made from them.
    pub removed: Vec<DocumentId>,
    /// Whose this device becomes with the trust log that follows.
    pub joined: Option<Joined>,
    /// New entries of the trust log. Whom they erase goes with them.
    pub trust: Vec<TrustEntry>,
    /// The peer that brought the changes; none: made here.
    pub source: Option<DeviceId>,
    /// How far the peer's log has been read with this; no cursor: what it has brought may not be in its log yet.
    pub read: Option<(DeviceId, Option<Cursor>)>,
    /// The step of the history that this is.
    pub command: Option<CommandEntry>,
    /// The step of the history that this takes back.
    pub undone: Option<i64>,
    /// What was refused.
    pub quarantined: Vec<Quarantined>,
    /// Now, by this device's clock.
    pub now: Minute,
}

/// What a commit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// How far the log goes now.
    pub position: u64,
    /// The history's new step.
    pub entry: Option<i64>,
    /// What screens may show differently now.
    pub topics: BTreeSet<Topic>,
    /// Documents that are gone, by their own wish or because the person whom they are about was erased.
    pub removed: Vec<DocumentId>,
}

impl Commit {
    /// A commit with nothing in it yet.
    pub fn at(now: Minute) -> Self {
        Self {
            sealed: Vec::new(),
            documents: Vec::new(),
            rebuilt: Vec::new(),
            to_write_again: Vec::new(),
            written_again: Vec::new(),
            removed: Vec::new(),
            joined: None,
            trust: Vec::new(),
            source: None,
            read: None,
            command: None,
            undone: None,
            quarantined: Vec::new(),
            now,
        }
    }
}

impl Store {
    /// Writes a commit: all of it is on disk when this answers, or nothing of it when it errs.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and whatever else keeps it from being written.
    pub fn commit(&mut self, commit: Commit) -> Result<Committed, StoreError> {
        let transaction = self.atomically("beginning a commit")?;
        commit.joined.iter().try_for_each(|joined| joined.keep(&transaction))?;
        let mut projection = Projection::begin(&transaction)?;
        let mut removed = trust::append(&transaction, &commit.trust, commit.now, &mut projection)?;
        removed.extend_from_slice(&commit.removed);
        removal::remove(&transaction, &removed, &mut projection)?;
        let reached = log::append(&transaction, &commit)?;
        rebuilt::apply(&transaction, &commit, &mut projection)?;
        documents::update(&transaction, &commit, &mut projection)?;
        let mut topics = projection.finish()?;
        if reached.as_ref().is_some_and(|reached| reached.released) {
            topics.insert(Topic::Quarantine);
        }
        let topics = quarantine::keep(&transaction, &commit, topics)?;
        again::note(&transaction, &commit)?;
        peers::note(&transaction, &commit)?;
        let entry = command::record(&transaction, &commit)?;
        let position = last_position(&transaction)?;
        transaction.commit("committing")?;
        let leaves = !removed.is_empty() || !commit.rebuilt.is_empty();
        self.is_kept(Kept { recent: recent(reached, commit, leaves), removes: !removed.is_empty() });
        Ok(Committed { position, entry, topics, removed })
    }
}

/// What to keep in memory of what the log has grown by; when something has left it, what was kept may be gone.
fn recent(reached: Option<log::Reached>, commit: Commit, leaves: bool) -> Option<News> {
    if leaves {
        return Some(News::SomethingLeft);
    }
    let log::Reached { before, mark, passed_over, .. } = reached?;
    let mut sealed = commit.sealed;
    sealed.iter_mut().for_each(|one| one.changes.retain(|change| !passed_over.contains(&change.hash)));
    sealed.retain(|one| !one.changes.is_empty());
    Some(News::Grown(Appended { before, mark, source: commit.source, sealed }))
}
