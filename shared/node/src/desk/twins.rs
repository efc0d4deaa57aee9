//! Two changes under one (actor, sequence): which of them stands, and what that means for the document, whichever came first.

use super::Desk;
use super::sorting::Sorting;
use crate::trouble::Trouble;
use mainforte_documents::{Candidate, ChangeFacts, ChangeHash, Document, Limits, Rebuilt, inspect, rebuild};
use mainforte_domain::DocumentId;
use mainforte_store::{RebuiltDocument, Waiting, WriteAgain};
use mainforte_sync::{Reason, Sealed, judge};
use std::collections::{BTreeMap, BTreeSet};

/// The changes of a document that are known here, with what each says of itself.
pub(super) type Known = BTreeMap<ChangeHash, (Waiting, ChangeFacts)>;

impl Desk {
    /// Chooses between twins where a batch brought one, and says why what does not stand does not.
    pub(super) fn take_twins(&mut self, sorting: &mut Sorting) -> Result<(), Trouble> {
        let contested = std::mem::take(&mut sorting.contested);
        for (id, contested) in &contested {
            let mut news = with_facts(self.store.waiting(id)?);
            news.extend(with_facts(of_document(&sorting.waiting, id)));
            let document = self.unfolded(id, &mut sorting.touched)?;
            let ahead = |hash: &ChangeHash| news.get(hash).is_some_and(|(_, facts)| document.yields_to(facts));
            if contested.iter().any(ahead) {
                self.choose(id, news, contested, sorting)?;
            }
        }
        let waiting = sorting.waiting.iter().map(|(waiting, _)| &waiting.change.document);
        let concerned: BTreeSet<DocumentId> = waiting.chain(contested.keys()).cloned().collect();
        for id in concerned {
            if contested.contains_key(&id) || !self.store.outranked(&id)?.is_empty() {
                self.say_who_fell(&id, sorting)?;
            }
        }
        Ok(())
    }

    /// Makes the document again of whatever stands among all that is known of it.
    fn choose(
        &mut self,
        id: &DocumentId,
        mut news: Known,
        contested: &BTreeSet<ChangeHash>,
        sorting: &mut Sorting,
    ) -> Result<(), Trouble> {
        let me = self.member()?;
        let Some(trust) = self.trust.clone() else { return Ok(()) };
        news.extend(with_facts(self.store.outranked(id)?));
        news.retain(|hash, (Waiting { change, seal }, facts)| {
            contested.contains(hash) || judge(change, seal, &facts.actor, &trust, &me.org).is_ok()
        });
        let logged = self.logged(id)?;
        let held = logged.iter().chain(&with_facts(admitted(sorting, id))).map(|(h, k)| (*h, k.clone())).collect();
        self.make_again(id, &logged, held, news, sorting)
    }

    /// The changes of a document in the log.
    pub(super) fn logged(&self, id: &DocumentId) -> Result<Known, Trouble> {
        Ok(with_facts(each(self.store.changes(id, id.owner())?)))
    }

    /// Makes the document again of what is `held` and of the `news` that stand with it. What of the log is not among them falls.
    pub(super) fn make_again(
        &mut self,
        id: &DocumentId,
        logged: &Known,
        held: Known,
        news: Known,
        sorting: &mut Sorting,
    ) -> Result<(), Trouble> {
        let Rebuilt { document, standing } = match rebuild(id, candidates(&held, &news)) {
            Ok(rebuilt) => rebuilt,
            Err(error) => {
                tracing::error!(%id, %error, "a document cannot be made again of its changes");
                return Ok(());
            }
        };
        let stands: BTreeSet<ChangeHash> = standing.iter().copied().collect();
        let again = self.own_work_in(id, &held, &stands)?;
        let fallen: Vec<ChangeHash> = logged.keys().filter(|hash| !stands.contains(*hash)).copied().collect();
        // Without a snapshot loading is slower, and that is all: no hostile change must keep a document from being made again.
        let saved = document.checked_save();
        let saved = saved.inspect_err(|error| tracing::warn!(%id, %error, "a document is not kept as a snapshot"));
        sorting.rebuilt.push(RebuiltDocument {
            id: id.clone(),
            fallen,
            records: document.records().into_iter().flatten().collect(),
            heads: document.heads(),
            snapshot: saved.ok(),
        });
        sorting.again.extend(again);
        sorting.touched.remove(id);
        sorting.file(id, &standing, held, news, logged);
        self.shelf.put_back(document);
        Ok(())
    }

    /// The records that this device wrote in what falls: as they were without that, and as they are shown now.
    fn own_work_in(
        &mut self,
        id: &DocumentId,
        held: &Known,
        stands: &BTreeSet<ChangeHash>,
    ) -> Result<Vec<WriteAgain>, Trouble> {
        let own = |(hash, (waiting, _)): (&ChangeHash, &(Waiting, ChangeFacts))| {
            (!stands.contains(hash) && waiting.seal.device == self.key.id()).then_some(*hash)
        };
        let own: BTreeSet<ChangeHash> = held.iter().filter_map(own).collect();
        if own.is_empty() {
            return Ok(Vec::new());
        }
        let above = with_all_above(&own, held);
        let below = held.iter().filter(|(hash, _)| !above.contains(*hash));
        let before = Document::load(id, None, below.map(|(_, (waiting, _))| waiting.change.bytes.as_slice()))?;
        let now = self.shelf.take(&self.store, id)?;
        let read = |doc: &Document, key| doc.record(key).ok().flatten();
        let written = now.written_by(&own);
        let again = written.iter().filter_map(|key| {
            Some(WriteAgain { document: id.clone(), before: read(&before, key), after: read(now, key)? })
        });
        Ok(again.collect())
    }

