//! Changes of the kinds that we write, in which an operation says something else. What is taken of them can be saved and loads
//! as it was, though not each such change is saved and loaded to see that.
#![allow(clippy::unwrap_used)]

mod samples;

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Change, ObjType};
use mainforte_documents::{Document, Record};
use mainforte_domain::DocumentId;
use proptest::prelude::*;
use std::panic::catch_unwind;

/// What is made of one operation, and which other operation it then names.
#[derive(Debug, Clone)]
struct Twist {
    op: prop::sample::Index,
    what: u8,
    counter: u64,
    author: u8,
}

impl Twist {
    fn named(&self) -> OpId {
        let authors: [&[u8]; 3] = [b"mainforte", b"amina", b"louis"];
        OpId(self.counter, ActorId::from(authors[usize::from(self.author)]))
    }

    fn done_to(&self, op: &mut Op) {
        match self.what {
            0 => op.pred = vec![self.named()].into(),
            1 => op.obj = ObjectId::Id(self.named()),
            2 => op.obj = ObjectId::Root,
            3 => op.key = Key::Seq(ElementId::Id(self.named())),
            4 => op.key = Key::Map("status".into()),
            5 => op.insert = !op.insert,
            6 => op.action = OpType::Delete,
            7 => op.action = OpType::Put("words".into()),
            8 => op.action = OpType::Make(ObjType::Text),
            _ => op.pred = Vec::new().into(),
        }
    }
}

fn twists() -> impl Strategy<Value = Vec<Twist>> {
    let twist = (any::<prop::sample::Index>(), 0..10u8, 1..160u64, 0..3u8);
    prop::collection::vec(twist.prop_map(|(op, what, counter, author)| Twist { op, what, counter, author }), 1..4)
}

/// The document as Amina wrote it, and what Louis changes in it then.
fn edited(id: &DocumentId, records: &[Record]) -> (Document, Change) {
    let mut document = Document::new(id);
    document.edit(b"amina", records).unwrap();
    let changed = records.iter().map(|record| match record.clone() {
        Record::Person(mut person) => {
            (person.note, person.given) = ("appeler après midi".to_owned(), "Zoé".to_owned());
            Record::Person(person)
        }
        Record::Shift(mut shift) => {
            shift.roles.clear();
            Record::Shift(shift)
        }
        Record::Need(mut need) => {
            need.note = "Entrée par la grande cour".to_owned();
            Record::Need(need)
        }
        other => other,
    });
    let change = document.clone().edit(b"louis", &changed.collect::<Vec<_>>()).unwrap().unwrap();
    (document, Change::try_from(&change.bytes[..]).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn what_is_taken_of_a_twisted_change_is_sound(on_board in any::<bool>(), twists in twists()) {
        let kind = if on_board { samples::board() } else { samples::person_document() };
        let (id, records) = samples::one_of_each().into_iter().find(|(id, _)| *id == kind).unwrap();
        let (mut document, change) = edited(&id, &records);
        let mut expanded = change.decode();
        for twist in &twists {
            let at = twist.op.index(expanded.operations.len());
            twist.done_to(&mut expanded.operations[at]);
        }
        // Of some nonsense automerge makes no change at all.
        let Ok(bytes) = catch_unwind(|| Change::from(expanded).raw_bytes().to_vec()) else { return Ok(()) };
        let before = document.save();
        if document.absorb(&[&bytes]).is_err() {
            prop_assert_eq!(document.save(), before);
            return Ok(());
        }
        let saved = document.checked_save();
        prop_assert!(saved.is_ok(), "{:?} was taken: {:?}", twists, saved.err());
        let again = Document::load(&id, Some(&saved.unwrap()), []).unwrap();
        prop_assert_eq!(again.records(), document.records());
    }
}
