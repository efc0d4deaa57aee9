use super::*;
use crate::{CommandEntry, Commit, DocumentUpdate, Quarantined, RebuiltDocument, StoreError};
use mainforte_api::Topic;
use mainforte_documents::Record;
use mainforte_domain::{DeviceId, DocumentId};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

fn marie() -> (&'static str, Record) {
    ("person/restos/marie", Record::Person(person("marie", "Marie", "Durand")))
}

fn entry() -> CommandEntry {
    CommandEntry { name: "add_person".to_owned(), subject: "Marie".to_owned(), count: 1, undo: None, volunteer: None }
}

#[test]
fn what_is_committed_is_there_after_reopening() {
    let mut amina = Laptop::amina();
    let committed = amina.command(entry(), &[marie()]);
    assert_eq!((committed.position, committed.entry), (1, Some(1)));
    assert!(committed.topics.contains(&Topic::People));

    let reader = amina.store.reader().unwrap();
    let document = DocumentId::parse("person/restos/marie").unwrap();
    let stored = reader.document(&document).unwrap().unwrap();
    let changes: Vec<&[u8]> = stored.changes.iter().map(Vec::as_slice).collect();
    let loaded = mainforte_documents::Document::load(&document, None, changes).unwrap();
    assert_eq!(loaded.records().into_iter().map(Result::unwrap).collect::<Vec<_>>(), [marie().1]);
    assert_eq!(reader.person(&id("marie")).unwrap().unwrap().person, person("marie", "Marie", "Durand"));
}

#[test]
fn when_the_power_has_failed_no_commit_reaches_the_disk() {
    let mut amina = Laptop::amina();
    let left = Arc::new(AtomicI64::new(1));
    amina.store.cut_power_after(Arc::clone(&left)).unwrap();
    amina.store.set_meta("before", &[1]).unwrap();
    assert_eq!(left.load(Ordering::Relaxed), 0);
    let commit = amina.draft(&[marie()]);
    assert!(amina.store.commit(commit).is_err());
    assert!(amina.store.set_meta("after", &[2]).is_err());
    assert!(left.load(Ordering::Relaxed) < 0);
    let reader = amina.store.reader().unwrap();
    assert_eq!(reader.position().unwrap(), 0);
    assert_eq!((reader.meta("before").unwrap(), reader.meta("after").unwrap()), (Some(vec![1]), None));
}

#[test]
fn when_the_last_step_of_a_commit_fails_nothing_of_it_is_there() {
    let mut amina = Laptop::amina();
    let fail = "CREATE TEMP TRIGGER fail BEFORE INSERT ON main.commands BEGIN SELECT raise(ABORT, 'no history'); END";
    amina.store.connection.execute_batch(fail).unwrap();
    let commit = Commit { command: Some(entry()), ..amina.draft(&[marie()]) };

    assert!(
        matches!(amina.store.commit(commit.clone()), Err(StoreError::Sql { doing, .. }) if doing.contains("history"))
    );
    assert_eq!(amina.store.position().unwrap(), 0);
    assert_eq!(amina.store.next_counter().unwrap(), 1);
    assert_eq!(amina.store.documents().unwrap(), []);
    assert!(amina.store.person(&id("marie")).unwrap().is_none());

    amina.store.connection.execute_batch("DROP TRIGGER fail").unwrap();
    assert_eq!(amina.store.commit(commit).unwrap().position, 1);
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let mut amina = Laptop::amina();
    amina.write(&[marie()]);
    let pages: i64 = amina.store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    amina.store.connection.execute_batch(&format!("PRAGMA max_page_count = {pages}")).unwrap();
    let mut paul = person("paul", "Paul", "Petit");
    paul.note = "mot ".repeat(20_000);
    let commit = amina.draft(&[("person/restos/paul", Record::Person(paul))]);
    assert!(matches!(amina.store.commit(commit), Err(StoreError::DiskFull)));
    assert_eq!(amina.store.position().unwrap(), 1);
    assert!(amina.store.person(&id("marie")).unwrap().is_some());
}

#[test]
fn changes_that_are_held_already_are_passed_over() {
    let mut amina = Laptop::amina();
    let commit = amina.draft(&[marie()]);
    amina.store.commit(commit.clone()).unwrap();
    assert_eq!(amina.store.commit(commit.clone()).unwrap().position, 1);
    let hash = commit.sealed[0].changes[0].hash;
    assert_eq!(amina.store.known(&[hash, [7; 32]]).unwrap(), [hash].into());
}

#[test]
fn loading_begins_at_the_last_snapshot() {
    let mut amina = Laptop::amina();
    amina.write(&[marie()]);
    let document = DocumentId::parse("person/restos/marie").unwrap();
    let changed = person("marie", "Marie", "Dupont");
    let mut commit = amina.draft(&[("person/restos/marie", Record::Person(changed.clone()))]);
    let snapshot = amina.snapshot("person/restos/marie");
    commit.documents = commit
        .documents
        .into_iter()
        .map(|update| DocumentUpdate { snapshot: Some(snapshot.clone()), ..update })
        .collect();
    amina.store.commit(commit).unwrap();
    let stored = amina.store.document(&document).unwrap().unwrap();
    assert_eq!((stored.snapshot, stored.changes.len()), (Some(snapshot), 0));

    amina.write(&[marie()]);
    assert_eq!(amina.store.document(&document).unwrap().unwrap().changes.len(), 1);
    let log = amina.store.changes(&document, &amina.org).unwrap();
    assert_eq!(log.iter().map(|sealed| sealed.changes.len()).sum::<usize>(), 3, "what peers may lack stays");
}

