//! What the quick reading of a document's first change says is what the document says that holds it.
#![allow(clippy::unwrap_used)]

mod damage;
mod otherwise;
mod samples;

use automerge::transaction::{Transactable, Transaction};
use automerge::{ActorId, Automerge, ObjType, ROOT, ReadDoc};
use damage::damage;
use mainforte_documents::{Document, First, Record};
use mainforte_domain::DocumentId;
use otherwise::{Parts, otherwise};
use proptest::prelude::*;

fn id(text: &str) -> DocumentId {
    DocumentId::parse(text).unwrap()
}

fn first_change(id: &DocumentId, records: &[Record]) -> Vec<u8> {
    Document::new(id).edit(b"amina", records).unwrap().unwrap().bytes
}

/// Both ways of reading agree, where the quick one reads at all; answers whether it does.
fn agree(id: &DocumentId, bytes: &[u8]) -> bool {
    let mut document = Document::new(id);
    let absorbed = document.absorb(&[bytes]);
    let Some(first) = First::read(id, bytes) else { return false };
    absorbed.unwrap();
    assert_eq!(vec![first.hash], document.heads());
    assert_eq!(first.records, document.records().into_iter().flatten().collect::<Vec<_>>());
    true
}

#[test]
fn what_we_write_first_is_read_the_quick_way() {
    for (id, records) in samples::one_of_each() {
        let bytes = first_change(&id, &records);
        assert!(agree(&id, &bytes), "{id}");
        let mut read = First::read(&id, &bytes).unwrap().records;
        let mut written = records;
        read.sort_by_key(Record::key);
        written.sort_by_key(Record::key);
        assert_eq!(read, written);
    }
}

#[test]
fn a_later_change_is_not() {
    for (id, records) in samples::one_of_each() {
        let mut document = Document::new(&id);
        document.edit(b"amina", &records).unwrap();
        let vouch = document.vouch(b"louis", 3).unwrap().unwrap();
        assert_eq!(First::read(&id, &vouch.bytes), None);
    }
}

/// A change made with automerge alone on a new person's document.
fn strange(write: impl FnOnce(&mut Transaction<'_>)) -> Vec<u8> {
    let blank = Document::new(&samples::person_document());
    let mut automerge = Automerge::load(&blank.save()).unwrap().with_actor(ActorId::from(*b"mallory"));
    let mut tx = automerge.transaction();
    write(&mut tx);
    tx.commit();
    automerge.get_last_local_change().unwrap().raw_bytes().to_vec()
}

#[test]
fn what_could_meet_something_takes_the_long_way() {
    let over = |tx: &mut Transaction<'_>| tx.put(ROOT, "person", 1).unwrap();
    let other_table = |tx: &mut Transaction<'_>| tx.put(ROOT, "shifts", 1).unwrap();
    let twice = |tx: &mut Transaction<'_>| {
        let (_, person) = tx.get(ROOT, "person").unwrap().unwrap();
        tx.put(&person, "given", "Zoé").unwrap();
        tx.put(&person, "given", "Zo").unwrap();
    };
    let list = |tx: &mut Transaction<'_>| {
        let (_, person) = tx.get(ROOT, "person").unwrap().unwrap();
        let list = tx.put_object(&person, "given", ObjType::List).unwrap();
        tx.insert(&list, 0, "Zoé").unwrap();
    };
    let backwards = |tx: &mut Transaction<'_>| {
        let (_, person) = tx.get(ROOT, "person").unwrap().unwrap();
        let (_, note) = tx.get(&person, "note").unwrap().unwrap();
        tx.splice_text(&note, 0, 0, "soir").unwrap();
        tx.splice_text(&note, 0, 0, "le ").unwrap();
    };
    let deep = |tx: &mut Transaction<'_>| {
        let (_, mut map) = tx.get(ROOT, "person").unwrap().unwrap();
        for _ in 0..9 {
            map = tx.put_object(&map, "deeper", ObjType::Map).unwrap();
        }
    };
    let writes: [&dyn Fn(&mut Transaction<'_>); 6] = [&over, &other_table, &twice, &list, &backwards, &deep];
    for (number, write) in writes.into_iter().enumerate() {
        let bytes = strange(|tx| write(tx));
        assert_eq!(First::read(&samples::person_document(), &bytes), None, "{number}");
    }
}

/// A change of our own with something about it changed.
fn with(change: &[u8], what: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = Parts::of(change);
    assert_eq!(parts.write(), change);
    what(&mut parts);
    parts.write()
}

#[test]
fn what_is_said_for_nothing_is_not_read() {
    let id = samples::person_document();
    let change = strange(|tx| tx.put(ROOT, "later", 1).unwrap());
    assert!(agree(&id, &change));
    let nothing = with(&change, |parts| parts.add(1, &[]));
    let nulls = with(&change, |parts| parts.add(17, &[0, 1]));
    let rest = with(&change, |parts| parts.columns.iter_mut().find(|(column, _)| *column == 87).unwrap().1.push(0));
    let actor = with(&change, |parts| parts.others.push(b"mainforte".to_vec()));
    for (number, other) in [nothing, nulls, rest, actor].iter().enumerate() {
        assert!(!agree(&id, other), "{number}");
    }
}

#[test]
fn nobody_writes_as_the_genesis_or_says_what_is_no_text() {
    let id = samples::person_document();
    let change = first_change(&id, &[Record::Person(samples::marie())]);
    let genesis = with(&change, |parts| parts.actor = b"mainforte".to_vec());
    let message = with(&change, |parts| parts.message = vec![0xff]);
    for (number, other) in [genesis, message].iter().enumerate() {
        assert!(!agree(&id, other), "{number}");
    }
}

#[test]
fn another_kind_of_documents_change_is_not_read() {
    let bytes = first_change(&samples::board(), &[Record::Need(samples::need("need-1"))]);
    assert_eq!(First::read(&id("person/restos/marie"), &bytes), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn damage_is_read_as_the_document_reads_it_or_not_at_all(which in 0..7usize, damage in damage()) {
        let (id, records) = samples::one_of_each().swap_remove(which);
        agree(&id, &damage.done_to(&first_change(&id, &records)));
    }

    #[test]
    fn what_is_written_otherwise_is_not_read(which in 0..7usize, otherwise in otherwise()) {
        let (id, records) = samples::one_of_each().swap_remove(which);
        let change = first_change(&id, &records);
        let other = otherwise.write(&change);
        prop_assert_eq!(agree(&id, &other), other == change);
    }
}
