//! A batch of other devices' changes on its way through the checks: what may be taken, what waits, what is refused.

use super::Desk;
use super::ahead::ReadAhead;
use super::refused::{quarantined, reason_of};
use super::vouch::may_wait;
use crate::trouble::Trouble;
use mainforte_documents::{ChangeHash, Document, First, Limits, RecordKey, inspect};
use mainforte_domain::{DeviceId, DocumentId};
use mainforte_store::{Quarantined, RebuiltDocument, Waiting, WriteAgain};
use mainforte_sync::{Reason, Sealed, SealedChange, judge, judge_seal};
use std::collections::{BTreeMap, BTreeSet};

/// What came for one document.
#[derive(Default)]
pub(super) struct Touched {
    pub(super) records: BTreeSet<RecordKey>,
    pub(super) changes: usize,
    /// The only change of a document that is not held yet, and what it says: the document itself is not made.
    pub(super) first: Option<(First, Vec<u8>)>,
}

/// A batch on its way through the checks.
#[derive(Default)]
pub(super) struct Sorting {
    pub(super) admitted: Vec<Sealed>,
    pub(super) touched: BTreeMap<DocumentId, Touched>,
    /// Refused as it stands; with others it may be taken.
    pub(super) waiting: Vec<(Waiting, Reason)>,
    pub(super) quarantined: Vec<Quarantined>,
    /// Documents with a change whose turn is taken, and those changes.
    pub(super) contested: BTreeMap<DocumentId, BTreeSet<ChangeHash>>,
    /// Documents that were made again, for a change that stood there does not.
    pub(super) rebuilt: Vec<RebuiltDocument>,
    /// What this device had written in what fell.
    pub(super) again: Vec<WriteAgain>,
    /// Something waited from an earlier batch, which somebody else may have brought.
    pub(super) released: bool,
}

impl Desk {
    pub(super) fn sort(
        &mut self,
        batch: Vec<Sealed>,
        mut ahead: ReadAhead,
        sorting: &mut Sorting,
    ) -> Result<(), Trouble> {
        let hashes: Vec<[u8; 32]> = batch.iter().flat_map(|s| s.changes.iter().map(|c| c.hash)).collect();
        let known = self.store.known(&hashes)?;
        let me = self.member().ok();
        let readable = |id: &DocumentId| me.as_ref().is_none_or(|me| id.readable_by(&me.org, &me.city));
        for (place, mut sealed) in batch.into_iter().enumerate() {
            // Of what this organisation may not read, and of who is erased, not even the refusal is kept.
            sealed.changes.retain(|change| {
                let document = &change.document;
                !known.contains(&change.hash) && !self.forbids(document) && readable(document)
            });
            if sealed.changes.is_empty() {
                continue;
            }
            let checked = match &self.trust {
                Some(trust) if ahead.holds(place, trust) => Ok(()),
                Some(trust) => judge_seal(&sealed, trust),
                None => Err(Reason::UnknownDevice),
            };
            let mut kept = Vec::with_capacity(sealed.changes.len());
            for change in std::mem::take(&mut sealed.changes) {
                let verdict = match &checked {
                    Ok(()) => self.admit(&change, &sealed, &mut sorting.touched, &mut ahead)?,
                    Err(reason) => Err(reason.clone()),
                };
                match verdict {
                    Ok(()) => kept.push(change),
                    Err(reason) if may_wait(&reason) => {
                        if reason == Reason::Equivocation {
                            sorting.contested.entry(change.document.clone()).or_default().insert(change.hash);
                        }
                        sorting.waiting.push((Waiting { change, seal: sealed.seal.clone() }, reason));
                    }
                    Err(reason) => sorting.quarantined.push(quarantined(change, sealed.seal.device, &reason)),
                }
            }
            if !kept.is_empty() {
                sorting.admitted.push(Sealed { seal: sealed.seal, changes: kept });
            }
        }
        Ok(())
    }

    /// Whether a document is about somebody who is erased: of it not even the refusal is kept.
    pub(super) fn forbids(&self, document: &DocumentId) -> bool {
        self.trust.as_ref().is_some_and(|trust| trust.forbids(document))
    }

    /// Judges one change and applies it to its document in memory.
    fn admit(
        &mut self,
        change: &SealedChange,
        sealed: &Sealed,
        touched: &mut BTreeMap<DocumentId, Touched>,
        ahead: &mut ReadAhead,
    ) -> Result<Result<(), Reason>, Trouble> {
        let me = self.member()?;
        let Some(trust) = &self.trust else { return Ok(Err(Reason::UnknownDevice)) };
        let facts = match inspect(&change.bytes, &Limits::default()) {
            Ok(facts) => facts,
            Err(refused) => return Ok(Err(reason_of(&refused))),
        };
        if facts.hash != change.hash {
            return Ok(Err(Reason::ForgedSeal));
        }
        if let Err(reason) = judge(change, &sealed.seal, &facts.actor, trust, &me.org) {
            return Ok(Err(reason));
        }
        let is_new = !touched.contains_key(&change.document) && !self.holds(&change.document)?;
        // Which of two contradictory changes stands does not depend on which came first, nor on a revocation.
        if !is_new {
            match self.unfolded(&change.document, touched) {
                Ok(document) if document.has_twin_of(&facts) => return Ok(Err(Reason::Equivocation)),
                Ok(_) => {}
                Err(error) if error.is_of_the_item() => {
                    tracing::error!(document = %change.document, %error, "a document cannot be opened: nothing is added to it");
                    return Ok(Err(Reason::UnreadableHere));
                }
                Err(error) => return Err(error),
            }
        }
        // Of a device in good standing two seals with one counter are a restored laptop's; of one that was shut out they
        // may be an attempt to be earlier than the revocation: the first stays.
        if self.is_revoked(&sealed.seal.device) && self.store.sealed_otherwise(&sealed.seal)? {
            return Ok(Err(Reason::RevokedDevice));
        }
        if is_new && let Some(first) = ahead.first(change) {
            let first = Some((first, change.bytes.clone()));
            touched.insert(change.document.clone(), Touched { changes: 1, first, ..Touched::default() });
            return Ok(Ok(()));
        }
        let absorbed = self.unfolded(&change.document, touched)?.absorb(&[&change.bytes]);
        Ok(absorbed.map_err(|refused| reason_of(&refused)).map(|records| {
            let touched = touched.entry(change.document.clone()).or_default();
            touched.records.extend(records);
            touched.changes += 1;
        }))
    }

    /// The document in memory, made of what is held and of what this batch has brought so far.
    pub(super) fn unfolded(
        &mut self,
        id: &DocumentId,
        touched: &mut BTreeMap<DocumentId, Touched>,
    ) -> Result<&mut Document, Trouble> {
        let document = self.shelf.take(&self.store, id)?;
        if let Some(touched) = touched.get_mut(id)
            && let Some((_, bytes)) = touched.first.take()
        {
            touched.records.extend(document.absorb(&[&bytes]).map_err(Trouble::fault)?);
        }
        Ok(document)
    }

    pub(super) fn is_revoked(&self, device: &DeviceId) -> bool {
        self.trust.as_ref().is_some_and(|trust| trust.is_revoked(device))
    }

    fn holds(&self, document: &DocumentId) -> Result<bool, Trouble> {
        Ok(self.shelf.has(document) || self.store.holds(document)?)
    }
}
