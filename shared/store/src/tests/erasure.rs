use super::opening::contains;
use super::*;
use crate::value::heard;
use crate::{CommandEntry, Commit, DocumentUpdate, Quarantined, Store};
use mainforte_documents::{Document, Record};
use mainforte_domain::{Card, DocumentId, EraseReason};
use mainforte_sync::{DeviceKey, Seal, Sealed, SealedChange, Trust, TrustBody, TrustEntry, tombstone};
use std::path::Path;

/// What stands in a store's files, opened without encryption: the bytes are what SQLite wrote.
fn legible(folder: &Path, word: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let with = files.filter(|path| contains(&std::fs::read(path).unwrap(), word));
    with.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn commit(no: u64, document: &str, record: Record) -> Commit {
    let key = DeviceKey::from_secret(&[2; 32]);
    let id = DocumentId::parse(document).unwrap();
    let mut written = Document::new(&id);
    let change = written.edit(b"an-actor-of-this-run", std::slice::from_ref(&record)).unwrap().unwrap();
    let seal = Seal::new(&key, no, 0, &[(id.clone(), change.hash)]).unwrap();
    let changes = vec![SealedChange { index: 0, document: id.clone(), hash: change.hash, bytes: change.bytes }];
    let snapshot = Some(written.save());
    let update = DocumentUpdate { id, records: vec![record], heads: written.heads(), snapshot };
    Commit { sealed: vec![Sealed { seal, changes }], documents: vec![update], ..Commit::at(NOW) }
}

#[test]
fn a_removed_person_leaves_no_trace_in_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open_with(&folder.path().join("plain.db"), None).unwrap();
    store.set_owner(&id("restos"), &id("bordeaux")).unwrap();
    for no in 0..60 {
        let volunteer = format!("v{no}");
        let record = Record::Person(person(&volunteer, "Paul", &format!("Petit{no}")));
        store.commit(commit(no, &format!("person/restos/{volunteer}"), record)).unwrap();
    }
    let mut marie = person("marie", "Zéphyrine", "Quatresous");
    marie.note = "préfère le matin, allergique au Zwieback".to_owned();
    let undo = serde_json::json!([{"back": {"Restore": {"person": {"id": "marie", "family": "Quatresous"}}}}]);
    let entry = CommandEntry {
        name: "edit_person".to_owned(),
        subject: "Zéphyrine Quatresous".to_owned(),
        count: 1,
        undo: Some(undo),
        volunteer: Some(id("marie")),
    };
    let written = commit(100, "person/restos/marie", Record::Person(marie.clone()));
    let refused = Quarantined {
        document: "person/restos/marie".to_owned(),
        author: None,
        hash: [5; 32],
        bytes: b"Quatresous, refused".to_vec(),
        reason: "malformed".to_owned(),
        seal: None,
    };
    store.commit(Commit { command: Some(entry), quarantined: vec![refused], ..written }).unwrap();
    assert!(store.checkpoint().unwrap());
    let words = ["Quatresous", "quatresous", "zephyrine", "zwieback", "Zwieback"];
    for word in words {
        assert_eq!(legible(folder.path(), word), ["plain.db"], "{word}");
    }
    let mentioned = store.mentions(&["nobody", "Quatresous"]).unwrap();
    for table in ["commands", "people_records", "quarantine"] {
        assert!(mentioned.iter().any(|name| name == table), "{table}: {mentioned:?}");
    }

    let removed = vec![DocumentId::parse("person/restos/marie").unwrap()];
    store.commit(Commit { removed, ..Commit::at(NOW) }).unwrap();
    for word in words {
        assert_eq!(legible(folder.path(), word), [""; 0], "{word}");
    }
    assert!(store.mentions(&words).unwrap().is_empty());
    let history = store.history(10).unwrap().remove(0);
    assert_eq!((history.command.as_str(), history.subject.as_str(), history.can_undo), ("edit_person", "", false));
    assert!(store.person(&id("marie")).unwrap().is_none());
    assert!(store.person(&id("v7")).unwrap().is_some());
    assert_eq!(store.quarantined().unwrap(), 0);
}

/// The entries of a city's log in which Marie of the Restos is erased.
fn erased(volunteer: &str) -> Vec<TrustEntry> {
    let root = DeviceKey::from_secret(&[1; 32]);
    let mut trust = Trust::found(&root, id("bordeaux"), "Ville de Bordeaux").unwrap();
    trust.append(&root, TrustBody::Organisation { org: id("restos"), name: "Restos".to_owned() }).unwrap();
    let subject = tombstone(&id("restos"), &id(volunteer));
    let (shown_to, reason) = (vec![id("bordeaux")], EraseReason::PersonAsks);
    trust.append(&root, TrustBody::Erase { owner: id("restos"), subject, shown_to, reason }).unwrap();
    trust.entries_from(0).to_vec()
}

