//! The operations of a first change, one after the other.

use super::columns::{Deltas, Flags, Runs, Value, Values};
use crate::cursor::Cursor;
use crate::genesis;
use crate::inspect::{Body, column};
use automerge::ObjType;

/// An object, by the number of the operation that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Name {
    /// Made by the genesis, or the root, whose number is 0.
    Genesis(u64),
    /// Made by the change itself.
    Own(u64),
}

/// One of the few kinds of operation that are known here.
pub(super) enum Operation<'a> {
    Make {
        inside: Name,
        key: &'a str,
        kind: ObjType,
    },
    Put {
        inside: Name,
        key: &'a str,
        value: Value<'a>,
    },
    /// Letters in a text, behind those that the operation of that number put there.
    Letters {
        inside: Name,
        after: Option<u64>,
        letters: &'a str,
    },
}

const MAKE_MAP: u64 = 0;
const PUT: u64 = 1;
const MAKE_TEXT: u64 = 4;

/// Which columns there may be: nothing is overwritten, nothing marked.
const EXPECTED: [u64; 10] = [
    column::OBJECT_ACTOR,
    column::OBJECT_COUNTER,
    column::KEY_ACTOR,
    column::KEY_COUNTER,
    column::KEY_STRING,
    column::INSERT,
    column::ACTION,
    column::VALUE_KIND,
    column::VALUE,
    column::PREDECESSORS,
];

/// The columns of a change.
pub(super) struct Operations<'a> {
    object_actors: Runs<'a, u64>,
    object_counters: Runs<'a, u64>,
    key_actors: Runs<'a, u64>,
    key_counters: Deltas<'a>,
    keys: Runs<'a, &'a str>,
    inserts: Flags<'a>,
    actions: Runs<'a, u64>,
    values: Values<'a>,
    predecessors: Runs<'a, u64>,
    /// Whether the change names the genesis's actor, and needs to.
    names_genesis: bool,
    needs_genesis: bool,
}

impl<'a> Operations<'a> {
    /// Begins to read; nothing where other actors are named than the genesis's, or other columns are there than are known.
    pub(super) fn of(body: &Body<'a>) -> Option<Self> {
        let names_genesis = match body.others.as_slice() {
            [] => false,
            [other] if *other == genesis::ACTOR => true,
            _ => return None,
        };
        if body.columns.iter().any(|(column, data)| data.is_empty() || !EXPECTED.contains(column)) {
            return None;
        }
        let data = |wanted| {
            let found = body.columns.iter().find(|(column, _)| *column == wanted);
            Cursor::new(found.map_or(&[], |(_, data)| *data))
        };
        Some(Self {
            object_actors: Runs::of(data(column::OBJECT_ACTOR)),
            object_counters: Runs::of(data(column::OBJECT_COUNTER)),
            key_actors: Runs::of(data(column::KEY_ACTOR)),
            key_counters: Deltas::of(data(column::KEY_COUNTER)),
            keys: Runs::of(data(column::KEY_STRING)),
            inserts: Flags::of(data(column::INSERT)),
            actions: Runs::of(data(column::ACTION)),
            values: Values::of(data(column::VALUE_KIND), data(column::VALUE)),
            predecessors: Runs::of(data(column::PREDECESSORS)),
            names_genesis,
            needs_genesis: false,
        })
    }

    /// The next operation; nothing where it is of another kind, or could be written otherwise.
    pub(super) fn next(&mut self) -> Option<Operation<'a>> {
        let inside = self.object()?;
        let key = (self.key_actors.next()?, self.key_counters.next()?, self.keys.next()?);
        let is_insert = self.inserts.next()?;
        let action = self.actions.next()??;
        let value = self.values.next()?;
        if self.predecessors.next()? != Some(0) {
            return None;
        }
        match (key, is_insert) {
            ((None, None, Some(key)), false) => match (action, value) {
                (MAKE_MAP, Value::Null) => Some(Operation::Make { inside, key, kind: ObjType::Map }),
                (MAKE_TEXT, Value::Null) => Some(Operation::Make { inside, key, kind: ObjType::Text }),
                (PUT, value) => Some(Operation::Put { inside, key, value }),
                _ => None,
            },
            ((actor, Some(counter), None), true) => {
                let after = after(actor, u64::try_from(counter).ok()?)?;
                match (action, value) {
                    (PUT, Value::Text(letters)) => Some(Operation::Letters { inside, after, letters }),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn object(&mut self) -> Option<Name> {
        match (self.object_actors.next()?, self.object_counters.next()?) {
            (None, None) => Some(Name::Genesis(0)),
            (Some(0), Some(number)) if number > 0 => Some(Name::Own(number)),
            (Some(1), Some(number)) if number > 0 && self.names_genesis => {
                self.needs_genesis = true;
                Some(Name::Genesis(number))
            }
            _ => None,
        }
    }

    /// Whether nothing is left, and nothing was said that need not be.
    pub(super) fn is_over(&self) -> bool {
        self.names_genesis == self.needs_genesis
            && self.object_actors.is_over()
            && self.object_counters.is_over()
            && self.key_actors.is_over()
            && self.key_counters.is_over()
            && self.keys.is_over()
            && self.inserts.is_over()
            && self.actions.is_over()
            && self.values.is_over()
            && self.predecessors.is_over()
    }
}

/// Behind which letter something is put in: at the front, or behind one of the change's own.
fn after(actor: Option<u64>, counter: u64) -> Option<Option<u64>> {
    match (actor, counter) {
        (None, 0) => Some(None),
        (Some(0), 1..) => Some(Some(counter)),
        _ => None,
    }
}
