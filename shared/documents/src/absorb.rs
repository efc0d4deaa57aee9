//! Taking changes that others made. Everything is tried on a copy: a change that is refused leaves no trace.

use crate::history::{self, History, Last};
use crate::{ChangeFacts, ChangeHash, Limits, RecordKey, Refused, Table, inspect};
use crate::{layout, plain};
use automerge::legacy::{Key, ObjectId};
use automerge::{Automerge, Change, ExpandedChange, ObjId, Prop, ReadDoc};
use mainforte_domain::DocumentId;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How deep an object may lie; ours lie three deep. Deeper ones are refused, since automerge reads some things
/// recursively.
const MAX_DEPTH: usize = 8;

/// Below this many stored bytes, a document is saved and loaded again after a batch with something in it that nothing here
/// writes.
const SMALL: usize = 64 << 10;

/// New changes that follow the rules, in an order in which they can be applied.
pub(crate) struct Accepted<'a> {
    changes: Vec<&'a [u8]>,
    pub(crate) history: History,
}

impl Accepted<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many bytes they are together.
    pub(crate) fn bytes(&self) -> usize {
        self.changes.iter().map(|change| change.len()).sum()
    }
}

/// What applying them gave.
pub(crate) struct Applied {
    pub(crate) doc: Automerge,
    pub(crate) touched: BTreeSet<RecordKey>,
}

/// Checks what the changes say of themselves against the document and each other.
pub(crate) fn check<'a>(
    doc: &Automerge,
    past: &History,
    changes: &[&'a [u8]],
    limits: &Limits,
) -> Result<Accepted<'a>, Refused> {
    let mut news: BTreeMap<ChangeHash, (ChangeFacts, &'a [u8])> = BTreeMap::new();
    for bytes in changes {
        let facts = inspect(bytes, limits)?;
        if history::max_op(doc, &facts.hash).is_none() {
            news.insert(facts.hash, (facts, bytes));
        }
    }
    require_dependencies(doc, &news)?;
    let mut ordered: Vec<_> = news.into_values().collect();
    // A change's operations are numbered after those of all that it builds on; one that lies is found below.
    ordered.sort_by_key(|(facts, _)| facts.start_op);
    let mut judge = Judge { doc, past, max_ops: HashMap::new(), news: History::default() };
    for (facts, _) in &ordered {
        judge.accept(facts)?;
    }
    Ok(Accepted { changes: ordered.into_iter().map(|(_, bytes)| bytes).collect(), history: judge.news })
}

fn require_dependencies(doc: &Automerge, news: &BTreeMap<ChangeHash, (ChangeFacts, &[u8])>) -> Result<(), Refused> {
    let deps: BTreeSet<_> = news.values().flat_map(|(facts, _)| &facts.deps).collect();
    let here = |dep: &ChangeHash| news.contains_key(dep) || history::max_op(doc, dep).is_some();
    let missing: BTreeSet<_> = deps.into_iter().filter(|dep| !here(dep)).copied().collect();
    if missing.is_empty() { Ok(()) } else { Err(Refused::MissingDependencies(missing)) }
}

struct Judge<'a> {
    doc: &'a Automerge,
    past: &'a History,
    max_ops: HashMap<ChangeHash, u64>,
    news: History,
}

impl Judge<'_> {
    fn accept(&mut self, facts: &ChangeFacts) -> Result<(), Refused> {
        self.check_start_op(facts)?;
        self.check_sequence(facts)?;
        self.max_ops.insert(facts.hash, facts.max_op());
        self.news.note(facts.actor.clone(), Last { seq: facts.seq, hash: facts.hash });
        Ok(())
    }

    fn check_start_op(&self, facts: &ChangeFacts) -> Result<(), Refused> {
        // A dependency in the same batch that is not judged yet claims to begin later than this change.
        let max_op =
            |dep| self.max_ops.get(dep).copied().or_else(|| history::max_op(self.doc, dep)).unwrap_or(u64::MAX);
        let highest = facts.deps.iter().map(max_op).max().ok_or(Refused::Rootless)?;
        let expected = highest.saturating_add(1);
        if facts.start_op == expected {
            Ok(())
        } else {
            Err(Refused::WrongStartOp { start_op: facts.start_op, expected })
        }
    }

    fn check_sequence(&self, facts: &ChangeFacts) -> Result<(), Refused> {
        let last = self.news.last(&facts.actor).or_else(|| self.past.last(&facts.actor));
        let expected = last.map_or(1, |last| last.seq.saturating_add(1));
        if facts.seq < expected {
            return Err(Refused::Equivocation { actor: facts.actor.clone(), seq: facts.seq });
        }
        let on_top = last.is_none_or(|last| facts.deps.contains(&last.hash));
        if facts.seq == expected && on_top { Ok(()) } else { Err(Refused::WrongSequence { seq: facts.seq, expected }) }
    }
}

