//! The first change of a document, read without building the document: what a new laptop takes thousands of.
//!
//! Building a document in memory, and making sure that it can be saved, takes ten times as long as reading what its only
//! change says. That is worth knowing of a change that does nothing but put values where there were none: put into maps
//! that the genesis or the change itself made, and letters one after the other into texts that were empty. Applied to a
//! blank document such a change cannot meet anything. Every other change, and one that would not be written again in the
//! very same bytes, goes the long way: [`Document::absorb`](crate::Document::absorb).

mod blank;
mod columns;
mod operations;

use crate::fields::Stored;
use crate::inspect::Body;
use crate::tree::Tree;
use crate::{ChangeHash, Limits, Record, Table, genesis, layout};
use automerge::{ActorId, ObjId, ObjType};
use blank::Blank;
use mainforte_domain::DocumentId;
use operations::{Name, Operation, Operations};
use std::collections::BTreeMap;
use std::ops::Bound;

/// What an object of the genesis holds lies at most so deep.
const GENESIS_DEPTH: usize = 3;
/// Ours lie no deeper than this.
const DEPTH_MAX: usize = 5;
/// A change with more operations than this goes the long way.
const OPS_MAX: u64 = 10_000;

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
        let limits = Limits::default();
        let body = Body::read(bytes, &limits).ok()?;
        let ops = body.ops(&limits).ok().filter(|ops| *ops <= OPS_MAX)?;
        let blank = Blank::of(id.kind());
        let is_first = body.seq == 1 && body.actor != genesis::ACTOR && blank.is_followed_by(&body.deps, body.start_op);
        if !is_first || !body.message.is_empty() {
            return None;
        }
        let mut operations = Operations::of(&body)?;
        let mut sketch = Sketch::of(blank, body.actor);
        for number in body.start_op..body.start_op + ops {
            sketch.take(operations.next()?, number)?;
        }
        if !operations.is_over() {
            return None;
        }
        let records = layout::keys(&sketch, id).iter().filter_map(|key| layout::read(&sketch, id, key).ok()?).collect();
        Some(Self { hash: body.hash, records })
    }
}

/// The document as its genesis and the operations so far make it.
struct Sketch<'a> {
    blank: &'static Blank,
    /// Who made the change.
    actor: ActorId,
    puts: BTreeMap<Name, BTreeMap<&'a str, Stored>>,
    /// How deep the objects lie that the change made itself.
    depths: BTreeMap<Name, usize>,
    /// With the number of the letter that came last.
    texts: BTreeMap<Name, (String, Option<u64>)>,
}

impl<'a> Sketch<'a> {
    fn of(blank: &'static Blank, actor: &[u8]) -> Self {
        let actor = ActorId::from(actor);
        Self { blank, actor, puts: BTreeMap::new(), depths: BTreeMap::new(), texts: BTreeMap::new() }
    }

    /// Does what the operation of that number says.
    fn take(&mut self, operation: Operation<'a>, number: u64) -> Option<()> {
        match operation {
            Operation::Make { inside, key, kind } => {
                let depth = self.depths.get(&inside).map_or(GENESIS_DEPTH, |depth| depth + 1);
                self.depths.insert(Name::Own(number), (depth <= DEPTH_MAX).then_some(depth)?);
                self.make(Name::Own(number), kind);
                self.put(inside, key, Stored::Object(kind, ObjId::Id(number, self.actor.clone(), 0)))
            }
            Operation::Put { inside, key, value } => self.put(inside, key, Stored::Scalar(value.into())),
            Operation::Letters { inside, after, letters } => self.append(inside, after, letters, number),
        }
    }

    fn make(&mut self, object: Name, kind: ObjType) {
        match kind {
            ObjType::Text => drop(self.texts.insert(object, (String::new(), None))),
            _ => drop(self.puts.insert(object, BTreeMap::new())),
        }
    }

    /// Puts a value where there is none.
    fn put(&mut self, object: Name, key: &'a str, value: Stored) -> Option<()> {
        if !self.puts.contains_key(&object) {
            self.open(object, ObjType::Map)?;
        }
        let over_a_table = object == Name::Genesis(0) && Table::parse(key).is_some();
        if key.is_empty() || over_a_table || self.blank_entry(object, key).is_some() {
            return None;
        }
        self.puts.get_mut(&object)?.insert(key, value).is_none().then_some(())
    }

    fn append(&mut self, object: Name, after: Option<u64>, letters: &str, number: u64) -> Option<()> {
        if !self.texts.contains_key(&object) {
            self.open(object, ObjType::Text)?;
        }
        let (text, last) = self.texts.get_mut(&object)?;
        if after != *last || letters.is_empty() {
            return None;
        }
        text.push_str(letters);
        *last = Some(number);
        Some(())
    }

    /// Begins to write in an object of the genesis.
    fn open(&mut self, object: Name, kind: ObjType) -> Option<()> {
        match kind {
            ObjType::Text => self.blank.text(object).filter(|text| text.is_empty()).map(drop)?,
            _ => self.blank.map(object).map(drop)?,
        }
        self.make(object, kind);
        Some(())
    }

    fn blank_entry(&self, object: Name, key: &str) -> Option<&Stored> {
        self.blank.map(object)?.get(key)
    }

    fn name(&self, object: &ObjId) -> Name {
        match object {
            ObjId::Root => Name::Genesis(0),
            ObjId::Id(number, actor, _) if *actor == self.actor => Name::Own(*number),
            ObjId::Id(number, ..) => Name::Genesis(*number),
        }
    }
}

impl Tree for Sketch<'_> {
    fn entries(&self, map: &ObjId, prefix: &str) -> Vec<(String, Stored)> {
        let object = self.name(map);
        let from = (Bound::Included(prefix), Bound::Unbounded);
        let blank = self.blank.map(object).into_iter().flat_map(|map| map.range::<str, _>(from));
        let puts = self.puts.get(&object).into_iter().flat_map(|map| map.range::<str, _>(from));
        let blank = blank.map(|(key, stored)| (key.as_str(), stored)).take_while(|(key, _)| key.starts_with(prefix));
        let puts = puts.map(|(key, stored)| (*key, stored)).take_while(|(key, _)| key.starts_with(prefix));
        blank.chain(puts).map(|(key, stored)| (key.to_owned(), stored.clone())).collect()
    }

    fn entry(&self, map: &ObjId, key: &str) -> Option<Stored> {
        let object = self.name(map);
        let put = self.puts.get(&object).and_then(|entries| entries.get(key));
        put.or_else(|| self.blank_entry(object, key)).cloned()
    }

    fn written(&self, map: &ObjId, key: &str) -> Vec<Stored> {
        self.entry(map, key).into_iter().collect()
    }

    fn words(&self, text: &ObjId) -> Option<String> {
        let object = self.name(text);
        let written = self.texts.get(&object).map(|(text, _)| text.as_str());
        written.or_else(|| self.blank.text(object)).map(str::to_owned)
    }
}
