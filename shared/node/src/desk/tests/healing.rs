//! Saved documents that cannot be loaded any more.

use super::*;

/// What was saved of a document is no document any more; its log is whole.
pub(super) fn damage_saved(desk: &mut Desk, id: &DocumentId) {
    let heads = desk.shelf.take(&desk.store, id).unwrap().heads();
    let damaged =
        DocumentUpdate { id: id.clone(), records: Vec::new(), heads, snapshot: Some(b"no document".to_vec()) };
    desk.commit(Commit { documents: vec![damaged], ..Commit::at(NOW) }).unwrap();
    desk.shelf.forget([id]);
}

fn saved(desk: &Desk, id: &DocumentId) -> Vec<u8> {
    desk.store.document(id).unwrap().unwrap().snapshot.unwrap()
}

#[test]
fn a_saved_document_that_is_damaged_is_made_again_from_the_log_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    desk.execute(Command::PutPlace { place: place("Gare") }).unwrap();
    let id = DocumentId::Association(desk.member().unwrap().org);
    let before = desk.shelf.take(&desk.store, &id).unwrap().records();
    damage_saved(&mut desk, &id);
    desk.execute(Command::PutPlace { place: place("Quai") }).unwrap();
    assert_ne!(saved(&desk, &id), b"no document");
    drop(desk);
    let mut desk = open(store(&folder), NOW);
    let healed = desk.shelf.take(&desk.store, &id).unwrap().records();
    assert!(healed.len() == 2 && before.iter().all(|record| healed.contains(record)), "{healed:?}");
    assert!(desk.shelf.take_healed().is_empty(), "it was saved whole");
}

#[test]
fn a_log_that_lacks_the_last_change_is_not_taken_for_the_whole_document() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    desk.execute(Command::PutPlace { place: place("Gare") }).unwrap();
    let id = DocumentId::Association(desk.member().unwrap().org);
    damage_saved(&mut desk, &id);
    // The document had one change more.
    let damaged = DocumentUpdate { id: id.clone(), records: Vec::new(), heads: vec![[7; 32]], snapshot: None };
    desk.commit(Commit { documents: vec![damaged], ..Commit::at(NOW) }).unwrap();
    assert!(desk.shelf.take(&desk.store, &id).is_err());
}

#[test]
fn repairing_heals_a_saved_document_and_counts_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    let id = DocumentId::Registry(desk.member().unwrap().org);
    damage_saved(&mut desk, &id);
    let Outcome::Repaired { mended, unreadable, .. } = desk.execute(Command::Repair).unwrap() else { panic!() };
    assert_eq!((mended, unreadable), (1, 0));
    assert_ne!(saved(&desk, &id), b"no document");
}
