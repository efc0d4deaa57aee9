use super::*;
use crate::{Store, StoreError, StoreKey};
use mainforte_documents::Record;
use std::io::{Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

fn key(seed: u8) -> StoreKey {
    StoreKey::new([seed; 32])
}

#[test]
fn a_wrong_key_opens_nothing_and_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut store = Store::open(&path, &key(1)).unwrap();
    store.set_meta("name", b"Amina").unwrap();
    drop(store);

    assert!(matches!(Store::open(&path, &key(2)), Err(StoreError::WrongKey)));
    // Also when nothing says beforehand which key it was made with.
    std::fs::remove_file(folder.path().join("store.db.lock")).unwrap();
    assert!(matches!(Store::open(&path, &key(2)), Err(StoreError::WrongKey)));

    let store = Store::open(&path, &key(1)).unwrap();
    assert_eq!(store.meta("name").unwrap().as_deref(), Some(b"Amina".as_slice()));
}

#[test]
fn a_second_program_is_told_that_the_store_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let store = Store::open(&path, &key(1)).unwrap();
    assert!(matches!(Store::open(&path, &key(1)), Err(StoreError::Locked)));
    drop(store);
    Store::open(&path, &key(1)).unwrap();
}

#[test]
fn nothing_legible_is_on_the_disk() {
    let mut amina = Laptop::amina();
    let marie = person("marie", "Marie-Clémence", "Quatresous");
    amina.write(&[("person/restos/marie", Record::Person(marie))]);
    let files = std::fs::read_dir(amina.path().parent().unwrap()).unwrap();
    let mut bytes = 0;
    for file in files {
        let content = std::fs::read(file.unwrap().path()).unwrap();
        bytes += content.len();
        for word in ["Quatresous", "quatresous", "SQLite format", "CREATE TABLE"] {
            assert!(!contains(&content, word), "{word} can be read");
        }
    }
    assert!(bytes > 50_000, "the database and its write-ahead log were looked at");
}

#[test]
fn a_damaged_page_is_an_error_and_not_a_wrong_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    drop(Store::open(&path, &key(1)).unwrap());
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(700)).unwrap();
    file.write_all(&[0x55; 64]).unwrap();
    drop(file);
    assert!(matches!(Store::open(&path, &key(1)), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_later_damaged_page_is_found_when_it_is_read() {
    let mut amina = Laptop::amina();
    for no in 0..40 {
        let volunteer = format!("v{no}");
        amina.write(&[(&format!("person/restos/{volunteer}"), Record::Person(person(&volunteer, "Marie", "Durand")))]);
    }
    assert!(amina.store.checkpoint().unwrap());
    let length = std::fs::metadata(amina.path()).unwrap().len();
    let mut file = std::fs::OpenOptions::new().write(true).open(amina.path()).unwrap();
    for page in 1..length / 4096 {
        file.seek(SeekFrom::Start(page * 4096 + 100)).unwrap();
        file.write_all(&[0x55; 64]).unwrap();
    }
    let reader = amina.store.reader().map(|reader| reader.documents());
    assert!(matches!(reader, Ok(Err(StoreError::Damaged { .. })) | Err(StoreError::Damaged { .. })), "{reader:?}");
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let store = Store::open(&path, &key(1)).unwrap();
    store.connection.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    assert!(matches!(Store::open(&path, &key(1)), Err(StoreError::NewerVersion)));
}

#[test]
fn each_database_has_an_epoch_of_its_own_and_keeps_it() {
    let (amina, louis) = (Laptop::amina(), Laptop::louis());
    assert_ne!(amina.store.epoch(), louis.store.epoch());
    assert_eq!(amina.store.reader().unwrap().epoch(), amina.store.epoch());
}

#[test]
fn commits_reach_the_disk_before_they_are_acknowledged() {
    let amina = Laptop::amina();
    let pragma =
        |name: &str| amina.store.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    assert_eq!(pragma("synchronous"), Ok(2));
    assert_eq!(pragma("secure_delete"), Ok(1));
    assert_eq!(pragma("foreign_keys"), Ok(1));
}

pub(super) fn contains(content: &[u8], word: &str) -> bool {
    content.windows(word.len()).any(|window| window == word.as_bytes())
}

/// Else a name that is still in use would stand among those that are gone, and who knows the database by it would say nothing new.
#[test]
fn a_database_that_could_not_be_given_another_name_keeps_the_one_that_it_has() {
    let mut amina = Laptop::amina();
    let epoch = amina.store.epoch();
    for left in 0..2 {
        amina.store.fail_once_after(Arc::new(AtomicI64::new(left))).unwrap();
        if amina.store.renew_epoch([7; 16]).is_err() {
            assert_eq!(amina.store.epoch(), epoch);
            assert!(!amina.store.was_epoch(&epoch).unwrap(), "after {left} commits");
        }
    }
    assert_eq!(amina.store.epoch(), [7; 16]);
    assert!(amina.store.was_epoch(&epoch).unwrap());
}
