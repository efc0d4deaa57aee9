use super::*;
use crate::{Commit, StoreError};
use mainforte_documents::Record;
use mainforte_domain::DocumentId;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

fn about(volunteer: &str) -> (String, Record) {
    (format!("person/restos/{volunteer}"), Record::Person(person(volunteer, "Marie", "Durand")))
}

fn draft(laptop: &mut Laptop, volunteer: &str) -> Commit {
    let (document, record) = about(volunteer);
    laptop.draft(&[(&document, record)])
}

fn recent(laptop: &Laptop, after: u64) -> Option<u64> {
    let orgs = (&laptop.org, &laptop.org);
    let slice = laptop.store.recent().log_after(&laptop.device(), orgs, after, true, usize::MAX)?;
    Some(slice.mark.position)
}

#[test]
fn others_see_commits_that_are_made_together_once_all_are_on_disk() {
    let mut amina = Laptop::amina();
    let reader = amina.store.reader().unwrap();
    amina.store.begin_together().unwrap();
    for volunteer in ["marie", "paul"] {
        let commit = draft(&mut amina, volunteer);
        amina.store.commit(commit).unwrap();
    }
    amina.store.set_acked(&Laptop::louis().device(), 1, NOW).unwrap();
    amina.store.set_posted(&[Laptop::louis().device()], 1).unwrap();
    assert_eq!((amina.store.position().unwrap(), reader.position().unwrap()), (2, 0));
    assert_eq!(recent(&amina, 0), None, "connections must not tell of what is not on disk");
    let listed = amina.store.documents().unwrap();
    assert_eq!(listed.len(), 2);

    amina.store.save_together().unwrap();
    assert_eq!((reader.position().unwrap(), recent(&amina, 0)), (2, Some(2)));
    assert!(reader.person(&id("paul")).unwrap().is_some());
    // From here on each waits for the disk again.
    let commit = draft(&mut amina, "zoe");
    amina.store.commit(commit).unwrap();
    assert_eq!((reader.position().unwrap(), recent(&amina, 2)), (3, Some(3)));
}

#[test]
fn one_that_fails_takes_nothing_of_the_others_with_it() {
    let mut amina = Laptop::amina();
    amina.store.begin_together().unwrap();
    let commit = draft(&mut amina, "marie");
    amina.store.commit(commit).unwrap();
    let fail = "CREATE TEMP TRIGGER fail BEFORE INSERT ON main.people BEGIN SELECT raise(ABORT, 'nobody more'); END";
    amina.store.connection.execute_batch(fail).unwrap();
    let commit = draft(&mut amina, "paul");
    assert!(matches!(amina.store.commit(commit), Err(StoreError::Sql { .. })));
    amina.store.connection.execute_batch("DROP TRIGGER fail").unwrap();
    let commit = draft(&mut amina, "zoe");
    amina.store.commit(commit).unwrap();
    amina.store.save_together().unwrap();

    let reader = amina.store.reader().unwrap();
    let there = ["marie", "paul", "zoe"].map(|volunteer| reader.person(&id(volunteer)).unwrap().is_some());
    assert_eq!((there, reader.position().unwrap()), ([true, false, true], 2));
}

#[test]
fn when_the_power_fails_none_of_them_is_on_disk() {
    let mut amina = Laptop::amina();
    let (epoch, commit) = (amina.store.epoch(), draft(&mut amina, "marie"));
    amina.store.commit(commit).unwrap();
    amina.store.fail_once_after(Arc::new(AtomicI64::new(0))).unwrap();
    amina.store.begin_together().unwrap();
    let commits = ["paul", "zoe"].map(|volunteer| draft(&mut amina, volunteer));
    for commit in commits.clone() {
        amina.store.commit(commit).unwrap();
    }
    amina.store.renew_epoch([9; 16]).unwrap();
    assert!(amina.store.save_together().is_err());
    assert_eq!((amina.store.position().unwrap(), amina.store.epoch()), (1, epoch));
    assert_eq!(recent(&amina, 1), None);

    // What comes after it is written again.
    for commit in commits {
        amina.store.commit(commit).unwrap();
    }
    assert_eq!(amina.store.reader().unwrap().position().unwrap(), 3);
}

#[test]
fn on_a_full_disk_what_was_said_to_be_written_together_is_not() {
    let mut amina = Laptop::amina();
    let commit = draft(&mut amina, "marie");
    amina.store.commit(commit).unwrap();
    amina.store.begin_together().unwrap();
    let commit = draft(&mut amina, "paul");
    amina.store.commit(commit).unwrap();
    amina.store.set_room(false).unwrap();
    let mut zoé = person("zoe", "Zoé", "Petit");
    zoé.note = "mot ".repeat(20_000);
    let commit = amina.draft(&[("person/restos/zoe", Record::Person(zoé))]);
    assert!(matches!(amina.store.commit(commit), Err(StoreError::DiskFull)));
    let saved = amina.store.save_together();
    let reader = amina.store.reader().unwrap();
    assert_eq!(reader.person(&id("paul")).unwrap().is_some(), saved.is_ok());
    assert!(reader.person(&id("marie")).unwrap().is_some());
}

#[test]
fn what_is_removed_together_leaves_no_trace_in_the_write_ahead_log() {
    let mut amina = Laptop::amina();
    let document = DocumentId::parse("person/restos/marie").unwrap();
    let commit = draft(&mut amina, "marie");
    amina.store.commit(commit).unwrap();
    amina.store.begin_together().unwrap();
    let commit = draft(&mut amina, "paul");
    amina.store.commit(commit).unwrap();
    amina.store.commit(Commit { removed: vec![document], ..Commit::at(NOW) }).unwrap();
    amina.store.save_together().unwrap();
    assert_eq!(std::fs::metadata(amina.path().with_extension("db-wal")).unwrap().len(), 0);
    assert!(amina.store.person(&id("marie")).unwrap().is_none());
}
