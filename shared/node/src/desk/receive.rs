//! What other devices bring: checked, admitted or put into quarantine, and committed with the reader's cursor.

use super::Desk;
use super::ahead::ReadAhead;
use super::refused::{kept_waiting, quarantined, reason_of};
use super::vouch::may_wait;
use super::write::read;
use crate::trouble::Trouble;
use mainforte_documents::{ChangeHash, Document, First, Limits, RecordKey, inspect};
use mainforte_domain::{DeviceId, DocumentId};
use mainforte_store::{Commit, DocumentUpdate, Quarantined, RebuiltDocument, Waiting, WriteAgain};
use mainforte_sync::{Cursor, Reason, Sealed, SealedChange, Trust, TrustBody, TrustEntry, judge, judge_seal};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What came of a batch.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// Changes taken.
    pub(crate) taken: u32,
    /// Changes refused and kept apart.
    pub(crate) refused: u32,
    /// Of those, changes that others have to come before: with these they are taken.
    pub(crate) waiting: u32,
    /// The peer builds on what was removed here: all is to be compared with it.
    pub(crate) to_compare: bool,
}

/// How far a batch reaches in the log of the peer that brought it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reach {
    /// Up to here.
    To(Cursor),
    /// It may not be in that log yet.
    Unmarked,
    /// It came by another way and says nothing of that.
    Aside,
}

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
    quarantined: Vec<Quarantined>,
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
    /// Takes a batch from a peer. Each change is judged for itself: a bad one harms no other.
    pub(crate) fn receive(&mut self, peer: DeviceId, batch: Vec<Sealed>, reach: Reach) -> Result<Received, Trouble> {
        let ahead = self.trust.as_ref().map(|trust| ReadAhead::of(trust, &batch)).unwrap_or_default();
        self.receive_read(peer, batch, ahead, reach)
    }

    /// The same, when the batch was looked at before the desk was free.
    pub(crate) fn receive_read(
        &mut self,
        peer: DeviceId,
        batch: Vec<Sealed>,
        ahead: ReadAhead,
        reach: Reach,
    ) -> Result<Received, Trouble> {
        let now = self.world.now();
        let mut sorting = Sorting::default();
        let outcome = self.sort(batch, ahead, &mut sorting).and_then(|()| self.take_vouched(&mut sorting));
        let outcome = outcome.and_then(|()| self.take_twins(&mut sorting));
        let outcome = outcome.and_then(|()| self.leave_out_ended(&mut sorting, now));
        let rebuilt = sorting.rebuilt.iter().map(|rebuilt| &rebuilt.id);
        let documents: Vec<DocumentId> = sorting.touched.keys().chain(rebuilt).cloned().collect();
        let again = !sorting.again.is_empty();
        let written = outcome.and_then(|()| self.commit_received(peer, sorting, reach, now));
        if written.is_err() {
            self.shelf.forget(&documents);
        }
        let received = written?;
        if again {
            let outcome = self.write_again(now);
            self.has_tried(outcome);
        }
        self.follow_up(now);
        Ok(received)
    }

    /// Takes new entries of the trust log.
    pub(crate) fn extend_trust(&mut self, entries: Vec<TrustEntry>) -> Result<(), Trouble> {
        let Some(trust) = &self.trust else { return Ok(()) };
        let mut longer = Trust::clone(trust);
        let known = longer.len();
        let added = longer.extend(entries).map_err(Trouble::fault)?;
        if added == 0 {
            return Ok(());
        }
        let now = self.world.now();
        let new = longer.entries_from(known).to_vec();
        self.someone_may_fall |=
            new.iter().any(|entry| matches!(entry.body, TrustBody::Revoke { .. } | TrustBody::RevokeAfter { .. }));
        self.commit(Commit { trust: new, ..Commit::at(now) })?;
        self.trust = Some(Arc::new(longer));
        self.follow_trust(now);
        let outcome = self.judge_again();
        self.has_tried(outcome);
        Ok(())
    }

    /// Takes what came before the trust entry that its seal names.
    fn judge_again(&mut self) -> Result<(), Trouble> {
        let waited = self.store.waiting_for_trust()?;
        if waited.is_empty() || self.member().is_err() {
            return Ok(());
        }
        let alone = |Waiting { change, seal }| Sealed { seal, changes: vec![change] };
        // Nobody is told again what it brought: it is not known any more who brought this.
        self.receive(self.device(), waited.into_iter().map(alone).collect(), Reach::Aside).map(drop)
    }

    fn sort(&mut self, batch: Vec<Sealed>, mut ahead: ReadAhead, sorting: &mut Sorting) -> Result<(), Trouble> {
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
        if !is_new && self.unfolded(&change.document, touched)?.has_twin_of(&facts) {
            return Ok(Err(Reason::Equivocation));
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

    fn commit_received(
        &mut self,
        peer: DeviceId,
        sorting: Sorting,
        reach: Reach,
        now: mainforte_domain::Minute,
    ) -> Result<Received, Trouble> {
        let Sorting { admitted, touched, waiting, mut quarantined, rebuilt, again, released, .. } = sorting;
        let early = waiting.iter().filter(|(_, reason)| *reason == Reason::MissingDependencies).count();
        let to_compare = self.builds_on_what_is_gone(&waiting)?;
        quarantined.extend(waiting.into_iter().map(|(waiting, reason)| kept_waiting(waiting, &reason)));
        let received = Received {
            taken: admitted.iter().map(|s| s.changes.len() as u32).sum(),
            refused: u32::try_from(quarantined.len()).unwrap_or(u32::MAX),
            waiting: u32::try_from(early).unwrap_or(u32::MAX),
            to_compare,
        };
        let mut documents = Vec::with_capacity(touched.len());
        for (id, touched) in touched {
            if let Some((First { hash, records }, _)) = touched.first {
                documents.push(DocumentUpdate { id, records, heads: vec![hash], snapshot: None });
                continue;
            }
            let document = self.shelf.take(&self.store, &id)?;
            let (records, heads) = (read(document, &touched.records), document.heads());
            let snapshot = self.shelf.snapshot_after(&id, touched.changes);
            documents.push(DocumentUpdate { id, records, heads, snapshot });
        }
        self.loans_came_back |= documents.iter().any(|update| matches!(update.id, DocumentId::Loans { .. }));
        let has_news = !(admitted.is_empty() && rebuilt.is_empty() && again.is_empty() && quarantined.is_empty());
        if !has_news
            && !to_compare
            && let Reach::To(cursor) = reach
        {
            self.store.set_cursor(&peer, &cursor, now)?;
            return Ok(received);
        }
        let read = match reach {
            Reach::To(cursor) if !to_compare => Some(Some(cursor)),
            Reach::Unmarked if !admitted.is_empty() => Some(None),
            _ => None,
        };
        if to_compare {
            // Before it is noted that this was asked for: it is asked for once, and a comparison too many harms nobody.
            self.store.forget_cursor(&peer)?;
        }
        self.commit(Commit {
            sealed: admitted,
            documents,
            rebuilt,
            to_write_again: again,
            // Nobody is told again what it brought: this peer may have brought the base alone.
            source: Some(if released { self.device() } else { peer }),
            read: read.map(|cursor| (peer, cursor)),
            quarantined,
            ..Commit::at(now)
        })?;
        Ok(received)
    }

    /// Whether a card was renewed that ended here meanwhile and was removed: the change alone says nothing then, and what
    /// it builds on comes only when all is compared. Asked for once for each such change.
    fn builds_on_what_is_gone(&self, waiting: &[(Waiting, Reason)]) -> Result<bool, Trouble> {
        for (Waiting { change, .. }, reason) in waiting {
            let card = matches!(change.document, DocumentId::Card { .. });
            if !card || *reason != Reason::MissingDependencies || self.store.holds(&change.document)? {
                continue;
            }
            let seen = self.store.waiting(&change.document)?;
            if seen.iter().all(|known| known.change.hash != change.hash) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
