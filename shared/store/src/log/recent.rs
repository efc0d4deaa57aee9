//! The end of the log as it was last written, kept in memory: what has just happened is told on without being read again.

use super::LogSlice;
use mainforte_documents::ChangeHash;
use mainforte_domain::{DeviceId, OrgId};
use mainforte_sync::{Mark, Sealed};
use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// More than this is not kept, bytes on the wire: it is for what people do, not for imports.
const KEPT_BYTES: usize = 256 * 1024;

/// The last commits, for whoever has everything before them. Shared by a store and its readers.
#[derive(Debug, Default)]
pub struct Recent {
    end: Mutex<End>,
}

#[derive(Debug, Default)]
struct End {
    /// Where the log stood before the first of the commits.
    from: u64,
    commits: VecDeque<Appended>,
    /// The hashes of their changes: asked for with every edit that passes.
    hashes: HashSet<ChangeHash>,
    weight: usize,
}

/// What a commit has added to the log.
#[derive(Debug)]
pub(crate) struct Appended {
    /// Where the log stood before.
    pub(crate) before: u64,
    /// Where it stands with it.
    pub(crate) mark: Mark,
    /// The device that brought it; none: made here.
    pub(crate) source: Option<DeviceId>,
    /// The changes, in the order of the log.
    pub(crate) sealed: Vec<Sealed>,
}

impl Recent {
    /// What [`Reader::log_after`](crate::Reader::log_after) would answer, when all of it was written a moment ago and is no
    /// more than `budget_bytes`; nothing when it has to be read.
    pub fn log_after(
        &self,
        peer: &DeviceId,
        (peer_org, city): (&OrgId, &OrgId),
        after: u64,
        echo: bool,
        budget_bytes: usize,
    ) -> Option<LogSlice> {
        self.with(|end| {
            let mark = end.commits.back()?.mark;
            let known = if after == end.from {
                0
            } else {
                1 + end.commits.binary_search_by_key(&after, |commit| commit.mark.position).ok()?
            };
            let told = end.commits.iter().skip(known).filter(|commit| echo || commit.source.as_ref() != Some(peer));
            let readable = |sealed: &Sealed| readable(sealed, peer_org, city);
            let sealed: Vec<Sealed> = told.flat_map(|commit| &commit.sealed).filter_map(readable).collect();
            let weight: usize = sealed.iter().map(Sealed::weight).sum();
            (weight <= budget_bytes).then_some(LogSlice { sealed, mark, more: false })
        })
    }

    /// Whether any of these changes was written a moment ago.
    pub fn holds_any(&self, batch: &[Sealed]) -> bool {
        self.with(|end| batch.iter().flat_map(hashes).any(|hash| end.hashes.contains(hash)))
    }

    /// Keeps what a commit has added.
    pub(crate) fn note(&self, appended: Appended) {
        self.with(|end| {
            if end.commits.back().is_none_or(|last| last.mark.position != appended.before) {
                *end = End { from: appended.before, ..End::default() };
            }
            end.weight += weight(&appended);
            end.hashes.extend(appended.sealed.iter().flat_map(hashes));
            end.commits.push_back(appended);
            while end.weight > KEPT_BYTES
                && let Some(first) = end.commits.pop_front()
            {
                end.weight -= weight(&first);
                for hash in first.sealed.iter().flat_map(hashes) {
                    end.hashes.remove(hash);
                }
                end.from = first.mark.position;
            }
        });
    }

    /// Forgets everything: something has left the log.
    pub(crate) fn forget(&self) {
        self.with(|end| *end = End::default());
    }

    fn with<T>(&self, act: impl FnOnce(&mut End) -> T) -> T {
        act(&mut self.end.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn hashes(sealed: &Sealed) -> impl Iterator<Item = &ChangeHash> {
    sealed.changes.iter().map(|change| &change.hash)
}

fn weight(appended: &Appended) -> usize {
    appended.sealed.iter().map(Sealed::weight).sum()
}

fn readable(sealed: &Sealed, org: &OrgId, city: &OrgId) -> Option<Sealed> {
    let changes: Vec<_> =
        sealed.changes.iter().filter(|change| change.document.readable_by(org, city)).cloned().collect();
    (!changes.is_empty()).then(|| Sealed { seal: sealed.seal.clone(), changes })
}
