//! What can be said of a batch without the desk: whether its seals hold, and what its changes say should they be the first of
//! their documents. Most of the work of a laptop that has just joined, and of a hub when a whole city comes back at once; done
//! before anybody waits for the desk, and on all cores.

use mainforte_documents::{ChangeHash, First};
use mainforte_domain::DocumentId;
use mainforte_sync::{Sealed, SealedChange, Trust, judge_seal};
use std::collections::HashMap;
use std::sync::LazyLock;
use std::thread;

/// Fewer changes are read one after the other: starting threads would take longer.
const MANY: usize = 64;

/// More threads than this find no more to do.
const THREADS_MAX: usize = 8;

/// What was found out about a batch.
#[derive(Debug, Default)]
pub(crate) struct ReadAhead {
    /// The length of the trust log by which the seals were judged.
    trust_len: u64,
    /// Whether each seal of the batch holds, in its order.
    holds: Vec<bool>,
    /// By the change and where it claims to belong.
    firsts: HashMap<Place, First>,
}

type Place = (DocumentId, ChangeHash);

impl ReadAhead {
    /// Judges the seals of a batch by the trust log, and reads the changes under those that hold.
    pub(crate) fn of(trust: &Trust, batch: &[Sealed]) -> Self {
        let holds: Vec<bool> = batch.iter().map(|sealed| judge_seal(sealed, trust).is_ok()).collect();
        let sound = batch.iter().zip(&holds).filter(|(_, holds)| **holds);
        let changes: Vec<&SealedChange> = sound.flat_map(|(sealed, _)| &sealed.changes).collect();
        Self { trust_len: trust.len(), holds, firsts: read(&changes).into_iter().collect() }
    }

    /// Nothing is known of the batch.
    pub(crate) fn unread(batch: &[Sealed]) -> Self {
        Self { holds: vec![false; batch.len()], ..Self::default() }
    }

    /// What was found out about the batch that follows. By whichever trust log the earlier of them was judged: should it have
    /// grown since, neither counts as judged.
    pub(crate) fn join(&mut self, later: Self) {
        self.trust_len = self.trust_len.min(later.trust_len);
        self.holds.extend(later.holds);
        self.firsts.extend(later.firsts);
    }

    /// Whether the seal at this place of the batch was found to hold, by this trust log.
    pub(crate) fn holds(&self, place: usize, trust: &Trust) -> bool {
        self.trust_len == trust.len() && self.holds.get(place) == Some(&true)
    }

    /// Whether all seals were found to hold.
    pub(crate) fn all_hold(&self) -> bool {
        self.holds.iter().all(|holds| *holds)
    }

    /// What the change says, when it can be the first of its document and is read without making it.
    pub(super) fn first(&mut self, change: &SealedChange) -> Option<First> {
        self.firsts.remove(&place(change))
    }
}

/// Reads the changes, when they are many on all cores.
fn read(changes: &[&SealedChange]) -> Vec<(Place, First)> {
    let threads = if changes.len() < MANY { 1 } else { threads() };
    if threads == 1 {
        return changes.iter().filter_map(|change| first(change)).collect();
    }
    thread::scope(|scope| {
        let shares = changes.chunks(changes.len().div_ceil(threads));
        let readers: Vec<_> =
            shares.map(|share| scope.spawn(|| share.iter().filter_map(|c| first(c)).collect::<Vec<_>>())).collect();
        // What a thread that died has not read is taken the long way.
        readers.into_iter().flat_map(|reader| reader.join().unwrap_or_default()).collect()
    })
}

/// Asked once: the answer is read from half a dozen of the system's files.
fn threads() -> usize {
    static THREADS: LazyLock<usize> =
        LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX));
    *THREADS
}

fn first(change: &SealedChange) -> Option<(Place, First)> {
    Some((place(change), First::read(&change.document, &change.bytes)?))
}

fn place(change: &SealedChange) -> Place {
    (change.document.clone(), change.hash)
}