    /// A change whose turn is taken is a contradiction; what builds on one waits for its device to write it again.
    fn say_who_fell(&mut self, id: &DocumentId, sorting: &mut Sorting) -> Result<(), Trouble> {
        let mut fallen: BTreeSet<ChangeHash> =
            self.store.outranked(id)?.into_iter().map(|waiting| waiting.change.hash).collect();
        let mut open = with_facts(self.store.waiting(id)?);
        open.extend(with_facts(of_document(&sorting.waiting, id)));
        let document = self.unfolded(id, &mut sorting.touched)?;
        let mut said: BTreeMap<ChangeHash, Reason> = BTreeMap::new();
        for (hash, (_, facts)) in open.iter().filter(|(_, (_, facts))| document.has_twin_of(facts)) {
            fallen.insert(*hash);
            said.insert(*hash, Reason::Equivocation);
            tracing::warn!(%id, seq = facts.seq, "a device contradicts itself");
        }
        while let Some((hash, _)) = open
            .iter()
            .find(|(hash, (_, facts))| !fallen.contains(*hash) && facts.deps.iter().any(|dep| fallen.contains(dep)))
        {
            fallen.insert(*hash);
            said.insert(*hash, Reason::BuiltOnEquivocation);
        }
        sorting.waiting.retain(|(waiting, _)| !said.contains_key(&waiting.change.hash));
        let named = said.into_iter().filter_map(|(hash, reason)| Some((open.remove(&hash)?.0, reason)));
        sorting.waiting.extend(named);
        Ok(())
    }
}

impl Sorting {
    /// Sorts a document's changes anew, now that it is known which stand.
    fn file(&mut self, id: &DocumentId, standing: &[ChangeHash], held: Known, mut news: Known, logged: &Known) {
        let here =
            |waiting: &[(Waiting, Reason)], hash: &ChangeHash| waiting.iter().any(|(w, _)| w.change.hash == *hash);
        self.admitted.iter_mut().for_each(|sealed| sealed.changes.retain(|change| change.document != *id));
        self.admitted.retain(|sealed| !sealed.changes.is_empty());
        let mut fallen = held;
        for hash in standing {
            let (was_held, is_new) = (fallen.remove(hash), news.remove(hash));
            if logged.contains_key(hash) {
                continue;
            }
            let Some((Waiting { change, seal }, _)) = was_held.or(is_new) else { continue };
            self.released |= !here(&self.waiting, hash);
            self.waiting.retain(|(waiting, _)| waiting.change.hash != *hash);
            self.admitted.push(Sealed { seal, changes: vec![change] });
        }
        self.waiting.extend(fallen.into_values().map(|(waiting, _)| (waiting, Reason::MissingDependencies)));
    }
}

pub(super) fn candidates<'a>(held: &'a Known, news: &'a Known) -> Vec<Candidate<'a>> {
    let candidate = |held: bool| {
        move |(waiting, facts): &'a (Waiting, ChangeFacts)| Candidate {
            facts: facts.clone(),
            bytes: &waiting.change.bytes,
            held,
        }
    };
    held.values().map(candidate(true)).chain(news.values().map(candidate(false))).collect()
}

/// With everything of these that builds on them.
fn with_all_above(changes: &BTreeSet<ChangeHash>, among: &Known) -> BTreeSet<ChangeHash> {
    let mut rising: Vec<&ChangeFacts> = among.values().map(|(_, facts)| facts).collect();
    rising.sort_by_key(|facts| facts.start_op);
    let mut above = changes.clone();
    for facts in rising {
        if facts.deps.iter().any(|dep| above.contains(dep)) {
            above.insert(facts.hash);
        }
    }
    above
}

pub(super) fn with_facts(changes: impl IntoIterator<Item = Waiting>) -> Known {
    let inspected = |waiting: Waiting| {
        let facts = inspect(&waiting.change.bytes, &Limits::default()).ok()?;
        (facts.hash == waiting.change.hash).then_some((facts.hash, (waiting, facts)))
    };
    changes.into_iter().filter_map(inspected).collect()
}

fn each(sealed: Vec<Sealed>) -> impl Iterator<Item = Waiting> {
    sealed.into_iter().flat_map(|Sealed { seal, changes }| {
        changes.into_iter().map(move |change| Waiting { change, seal: seal.clone() })
    })
}

pub(super) fn of_document(waiting: &[(Waiting, Reason)], id: &DocumentId) -> Vec<Waiting> {
    waiting.iter().map(|(waiting, _)| waiting).filter(|waiting| waiting.change.document == *id).cloned().collect()
}

fn admitted(sorting: &Sorting, id: &DocumentId) -> Vec<Waiting> {
    each(sorting.admitted.clone()).filter(|waiting| waiting.change.document == *id).collect()
}