/// Applies them to a copy of the document, which takes about `size` bytes then, and makes sure that the copy still holds
/// exactly them: some bad changes apply, but the document that is then saved does not load.
pub(crate) fn apply(
    doc: &Automerge,
    id: &DocumentId,
    accepted: &Accepted<'_>,
    size: usize,
) -> Result<Applied, Refused> {
    // Automerge asserts on some of what bad changes contain.
    catch_unwind(AssertUnwindSafe(|| apply_unguarded(doc, id, accepted, size)))
        .unwrap_or_else(|_| Err(Refused::Unsound("automerge gave up on it".to_owned())))
}

fn apply_unguarded(doc: &Automerge, id: &DocumentId, accepted: &Accepted<'_>, size: usize) -> Result<Applied, Refused> {
    let unsound = |error: &dyn std::fmt::Display| Refused::Unsound(error.to_string());
    let decode = |bytes: &&[u8]| Change::try_from(*bytes).map_err(|error| unsound(&error));
    let changes = accepted.changes.iter().map(decode).collect::<Result<Vec<_>, _>>()?;
    let expanded: Vec<_> = changes.iter().map(Change::decode).collect();
    let places = places(&expanded)?;
    let mut copy = doc.clone();
    copy.apply_changes(changes.iter().cloned()).map_err(|error| unsound(&error))?;
    let is_strange = !expanded.iter().all(plain::is_change);
    check_sound(doc, &copy, &changes, is_strange && size < SMALL)?;
    let touched = touched(&copy, id, &places)?;
    Ok(Applied { doc: copy, touched })
}

/// Whether the document with the changes still holds exactly them: they are made again from what it holds. Saving it and
/// loading it again says more, and takes three times as long as applying a small change.
fn check_sound(before: &Automerge, after: &Automerge, changes: &[Change], by_loading: bool) -> Result<(), Refused> {
    let sound = if by_loading {
        let again = Automerge::load(&after.save_nocompress()).map_err(|_| Refused::Unloadable)?;
        let holds = |change: &Change| history::max_op(&again, &change.hash().0).is_some();
        again.get_heads() == after.get_heads() && changes.iter().all(holds)
    } else {
        let rebuilt: BTreeSet<_> = after.get_changes(&before.get_heads()).iter().map(Change::hash).collect();
        rebuilt == changes.iter().map(Change::hash).collect()
    };
    if sound && after.get_missing_deps(&[]).is_empty() { Ok(()) } else { Err(Refused::Unloadable) }
}

/// The objects in which the changes write, with the map keys that they write there.
fn places(changes: &[ExpandedChange]) -> Result<HashMap<ObjectId, BTreeSet<String>>, Refused> {
    let mut places: HashMap<ObjectId, BTreeSet<String>> = HashMap::new();
    for op in changes.iter().flat_map(|change| &change.operations) {
        let key = match &op.key {
            Key::Map(key) => Some(key.to_string()),
            Key::Seq(_) => None,
        };
        if op.obj == ObjectId::Root && key.as_deref().is_none_or(|key| Table::parse(key).is_some()) {
            return Err(Refused::ForbiddenPlace("over a table"));
        }
        places.entry(op.obj.clone()).or_default().extend(key);
    }
    Ok(places)
}

/// The records in which changes that the document holds wrote.
pub(crate) fn records_of(doc: &Automerge, id: &DocumentId, changes: &[Change]) -> Result<BTreeSet<RecordKey>, Refused> {
    let expanded: Vec<_> = changes.iter().map(Change::decode).collect();
    touched(doc, id, &places(&expanded)?)
}

fn touched(
    doc: &Automerge,
    id: &DocumentId,
    places: &HashMap<ObjectId, BTreeSet<String>>,
) -> Result<BTreeSet<RecordKey>, Refused> {
    let mut touched = BTreeSet::new();
    for (object, keys) in places {
        let ObjectId::Id(op) = object else { continue };
        let object = ObjId::Id(op.counter(), op.actor().clone(), 0);
        let path = path(doc, &object)?;
        let (Some(table), inside) = (path.last(), path.len().checked_sub(2).and_then(|at| path.get(at))) else {
            continue;
        };
        let Some(table) = table_of(id, table) else { continue };
        match inside {
            Some(key) => touched.extend(layout::record_key(id, table, key)),
            None => touched.extend(keys.iter().filter_map(|key| layout::record_key(id, table, key))),
        }
    }
    Ok(touched)
}

/// The keys under which an object lies, innermost first.
fn path(doc: &Automerge, object: &ObjId) -> Result<Vec<String>, Refused> {
    let parents = doc.parents(object).map_err(|error| Refused::Unsound(error.to_string()))?;
    let name = |prop| match prop {
        Prop::Map(key) => key,
        Prop::Seq(index) => index.to_string(),
    };
    let path: Vec<_> = parents.take(MAX_DEPTH + 1).map(|parent| name(parent.prop)).collect();
    if path.len() > MAX_DEPTH { Err(Refused::TooDeep) } else { Ok(path) }
}

/// The table of a root map in this document; a card's person is part of the card.
fn table_of(id: &DocumentId, root: &str) -> Option<Table> {
    match (Table::parse(root)?, id) {
        (Table::Person, DocumentId::Card { .. }) => Some(Table::Card),
        (table, id) => (table.document_kind() == id.kind()).then_some(table),
    }
}
