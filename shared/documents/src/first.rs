//! The first change of a document, read without building the document: what a new laptop takes thousands of.
//!
//! Building a document in memory, and making sure that it can be saved, takes ten times as long as reading what its only
//! change says. That is worth knowing of a change that does nothing but put values where there were none: put into maps
//! that the genesis or the change itself made, and letters one after the other into texts that were empty. Applied to a
//! blank document such a change cannot meet anything. Every other change, and one that would not be written again in the
//! very same bytes, goes the long way: [`Document::absorb`](crate::Document::absorb).

mod blank;

use crate::fields::Stored;
use crate::history::History;
use crate::tree::Tree;
use crate::{ChangeHash, Limits, Record, Table, absorb, genesis, layout, plain};
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{Change, ExpandedChange, ObjId, ObjType, ScalarValue};
use blank::{Blank, name};
use mainforte_domain::DocumentId;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What an object of the genesis holds lies at most so deep.
const GENESIS_DEPTH: usize = 3;
/// Ours lie no deeper than this.
const DEPTH_MAX: usize = 5;

/// What the first change of a document says.
#[derive(Debug, Clone, PartialEq)]
pub struct First {
    /// The change's hash: the head of a document that holds it alone.
    pub hash: ChangeHash,
    /// The records that such a document holds; a malformed one is left out, for that record alone.
    pub records: Vec<Record>,
}

impl First {
    /// Reads the only change of the document `id`; nothing when that takes the long way, or when it would be refused.
    pub fn read(id: &DocumentId, bytes: &[u8]) -> Option<Self> {
        catch_unwind(AssertUnwindSafe(|| read(id, bytes))).unwrap_or_default()
    }
}

fn read(id: &DocumentId, bytes: &[u8]) -> Option<First> {
    let unwritten = genesis::unwritten(id.kind());
    if absorb::check(unwritten, &History::of(unwritten), &[bytes], &Limits::default()).ok()?.is_empty() {
        return None;
    }
    let change = Change::try_from(bytes).ok()?;
    let expanded = change.decode();
    if expanded.deps.len() != 1 {
        return None;
    }
    let mut sketch = Sketch::of(Blank::of(id.kind()));
    for (op, number) in expanded.operations.iter().zip(expanded.start_op.get()..) {
        sketch.take(op, OpId::new(number, &expanded.actor_id))?;
    }
    let records = layout::keys(&sketch, id).iter().filter_map(|key| layout::read(&sketch, id, key).ok()?).collect();
    let hash = change.hash().0;
    is_written_so(expanded, bytes).then_some(First { hash, records })
}

/// A change can be encoded in more than one way, and only that of automerge survives being saved.
fn is_written_so(expanded: ExpandedChange, bytes: &[u8]) -> bool {
    expanded.extra_bytes.is_empty() && Change::from(expanded).raw_bytes() == bytes
}

/// The document as its genesis and the operations so far make it.
struct Sketch {
    blank: &'static Blank,
    puts: HashMap<ObjectId, BTreeMap<String, Stored>>,
    /// How deep the objects lie that the change made itself.
    depths: HashMap<ObjectId, usize>,
    /// With the letter that came last.
    texts: HashMap<ObjectId, (String, Option<OpId>)>,
}

impl Sketch {
    fn of(blank: &'static Blank) -> Self {
        Self { blank, puts: HashMap::new(), depths: HashMap::new(), texts: HashMap::new() }
    }

    /// Does what the operation says, when it is one of the few that are known here.
    fn take(&mut self, op: &Op, id: OpId) -> Option<()> {
        if !op.pred.is_empty() {
            return None;
        }
        match (&op.key, &op.action) {
            (Key::Map(key), OpType::Make(kind @ (ObjType::Map | ObjType::Text))) if !op.insert => {
                let object = ObjectId::Id(id.clone());
                let depth = self.depths.get(&op.obj).map_or(GENESIS_DEPTH, |depth| depth + 1);
                self.depths.insert(object.clone(), (depth <= DEPTH_MAX).then_some(depth)?);
                self.make(object, *kind);
                self.put(&op.obj, key, Stored::Object(*kind, ObjId::Id(id.0, id.1, 0)))
            }
            (Key::Map(key), OpType::Put(value)) if !op.insert && plain::is_value(value) => {
                self.put(&op.obj, key, Stored::Scalar(value.clone()))
            }
            (Key::Seq(after), OpType::Put(ScalarValue::Str(letters))) if op.insert => {
                self.append(&op.obj, after, letters, id)
            }
            _ => None,
        }
    }

    fn make(&mut self, object: ObjectId, kind: ObjType) {
        match kind {
            ObjType::Text => drop(self.texts.insert(object, (String::new(), None))),
            _ => drop(self.puts.insert(object, BTreeMap::new())),
        }
    }

    /// Puts a value where there is none.
    fn put(&mut self, object: &ObjectId, key: &str, value: Stored) -> Option<()> {
        if !self.puts.contains_key(object) {
            self.open(object, ObjType::Map)?;
        }
        let over_a_table = *object == ObjectId::Root && Table::parse(key).is_some();
        if key.is_empty() || over_a_table || self.blank_entry(object, key).is_some() {
            return None;
        }
        self.puts.get_mut(object)?.insert(key.to_owned(), value).is_none().then_some(())
    }

    fn append(&mut self, object: &ObjectId, after: &ElementId, letters: &str, id: OpId) -> Option<()> {
        if !self.texts.contains_key(object) {
            self.open(object, ObjType::Text)?;
        }
        let (text, last) = self.texts.get_mut(object)?;
        let follows = match (after, &last) {
            (ElementId::Head, None) => true,
            (ElementId::Id(after), Some(last)) => after == last,
            _ => false,
        };
        if !follows || letters.is_empty() {
            return None;
        }
        text.push_str(letters);
        *last = Some(id);
        Some(())
    }

    /// Begins to write in an object of the genesis.
    fn open(&mut self, object: &ObjectId, kind: ObjType) -> Option<()> {
        match kind {
            ObjType::Text => self.blank.text(object).filter(|text| text.is_empty()).map(drop)?,
            _ => self.blank.map(object).map(drop)?,
        }
        self.make(object.clone(), kind);
        Some(())
    }

    fn blank_entry(&self, object: &ObjectId, key: &str) -> Option<&Stored> {
        self.blank.map(object)?.get(key)
    }
}

impl Tree for Sketch {
    fn entries(&self, map: &ObjId, prefix: &str) -> Vec<(String, Stored)> {
        let object = name(map);
        let known = [self.blank.map(&object), self.puts.get(&object)].into_iter().flatten().flatten();
        known.filter(|(key, _)| key.starts_with(prefix)).map(|(key, stored)| (key.clone(), stored.clone())).collect()
    }

    fn entry(&self, map: &ObjId, key: &str) -> Option<Stored> {
        let object = name(map);
        let put = self.puts.get(&object).and_then(|entries| entries.get(key));
        put.or_else(|| self.blank_entry(&object, key)).cloned()
    }

    fn written(&self, map: &ObjId, key: &str) -> Vec<Stored> {
        self.entry(map, key).into_iter().collect()
    }

    fn words(&self, text: &ObjId) -> Option<String> {
        let object = name(text);
        let written = self.texts.get(&object).map(|(text, _)| text.as_str());
        written.or_else(|| self.blank.text(&object)).map(str::to_owned)
    }
}
