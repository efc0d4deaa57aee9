//! What must be known of the changes already in a document to judge the next.

use crate::ChangeHash;
use automerge::Automerge;
use std::collections::BTreeMap;

/// The last change of one actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) seq: u64,
    pub(crate) hash: ChangeHash,
}

/// The last change of every actor.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    last: BTreeMap<Vec<u8>, Last>,
}

impl History {
    pub(crate) fn of(doc: &Automerge) -> Self {
        let mut history = Self::default();
        for change in doc.get_changes_meta(&[]) {
            history.note(change.actor.to_bytes().to_vec(), Last { seq: change.seq, hash: change.hash.0 });
        }
        history
    }

    pub(crate) fn last(&self, actor: &[u8]) -> Option<Last> {
        self.last.get(actor).copied()
    }

    /// Takes note of a change; an older one than the last changes nothing.
    pub(crate) fn note(&mut self, actor: Vec<u8>, change: Last) {
        let last = self.last.entry(actor).or_insert(change);
        if change.seq > last.seq {
            *last = change;
        }
    }

    pub(crate) fn extend(&mut self, later: Self) {
        self.last.extend(later.last);
    }
}

/// The highest operation number of a change in the document.
pub(crate) fn max_op(doc: &Automerge, hash: &ChangeHash) -> Option<u64> {
    Some(doc.get_change_meta_by_hash(&automerge::ChangeHash(*hash))?.max_op)
}
