//! What other devices bring, sorted and committed with the reader's cursor.

use super::Desk;
use super::ahead::ReadAhead;
use super::refused::kept_waiting;
use super::sorting::Sorting;
use super::write::read;
use crate::trouble::Trouble;
use mainforte_documents::First;
use mainforte_domain::{DeviceId, DocumentId};
use mainforte_store::{Commit, DocumentUpdate, Waiting};
use mainforte_sync::{Cursor, Reason, Sealed, Trust, TrustBody, TrustEntry};
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
