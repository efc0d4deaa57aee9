//! What stands in the documents, and that it comes back as it was written.
#![allow(clippy::unwrap_used)]

mod samples;

use automerge::{AutoSerde, Automerge};
use mainforte_documents::{Document, DocumentError, Record, Table, WRITER};
use mainforte_domain::Minute;

/// Adding to these is fine, as older programs keep what they do not know. Renaming or giving a name a new meaning is not.
#[test]
fn the_documents_are_laid_out_as_ever() {
    for (id, records) in samples::one_of_each() {
        let mut doc = Document::new(&id);
        doc.edit(b"amina", &records).unwrap().unwrap();
        let content = Automerge::load(&doc.save()).unwrap();
        insta::assert_json_snapshot!(id.to_string().split('/').next().unwrap(), AutoSerde::from(&content));
    }
}

#[test]
fn what_is_written_is_read_and_writing_it_again_writes_nothing() {
    for (id, mut records) in samples::one_of_each() {
        let mut doc = Document::new(&id);
        let change = doc.edit(b"amina", &records).unwrap().unwrap();
        assert_eq!(change.touched, records.iter().map(Record::key).collect());
        for record in &records {
            assert!(record.belongs_in(&id.kind()) && record.fits(&id));
            assert_eq!(doc.record(&record.key()), Ok(Some(record.clone())));
        }
        records.sort_by_key(Record::key);
        assert_eq!(doc.records().into_iter().collect::<Result<Vec<_>, _>>().unwrap(), records);
        assert_eq!(doc.edit(b"louis", &records), Ok(None));
        assert_eq!(doc.heads(), vec![change.hash]);
    }
}

#[test]
fn a_document_comes_back_from_its_snapshot_and_from_its_changes() {
    for (id, records) in samples::one_of_each() {
        let mut doc = Document::new(&id);
        let changes: Vec<_> =
            records.iter().filter_map(|r| doc.edit(b"amina", std::slice::from_ref(r)).unwrap()).collect();
        let bytes: Vec<_> = changes.iter().rev().map(|change| change.bytes.as_slice()).collect();
        let snapshot = doc.checked_save().unwrap();
        for again in [
            Document::load(&id, None, bytes.iter().copied()).unwrap(),
            Document::load(&id, Some(&snapshot), []).unwrap(),
            Document::load(&id, Some(&snapshot), bytes.iter().copied()).unwrap(),
        ] {
            assert_eq!((again.heads(), again.digest()), (doc.heads(), doc.digest()));
            assert_eq!(again.records(), doc.records());
        }
        let sent: Vec<_> = changes.iter().map(|change| (change.hash, change.bytes.clone())).collect();
        assert_eq!(doc.changes_since(&[]), sent, "the genesis is not sent");
        assert_eq!(doc.changes_since(&[changes[0].hash, [9; 32]]), sent[1..]);
        assert!(doc.has(&changes[0].hash) && !doc.has(&[9; 32]));
    }
}

#[test]
fn a_damaged_or_incomplete_store_is_an_error() {
    let (id, mut doc) = (samples::board(), Document::new(&samples::board()));
    let first = doc.edit(b"amina", &[Record::Need(samples::need("need-1"))]).unwrap().unwrap();
    let second = doc.edit(b"amina", &[Record::Shift(samples::shift("shift-1"))]).unwrap().unwrap();
    let snapshot = doc.save();
    let damaged = |snapshot: Option<&[u8]>, changes: &[&[u8]]| {
        matches!(Document::load(&id, snapshot, changes.iter().copied()), Err(DocumentError::Damaged(_)))
    };
    assert!(damaged(None, &[&second.bytes]), "the first change is missing");
    assert!(damaged(None, &[&first.bytes[..first.bytes.len() - 1]]));
    assert!(damaged(Some(&snapshot[..snapshot.len() - 1]), &[]));
    assert!(damaged(Some(&[snapshot.as_slice(), b"x"].concat()), &[]));
    let other = Document::new(&samples::person_document()).save();
    assert_eq!(Document::load(&id, Some(&other), []).unwrap_err(), DocumentError::ForeignGenesis);
}

#[test]
fn a_record_is_refused_in_a_document_whose_id_says_otherwise() {
    let mut doc = Document::new(&samples::document("person/restos/paul"));
    let marie = Record::Person(samples::marie());
    assert_eq!(doc.edit(b"amina", std::slice::from_ref(&marie)), Err(DocumentError::Misplaced(marie.key())));
    let mut doc = Document::new(&samples::board());
    assert_eq!(doc.edit(b"amina", std::slice::from_ref(&marie)), Err(DocumentError::Misplaced(marie.key())));
    assert_eq!(doc.record(&Table::Person.key("marie")), Ok(None));
    assert_eq!(doc.edit(b"", &[]), Err(DocumentError::BadActor(0)));
    assert_eq!(doc.heads(), Document::new(&samples::board()).heads());
}

#[test]
fn an_edit_that_fails_leaves_no_trace() {
    let mut doc = Document::new(&samples::board());
    let mut bad = samples::shift("shift-2");
    bad.roles.insert(String::new(), bad.roles["Cuisine"].clone());
    let before = doc.save();
    let error = doc.edit(b"amina", &[Record::Shift(samples::shift("shift-1")), Record::Shift(bad)]).unwrap_err();
    assert_eq!(error, DocumentError::EmptyEntry { key: Table::Shifts.key("shift-2"), field: "roles".to_owned() });
    assert_eq!(doc.save(), before);
    assert!(doc.edit(b"amina", &[Record::Shift(samples::shift("shift-1"))]).unwrap().is_some());
}

#[test]
fn a_later_write_of_the_same_record_in_one_edit_wins() {
    let mut doc = Document::new(&samples::board());
    let now = samples::booking("booking-1");
    doc.edit(b"amina", &[Record::Booking(now.clone())]).unwrap();
    let later = mainforte_domain::Booking { at: Minute(1), ..now.clone() };
    doc.edit(b"amina", &[Record::Booking(later), Record::Booking(now.clone())]).unwrap();
    assert_eq!(doc.record(&Table::Bookings.key("booking-1")), Ok(Some(Record::Booking(now))));
    assert_eq!(doc.min_writer(), WRITER);
}
