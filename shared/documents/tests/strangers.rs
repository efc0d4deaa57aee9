//! Content that this program did not write: broken records, and what a newer program adds.
#![allow(clippy::unwrap_used)]

mod samples;

use automerge::transaction::{Transactable, Transaction};
use automerge::{ActorId, Automerge, ObjId, ObjType, ROOT, ReadDoc};
use mainforte_documents::{Document, DocumentError, Malformed, Record, Table, WRITER};
use mainforte_domain::{Answer, Booking, LentTime};
use samples::booking;

/// Absorbs a change that another program made with automerge alone.
fn stranger_writes(doc: &mut Document, write: impl FnOnce(&mut Transaction<'_>)) {
    let mut automerge = Automerge::load(&doc.save()).unwrap().with_actor(ActorId::from(*b"stranger"));
    let mut tx = automerge.transaction();
    write(&mut tx);
    tx.commit();
    let change = automerge.get_last_local_change().unwrap();
    doc.absorb(&[change.raw_bytes()]).unwrap();
}

fn inside(tx: &Transaction<'_>, path: &[&str]) -> ObjId {
    path.iter().fold(ROOT, |map, key| tx.get(&map, *key).unwrap().unwrap().1)
}

fn board() -> Document {
    let mut doc = Document::new(&samples::board());
    let records = [Record::Booking(booking("b-1")), Record::Booking(booking("b-2"))];
    doc.edit(b"amina", &records).unwrap();
    doc
}

#[test]
fn a_broken_record_is_an_error_of_that_record_alone_and_can_be_written_again() {
    let mut doc = board();
    stranger_writes(&mut doc, |tx| {
        let first = inside(tx, &["bookings", "b-1"]);
        tx.put(&first, "answer", 5).unwrap();
    });
    let key = Table::Bookings.key("b-1");
    let malformed = Malformed { key: key.clone(), field: "answer".to_owned() };
    assert_eq!(doc.record(&key), Err(malformed.clone()));
    assert_eq!(doc.records(), [Err(malformed), Ok(Record::Booking(booking("b-2")))]);
    doc.edit(b"amina", &[Record::Booking(booking("b-1"))]).unwrap().unwrap();
    assert_eq!(doc.record(&key), Ok(Some(Record::Booking(booking("b-1")))));
}

#[test]
fn a_loan_with_a_status_from_a_newer_program_is_kept_and_gives_no_right() {
    let (id, records) = samples::one_of_each().swap_remove(5);
    let mut doc = Document::new(&id);
    doc.edit(b"issuer", &records[..1]).unwrap();
    let key = Table::Loans.key("loan-1");
    let right = |doc: &Document| match doc.record(&key).unwrap() {
        Some(Record::Loan(loan)) => LentTime::of(&loan),
        other => panic!("{other:?}"),
    };
    assert!(right(&doc).is_some());
    stranger_writes(&mut doc, |tx| {
        let loan = inside(tx, &["loans", "loan-1"]);
        tx.put(&loan, "status", "suspended").unwrap();
    });
    assert_eq!(right(&doc), None);
    let content = Automerge::load(&doc.save()).unwrap();
    let loan = ["loans", "loan-1"].iter().fold(ROOT, |map, key| content.get(&map, *key).unwrap().unwrap().1);
    assert_eq!(content.get(&loan, "status").unwrap().unwrap().0.as_str(), Some("suspended"));
}

#[test]
fn every_field_may_be_of_any_type_and_none_is_believed() {
    for (id, records) in samples::one_of_each() {
        let mut whole = Document::new(&id);
        whole.edit(b"amina", &records).unwrap();
        for root in Automerge::load(&whole.save()).unwrap().keys(ROOT) {
            if Table::parse(&root).is_none() {
                continue;
            }
            for stranger in ["text", "number", "null", "map", "nothing"] {
                let mut doc = whole.clone();
                stranger_writes(&mut doc, |tx| overwrite(tx, &[&root], stranger));
                assert!(doc.records().len() <= records.len() + 1, "the stranger's own");
                doc.edit(b"amina", &records).unwrap();
                for record in &records {
                    assert_eq!(doc.record(&record.key()), Ok(Some(record.clone())), "after {stranger} in {root}");
                }
            }
        }
    }
}

/// Puts something else in every place of a map, in the maps inside first.
fn overwrite(tx: &mut Transaction<'_>, path: &[&str], stranger: &str) {
    let map = inside(tx, path);
    let keys: Vec<_> = tx.keys(&map).collect();
    for key in &keys {
        if tx.get(&map, key.as_str()).unwrap().unwrap().0.is_object() && path.len() < 2 {
            let inner = [path, &[key.as_str()]].concat();
            if tx.object_type(inside(tx, &inner)).unwrap() == ObjType::Map {
                overwrite(tx, &inner, stranger);
                continue;
            }
        }
        match stranger {
            "text" => tx.put(&map, key.as_str(), "???").unwrap(),
            "number" => tx.put(&map, key.as_str(), i64::MIN).unwrap(),
            "null" => tx.put(&map, key.as_str(), ()).unwrap(),
            "map" => drop(tx.put_object(&map, key.as_str(), ObjType::Map).unwrap()),
            _ => tx.delete(&map, key.as_str()).unwrap(),
        }
    }
    tx.put(&map, "stranger", stranger).unwrap();
}

#[test]
fn keys_that_are_no_ids_are_broken_records() {
    let mut doc = Document::new(&samples::document("registry/bordeaux"));
    stranger_writes(&mut doc, |tx| {
        let districts = inside(tx, &["districts"]);
        tx.put(&districts, "Not An Id/name", "Nowhere").unwrap();
        tx.put(&districts, "Not An Id/centre", "0,0").unwrap();
        tx.put(&districts, "no-name/centre", "0,0").unwrap();
        tx.put(&districts, "no slash", 1).unwrap();
    });
    let key = Table::Districts.key("Not An Id");
    assert_eq!(doc.records(), [Err(Malformed { key, field: String::new() })]);
    assert_eq!(doc.record(&Table::Shifts.key("x")), Ok(None));
}

#[test]
fn what_a_newer_program_added_is_kept() {
    let mut doc = board();
    stranger_writes(&mut doc, |tx| {
        let first = inside(tx, &["bookings", "b-1"]);
        tx.put(&first, "weather", "rain").unwrap();
        let tools = tx.put_object(ROOT, "tools", ObjType::Map).unwrap();
        tx.put(&tools, "tool-1", "a ladder").unwrap();
    });
    let yes = Booking { answer: Answer::Yes, ..booking("b-1") };
    doc.edit(b"amina", &[Record::Booking(yes.clone())]).unwrap().unwrap();
    assert_eq!(doc.records(), [Ok(Record::Booking(yes)), Ok(Record::Booking(booking("b-2")))]);
    let content = Automerge::load(&doc.checked_save().unwrap()).unwrap();
    let (_, bookings) = content.get(ROOT, "bookings").unwrap().unwrap();
    let (_, first) = content.get(&bookings, "b-1").unwrap().unwrap();
    let (_, tools) = content.get(ROOT, "tools").unwrap().unwrap();
    assert_eq!(content.get(&first, "weather").unwrap().unwrap().0.as_str(), Some("rain"));
    assert_eq!(content.get(&tools, "tool-1").unwrap().unwrap().0.as_str(), Some("a ladder"));
}

#[test]
fn members_of_a_set_that_a_newer_program_marked_are_kept() {
    let mut doc = Document::new(&samples::person_document());
    doc.edit(b"amina", &[Record::Person(samples::marie())]).unwrap();
    stranger_writes(&mut doc, |tx| {
        let phones = inside(tx, &["person", "phones"]);
        tx.put(&phones, "+33600000000", 2).unwrap();
    });
    let mut marie = samples::marie();
    assert_eq!(doc.record(&Table::Person.key("marie")), Ok(Some(Record::Person(marie.clone()))));
    marie.phones.clear();
    doc.edit(b"amina", &[Record::Person(marie)]).unwrap().unwrap();
    let content = Automerge::load(&doc.save()).unwrap();
    let (_, person) = content.get(ROOT, "person").unwrap().unwrap();
    let (_, phones) = content.get(&person, "phones").unwrap().unwrap();
    assert_eq!(content.keys(&phones).collect::<Vec<_>>(), ["+33600000000"]);
}

#[test]
fn a_document_that_asks_for_a_newer_program_is_read_only_here() {
    let mut doc = board();
    stranger_writes(&mut doc, |tx| tx.put(ROOT, "min_writer", 2).unwrap());
    assert_eq!(doc.min_writer(), 2);
    let refused = doc.edit(b"amina", &[Record::Booking(booking("b-3"))]);
    assert_eq!(refused, Err(DocumentError::NeedsNewerProgram { needed: 2, ours: WRITER }));
    assert_eq!(doc.records().len(), 2);
}
