//! A saved document that cannot be loaded any more is made again from the log, which holds every change of it. Where the log is
//! damaged as well, *Vérifier et réparer* keeps what is whole and has the others bring the rest.

use super::Desk;
use super::refused::{kept_waiting, quarantined};
use super::twins::{Known, candidates, with_facts};
use crate::trouble::Trouble;
use mainforte_documents::{ChangeHash, Document, Rebuilt, rebuild};
use mainforte_domain::{DocumentId, Minute};
use mainforte_store::{Commit, DocumentUpdate, Quarantined, Reader, RebuiltDocument, Waiting};
use mainforte_sync::{Reason, Sealed};
use std::collections::BTreeSet;

/// So many changes that others have to come before find room beside what else waits.
const LOOSE_MAX: usize = 256;

/// The document from the changes of its log; nothing when these are damaged.
pub(super) fn of_its_log(reader: &Reader, id: &DocumentId) -> Result<Option<Document>, Trouble> {
    let sealed = reader.changes(id, id.owner())?;
    let changes = sealed.iter().flat_map(|sealed| &sealed.changes).map(|change| change.bytes.as_slice());
    Ok(Document::load(id, None, changes).ok())
}

/// The same, when the log is whole: when the document ends as what was saved did.
pub(super) fn from_the_log(reader: &Reader, id: &DocumentId) -> Result<Option<Document>, Trouble> {
    let Some(document) = of_its_log(reader, id)? else { return Ok(None) };
    Ok((document.heads() == reader.heads(id)?).then_some(document))
}

impl Desk {
    /// Saves what was made again from the log. May be called at any time between two commits.
    pub(super) fn keep_healed(&mut self, now: Minute) -> Result<(), Trouble> {
        for id in self.shelf.take_healed() {
            // One that has left memory is made again when it is next wanted.
            let Some(document) = self.shelf.at_hand(&id) else { continue };
            let (heads, snapshot) = (document.heads(), document.checked_save().ok());
            let documents = vec![DocumentUpdate { id: id.clone(), records: Vec::new(), heads, snapshot }];
            let outcome = self.commit(Commit { documents, ..Commit::at(now) }).map(drop);
            self.has_tried_one("a document made again from the log", &id, outcome)?;
        }
        Ok(())
    }

    /// Makes a document of what is whole in its log. What is damaged leaves the log, so that the others see that it is missing
    /// here and bring it; what builds on it waits for that, and is taken then. Answers whether it could be done.
    pub(super) fn salvage(&mut self, id: &DocumentId, now: Minute) -> Result<bool, Trouble> {
        let logged = each(self.store.changes(id, id.owner())?);
        let whole = with_facts(logged.iter().cloned());
        let Ok(Rebuilt { document, standing }) = rebuild(id, candidates(&whole, &Known::new())) else {
            return Ok(false);
        };
        let stands: BTreeSet<ChangeHash> = standing.into_iter().collect();
        let fallen: Vec<Waiting> = logged.into_iter().filter(|w| !stands.contains(&w.change.hash)).collect();
        let Some(kept) = self.to_keep(&fallen, &whole) else { return Ok(false) };
        let mut commit = Commit { quarantined: kept, source: Some(self.device()), ..Commit::at(now) };
        if stands.is_empty() {
            // What else waits for it goes with it, and is kept anew.
            let waiting = self.store.waiting(id)?.into_iter().chain(self.store.outranked(id)?);
            commit.quarantined.extend(waiting.map(|waiting| kept_waiting(waiting, &Reason::MissingDependencies)));
            commit.removed.push(id.clone());
        } else {
            let fallen = fallen.iter().map(|waiting| waiting.change.hash).collect();
            let records = document.records().into_iter().flatten().collect();
            let (heads, snapshot) = (document.heads(), document.checked_save().ok());
            commit.rebuilt.push(RebuiltDocument { id: id.clone(), fallen, records, heads, snapshot });
        }
        self.commit(commit)?;
        if !stands.is_empty() {
            self.shelf.put_back(document);
        }
        Ok(true)
    }

    /// What is kept of the changes that leave the log: all of them, or where there is no room for so many those of this device,
    /// for the others' come again. Nothing when there is no room for these either.
    fn to_keep(&self, fallen: &[Waiting], whole: &Known) -> Option<Vec<Quarantined>> {
        let own = || fallen.iter().filter(|waiting| waiting.seal.device == self.device());
        let kept: Vec<&Waiting> = if fallen.len() <= LOOSE_MAX { fallen.iter().collect() } else { own().collect() };
        let keep = |waiting: &Waiting| match whole.get(&waiting.change.hash) {
            Some(_) => kept_waiting(waiting.clone(), &Reason::MissingDependencies),
            None => quarantined(waiting.change.clone(), waiting.seal.device, &Reason::UnreadableHere),
        };
        (kept.len() <= LOOSE_MAX).then(|| kept.into_iter().map(keep).collect())
    }
}

fn each(sealed: Vec<Sealed>) -> Vec<Waiting> {
    let alone = |Sealed { seal, changes }: Sealed| {
        changes.into_iter().map(move |change| Waiting { change, seal: seal.clone() })
    };
    sealed.into_iter().flat_map(alone).collect()
}
