//! What a device that was shut out wrote before: an honest device's later work speaks for it.

use super::refused::reason_of;
use super::sorting::Sorting;
use super::twins::{Known, of_document, with_facts};
use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_documents::{ChangeHash, Refused};
use mainforte_domain::{DeviceId, DocumentId, Minute, OrgId};
use mainforte_store::Waiting;
use mainforte_sync::{Reason, Sealed, Trust, Vouched, judge, judge_vouched};
use std::collections::BTreeSet;

impl Desk {
    /// Takes what waited only for other changes, or for an honest device to build on it, and is complete now.
    pub(super) fn take_vouched(&mut self, sorting: &mut Sorting) -> Result<(), Trouble> {
        if sorting.waiting.is_empty() && self.store.is_quarantine_empty()? {
            return Ok(());
        }
        let documents: BTreeSet<DocumentId> =
            sorting.waiting.iter().map(|(w, _)| &w.change.document).chain(sorting.touched.keys()).cloned().collect();
        for document in documents {
            let waits_now = sorting.waiting.iter().any(|(w, _)| w.change.document == document);
            if !waits_now && self.store.waiting(&document)?.is_empty() {
                continue;
            }
            // What came twice in a batch may wait and be held by now.
            let held = self.unfolded(&document, &mut sorting.touched)?;
            sorting.waiting.retain(|(w, _)| w.change.document != document || !held.has(&w.change.hash));
            let mut pool = self.pool(&document, sorting)?;
            while let Some(taken) = self.take_one(&document, &pool, sorting)? {
                for hash in taken.hashes {
                    let Some((Waiting { change, seal }, _)) = pool.remove(&hash) else { continue };
                    sorting.released |= sorting.waiting.iter().all(|(w, _)| w.change.hash != hash);
                    sorting.admitted.push(Sealed { seal, changes: vec![change] });
                    sorting.waiting.retain(|(w, _)| w.change.hash != hash);
                    sorting.touched.entry(document.clone()).or_default().changes += 1;
                }
                sorting.touched.entry(document.clone()).or_default().records.extend(taken.records);
            }
        }
        Ok(())
    }

    /// What may be taken together: the refused changes of a document.
    fn pool(&self, document: &DocumentId, sorting: &Sorting) -> Result<Known, Trouble> {
        let mut pool = with_facts(self.store.waiting(document)?);
        pool.extend(with_facts(of_document(&sorting.waiting, document)));
        Ok(pool)
    }

    /// Takes one change that stands by itself, with everything that it builds on. One that a device wrote before it was shut out
    /// speaks for what is below it as that device did then.
    fn take_one(&mut self, id: &DocumentId, pool: &Known, sorting: &mut Sorting) -> Result<Option<Taken>, Trouble> {
        let me = self.member()?;
        let Some(trust) = self.trust.clone() else { return Ok(None) };
        for (hash, (waiting, facts)) in pool {
            let in_doubt = self.is_revoked(&waiting.seal.device) && self.store.sealed_otherwise(&waiting.seal)?;
            if in_doubt || judge(&waiting.change, &waiting.seal, &facts.actor, &trust, &me.org).is_err() {
                continue;
            }
            let document = self.shelf.take(&self.store, id)?;
            let Some(hashes) = with_all_below(pool, hash, |dep| document.has(dep)) else { continue };
            // Nothing is left to take of one that came again and was taken with this batch.
            let vouched = hashes.iter().all(|hash| is_vouched(pool, hash, &trust, &me.org));
            if hashes.is_empty() || !vouched {
                continue;
            }
            let bytes: Vec<&[u8]> =
                hashes.iter().filter_map(|hash| pool.get(hash)).map(|(w, _)| w.change.bytes.as_slice()).collect();
            match document.absorb(&bytes) {
                Ok(records) => return Ok(Some(Taken { hashes, records })),
                Err(Refused::Equivocation { .. }) => {
                    sorting.contested.entry(id.clone()).or_default().extend(hashes);
                }
                Err(refused) => tracing::debug!(%id, reason = %reason_of(&refused), "still refused"),
            }
        }
        Ok(None)
    }

    /// Speaks for what this device holds of colleagues who were shut out, where nobody does yet: whoever comes later would
    /// refuse it else. Says nothing where everything stands or is built on. May be called at any time.
    pub(crate) fn countersign(&mut self, now: Minute) -> Result<(), Trouble> {
        let Ok(me) = self.member() else { return Ok(()) };
        let Some(trust) = self.trust.clone() else { return Ok(()) };
        let mut draft = Draft::silent();
        let shut_out = trust.devices().filter(|(_, device)| device.org == me.org && device.revoked_at.is_some());
        for (device, known) in shut_out {
            for document in self.store.in_doubt(&me.org, device, known.stands_until)? {
                let ours = mainforte_sync::may_write(&document, &self.device(), &trust);
                if ours && self.ends_with_one_of(&document, &trust)? && self.is_seen_writable(&document)? {
                    draft.vouched.insert(document);
                }
            }
        }
        self.write_each("speaking for what a colleague wrote", draft, now)
    }

    /// Whether one of the document's last changes is by a device that was shut out.
    fn ends_with_one_of(&self, document: &DocumentId, trust: &Trust) -> Result<bool, Trouble> {
        for head in self.store.heads(document)? {
            let sealer: Option<DeviceId> = self.store.sealer(&head)?;
            if sealer.is_some_and(|sealer| trust.is_revoked(&sealer)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

struct Taken {
    hashes: Vec<ChangeHash>,
    records: BTreeSet<mainforte_documents::RecordKey>,
}

/// The change with all those below it that are not held, lowest first; nothing when one of them is not here either.
fn with_all_below(pool: &Known, hash: &ChangeHash, held: impl Fn(&ChangeHash) -> bool) -> Option<Vec<ChangeHash>> {
    let (mut found, mut open) = (BTreeSet::new(), vec![*hash]);
    while let Some(next) = open.pop() {
        if held(&next) || found.contains(&next) {
            continue;
        }
        let (_, facts) = pool.get(&next)?;
        open.extend(&facts.deps);
        found.insert(next);
    }
    let mut found: Vec<ChangeHash> = found.into_iter().collect();
    found.sort_by_key(|hash| pool.get(hash).map(|(_, facts)| facts.start_op));
    Some(found)
}

fn is_vouched(pool: &Known, hash: &ChangeHash, trust: &Trust, me: &OrgId) -> bool {
    pool.get(hash).is_some_and(|(Waiting { change, seal }, facts)| {
        judge_vouched(change, seal, &facts.actor, trust, me, Vouched::ByHonestWork).is_ok()
    })
}

/// Whether a refused change may be taken later.
pub(super) fn may_wait(reason: &Reason) -> bool {
    use Reason::{Equivocation, MissingDependencies, RevokedDevice, TrustAhead};
    matches!(reason, MissingDependencies | RevokedDevice | Equivocation | TrustAhead { .. })
}