#[test]
fn a_person_goes_in_the_transaction_that_takes_the_entry_which_erases_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open_with(&folder.path().join("plain.db"), None).unwrap();
    store.set_owner(&id("restos"), &id("bordeaux")).unwrap();
    for (no, volunteer, family) in [(1, "paul", "Petit"), (2, "marie", "Quatresous")] {
        let record = Record::Person(person(volunteer, "Zéphyrine", family));
        store.commit(commit(no, &format!("person/restos/{volunteer}"), record)).unwrap();
    }
    let shown = Card::of_lent(id("restos"), id("bordeaux"), &person("marie", "Zéphyrine", "Quatresous"), NOW.plus(900));
    store.commit(commit(3, "card/restos/bordeaux/marie", Record::Card(shown))).unwrap();
    // Never held here as a document, refused alone: it goes too.
    let refused = Quarantined {
        document: "card/restos/secours/marie".to_owned(),
        author: None,
        hash: [5; 32],
        bytes: b"Quatresous, refused".to_vec(),
        reason: "malformed".to_owned(),
        seal: None,
    };
    store.commit(Commit { quarantined: vec![refused], ..Commit::at(NOW) }).unwrap();
    assert!(store.checkpoint().unwrap());
    assert_eq!(legible(folder.path(), "Quatresous"), ["plain.db"]);

    let committed = store.commit(Commit { trust: erased("marie"), ..Commit::at(NOW) }).unwrap();
    assert_eq!(committed.removed.len(), 3);
    for word in ["Quatresous", "quatresous"] {
        assert_eq!(legible(folder.path(), word), [""; 0], "{word}");
    }
    assert!(store.person(&id("marie")).unwrap().is_none());
    assert!(store.person(&id("paul")).unwrap().is_some());
    assert_eq!(store.quarantined().unwrap(), 0);
    let told = store.erasures().unwrap();
    assert_eq!((told.len(), told[0].number, told[0].at), (1, 2, NOW));
    assert_eq!(store.erased_since(&id("restos"), NOW.plus(-1)).unwrap(), 1);
    assert_eq!(store.erased_since(&id("restos"), NOW).unwrap(), 0);
}

#[test]
fn when_a_card_ends_the_persons_own_record_is_shown_again() {
    let mut amina = Laptop::amina();
    let card = Card::of_lent(id("bordeaux"), id("restos"), &person("marie", "Marie", "Carte"), NOW);
    amina.write(&[("card/bordeaux/restos/marie", Record::Card(card))]);
    assert_eq!(amina.store.person(&id("marie")).unwrap().unwrap().owner, id("bordeaux"));
    amina.write(&[("person/restos/marie", Record::Person(person("marie", "Marie", "Fiche")))]);
    assert_eq!(amina.store.person(&id("marie")).unwrap().unwrap().person.family, "Fiche");

    assert_eq!(amina.store.ended_cards(NOW.plus(-1)).unwrap(), []);
    let own = vec![id("person/restos/marie")];
    amina.store.commit(Commit { removed: own, ..Commit::at(NOW) }).unwrap();
    assert_eq!(amina.store.person(&id("marie")).unwrap().unwrap().person.family, "Carte");
    let removed = amina.store.ended_cards(NOW).unwrap();
    assert_eq!(removed, [id("card/bordeaux/restos/marie")]);
    amina.store.commit(Commit { removed, ..Commit::at(NOW) }).unwrap();
    assert!(amina.store.person(&id("marie")).unwrap().is_none());
}

/// Once the undo of every step ever made was searched again for each person who went.
#[test]
fn the_history_forgets_all_who_go_together_in_one_pass() {
    let mut amina = Laptop::amina();
    let people = ["marie", "paul", "zoe", "luc"];
    let names = people.map(|name| format!("person/restos/{name}"));
    for (name, document) in people.iter().zip(&names) {
        let entry = CommandEntry {
            name: "edit_person".to_owned(),
            subject: format!("{name} Durand"),
            count: 1,
            undo: Some(serde_json::json!([{"back": {"Restore": {"person": {"id": name}}}}])),
            volunteer: None,
        };
        amina.command(entry, &[(document, Record::Person(person(name, name, "Durand")))]);
    }
    let removed = names[..3].iter().map(|document| DocumentId::parse(document).unwrap()).collect();
    heard::take();
    amina.store.commit(Commit { removed, ..Commit::at(NOW) }).unwrap();
    assert_eq!(heard::take().iter().filter(|sql| sql.contains("FROM commands")).count(), 1);
    let steps = amina.store.history(10).unwrap();
    let kept: Vec<_> = steps.iter().map(|step| (step.subject.as_str(), step.can_undo)).collect();
    assert_eq!(kept, [("luc Durand", true), ("", false), ("", false), ("", false)]);
}