#[test]
fn a_step_is_undone_once() {
    let mut amina = Laptop::amina();
    let undo = Some(serde_json::json!([{"back": "Cancel"}]));
    let committed = amina.command(CommandEntry { undo: undo.clone(), ..entry() }, &[marie()]);
    let number = committed.entry.unwrap();
    assert_eq!(amina.store.command(number).unwrap().unwrap().undo, undo);
    assert!(amina.store.history(5).unwrap()[0].can_undo);

    amina.store.commit(Commit { undone: Some(number), ..Commit::at(NOW) }).unwrap();
    let row = amina.store.history(5).unwrap().remove(0);
    assert_eq!((row.can_undo, row.undone, row.subject.as_str()), (false, true, "Marie"));
}

#[test]
fn the_quarantine_keeps_within_its_bounds() {
    let mut amina = Laptop::amina();
    let refused = |no: u32, length: usize| Quarantined {
        document: "board/restos/2020-03".to_owned(),
        author: Some(amina.device()),
        hash: std::array::from_fn(|i| no.to_le_bytes()[i % 4]),
        bytes: vec![1; length],
        reason: "forged_seal".to_owned(),
        seal: None,
    };
    let many = (0..700).map(|no| refused(no, 10)).collect();
    let large = (1_000..1_030).map(|no| refused(no, 1_000_000)).chain([refused(2_000, 3_000_000)]).collect();
    let committed = amina.store.commit(Commit { quarantined: many, ..Commit::at(NOW) }).unwrap();
    assert_eq!(committed.topics, [Topic::Quarantine].into());
    assert_eq!(amina.store.quarantined().unwrap(), 500);
    amina.store.commit(Commit { quarantined: large, ..Commit::at(NOW) }).unwrap();
    assert_eq!(amina.store.quarantined().unwrap(), 17, "16 MiB of the newest, and one without its bytes");
    assert_eq!(amina.store.quarantine().unwrap()[0].reason, "forged_seal");
}

#[test]
fn no_flood_of_refused_changes_drives_out_what_waits_of_others() {
    let (mut amina, mallory) = (Laptop::amina(), DeviceId([66; 32]));
    let sealed = |author: DeviceId, no: u32, bytes: usize| {
        let signature = mainforte_sync::Signature64([0; 64]);
        let seal = mainforte_sync::Seal { device: author, counter: 1, trust: 1, digests: vec![[7; 32]], signature };
        Quarantined {
            document: "board/restos/2020-03".to_owned(),
            author: Some(author),
            hash: std::array::from_fn(|i| if i < 4 { no.to_le_bytes()[i] } else { author.0[i] }),
            bytes: vec![1; bytes],
            reason: "missing_dependencies".to_owned(),
            seal: Some((seal, 0)),
        }
    };
    let louis = DeviceId([22; 32]);
    let waits = (0..40).map(|no| sealed(louis, no, 200)).collect();
    let large = (0..20).map(|no| sealed(mallory, no, 1_000_000));
    let flood = large.chain((20..900).map(|no| sealed(mallory, no, 200)));
    let unsealed = (0..900).map(|no| Quarantined { seal: None, ..sealed(DeviceId([1; 32]), no, 200) });
    let hub = Some(DeviceId([9; 32]));
    amina.store.commit(Commit { quarantined: waits, source: hub, ..Commit::at(NOW) }).unwrap();
    let flood = flood.chain(unsealed).collect();
    amina.store.commit(Commit { quarantined: flood, source: hub, ..Commit::at(NOW) }).unwrap();

    assert_eq!(amina.store.quarantined().unwrap(), 500);
    let document = DocumentId::parse("board/restos/2020-03").unwrap();
    let waiting = amina.store.waiting(&document).unwrap();
    let of_louis = waiting.iter().filter(|waiting| waiting.seal.device == louis).count();
    assert_eq!(of_louis, 40, "of {}", waiting.len());
}

#[test]
fn a_document_that_is_made_again_and_cannot_be_saved_is_read_from_the_log() {
    let mut amina = Laptop::amina();
    amina.write(&[("association/restos", place("gare", "Gare"))]);
    amina.write(&[("association/restos", place("quai", "Quai"))]);
    let id = DocumentId::parse("association/restos").unwrap();
    let sealed = amina.store.changes(&id, &amina.org).unwrap();
    let [first, second] = &sealed[..] else { panic!("{sealed:?}") };
    let (stands, falls) = (first.changes[0].clone(), second.changes[0].hash);
    let (fallen, heads, records) = (vec![falls], vec![stands.hash], vec![place("gare", "Gare")]);
    let rebuilt = vec![RebuiltDocument { id: id.clone(), fallen, records, heads, snapshot: None }];
    amina.store.commit(Commit { rebuilt, ..Commit::at(NOW) }).unwrap();
    let stored = amina.store.document(&id).unwrap().unwrap();
    assert_eq!((stored.snapshot, stored.changes), (None, vec![stands.bytes]));
}
