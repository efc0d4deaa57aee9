//! What a device wrote before it was shut out, beyond what the city had of it, does not stand unless somebody speaks for it. Whoever
//! took it before it heard of that lets it fall, so that it holds what everybody else holds. Of one's own organisation one
//! speaks for it instead: see `vouch.rs`.

use super::Desk;
use super::refused::kept_waiting;
use super::sorting::Sorting;
use super::twins::{Known, with_facts};
use crate::trouble::Trouble;
use mainforte_documents::ChangeHash;
use mainforte_domain::{DeviceId, DocumentId, Minute, OrgId};
use mainforte_store::{Commit, Waiting};
use mainforte_sync::{Reason, Trust, judge};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Desk {
    /// Lets fall what nobody speaks for, and answers whether all of it fell. May be called at any time.
    pub(super) fn let_fall(&mut self, now: Minute) -> Result<bool, Trouble> {
        let me = self.member()?;
        let Some(trust) = self.trust.clone() else { return Ok(true) };
        let others = trust.devices().filter(|(_, device)| device.revoked_at.is_some() && device.org != me.org);
        let mut documents = BTreeSet::new();
        for (device, known) in others {
            documents.extend(self.store.sealed_beyond(&known.org, device, known.stands_until)?);
        }
        let mut all = true;
        for document in documents {
            let outcome = self.let_fall_of(&document, &trust, &me.org, now);
            all &= self.has_tried_one("what falls with a device", &document, outcome)?;
        }
        Ok(all)
    }

    fn let_fall_of(&mut self, id: &DocumentId, trust: &Arc<Trust>, me: &OrgId, now: Minute) -> Result<(), Trouble> {
        let logged = self.logged(id)?;
        let stands = |(Waiting { change, seal }, actor): (&Waiting, &[u8])| {
            judge(change, seal, actor, trust, me) != Err(Reason::RevokedDevice)
        };
        let spoken_for = with_all_below(&logged, |waiting, actor| stands((waiting, actor)));
        let (held, fallen): (Known, Known) =
            logged.iter().map(|(h, k)| (*h, k.clone())).partition(|(hash, _)| spoken_for.contains(hash));
        if fallen.is_empty() {
            return Ok(());
        }
        tracing::warn!(%id, changes = fallen.len(), "what a device that was shut out had left here alone falls");
        let mut sorting = Sorting::default();
        // A document of which nothing stands is gone, with what was kept of it: that is kept anew.
        let removed = held.is_empty();
        if removed {
            let kept = self.store.waiting(id)?.into_iter().chain(self.store.outranked(id)?);
            sorting.waiting.extend(kept.map(|waiting| (waiting, Reason::MissingDependencies)));
        } else {
            let mut news = with_facts(self.store.outranked(id)?);
            news.extend(with_facts(self.store.waiting(id)?));
            news.retain(|_, (waiting, facts)| stands((waiting, &facts.actor)));
            self.make_again(id, &logged, held, news, &mut sorting)?;
            if sorting.rebuilt.is_empty() {
                return Err(Trouble::fault("what is left of the document cannot be made again"));
            }
        }
        sorting.waiting.extend(fallen.into_values().map(|(waiting, _)| (waiting, Reason::RevokedDevice)));
        let source: DeviceId = self.device();
        let written = self.commit(Commit {
            sealed: sorting.admitted,
            rebuilt: sorting.rebuilt,
            removed: removed.then(|| id.clone()).into_iter().collect(),
            quarantined: sorting.waiting.into_iter().map(|(waiting, why)| kept_waiting(waiting, &why)).collect(),
            source: Some(source),
            ..Commit::at(now)
        });
        if written.is_err() {
            self.shelf.forget([id]);
        }
        written.map(drop)
    }
}

/// The changes that stand by themselves, with all that they build on.
fn with_all_below(known: &Known, stands: impl Fn(&Waiting, &[u8]) -> bool) -> BTreeSet<ChangeHash> {
    let by_themselves = known.values().filter(|(waiting, facts)| stands(waiting, &facts.actor));
    let mut open: Vec<ChangeHash> = by_themselves.map(|(_, facts)| facts.hash).collect();
    let mut below = BTreeSet::new();
    while let Some(hash) = open.pop() {
        if let Some((_, facts)) = known.get(&hash).filter(|_| below.insert(hash)) {
            open.extend(&facts.deps);
        }
    }
    below
}
