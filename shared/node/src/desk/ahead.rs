//! Reads the first changes of documents on all cores at once: most of the work of a laptop that has just joined.

use mainforte_documents::{ChangeHash, First};
use mainforte_domain::DocumentId;
use mainforte_sync::{Sealed, SealedChange};
use std::collections::HashMap;
use std::thread;

/// Fewer changes are read one after the other: starting threads would take longer.
const MANY: usize = 64;

/// More threads than this find no more to do.
const THREADS_MAX: usize = 8;

type Place = (DocumentId, ChangeHash);

/// What the changes of a batch say, should they be the first of their documents.
pub(super) struct ReadAhead {
    /// By the change and where it claims to belong; none: each is read when it is asked for.
    firsts: Option<HashMap<Place, First>>,
}

impl ReadAhead {
    /// Reads the changes, when they are many.
    pub(super) fn of<'a>(batch: impl Iterator<Item = &'a Sealed>) -> Self {
        let changes: Vec<&SealedChange> = batch.flat_map(|sealed| &sealed.changes).collect();
        if changes.len() < MANY {
            return Self { firsts: None };
        }
        let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX);
        let firsts = thread::scope(|scope| {
            let shares = changes.chunks(changes.len().div_ceil(threads));
            let readers: Vec<_> = shares.map(|share| scope.spawn(|| read(share))).collect();
            // What a thread that died has not read is taken the long way.
            readers.into_iter().flat_map(|reader| reader.join().unwrap_or_default()).collect()
        });
        Self { firsts: Some(firsts) }
    }

    /// What the change says, when it can be the first of its document and is read without making it.
    pub(super) fn first(&mut self, change: &SealedChange) -> Option<First> {
        match &mut self.firsts {
            Some(firsts) => firsts.remove(&place(change)),
            None => First::read(&change.document, &change.bytes),
        }
    }
}

fn read(share: &[&SealedChange]) -> Vec<(Place, First)> {
    let read = |change: &&SealedChange| Some((place(change), First::read(&change.document, &change.bytes)?));
    share.iter().filter_map(read).collect()
}

fn place(change: &SealedChange) -> Place {
    (change.document.clone(), change.hash)
}
