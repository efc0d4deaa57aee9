use super::*;
use crate::Store;
use mainforte_documents::Record;
use mainforte_domain::{DocumentId, OrgId};
use mainforte_sync::{Sealed, SealedChange};
use proptest::prelude::*;
use rusqlite::StatementStatus;
use std::collections::BTreeSet;

const ORGS: [&str; 3] = ["bordeaux", "restos", "secours"];

/// One of the documents there can be, and a record for it.
fn written((kind, org, to, no): (u8, usize, usize, usize)) -> (String, Record) {
    let (org, to) = (ORGS[org], ORGS[to]);
    let volunteer = format!("v{no}");
    match kind {
        0 => {
            (format!("person/{org}/{volunteer}"), Record::Person(person(&volunteer, "Marie", &format!("Durand {no}"))))
        }
        1 => (format!("association/{org}"), place(&format!("p{no}"), "Bacalan")),
        2 => (format!("board/{org}/2020-03"), Record::Shift(shift(&format!("s{no}"), at("2020-03-26T09:00", 60)))),
        3 => {
            let lent = loan(&format!("l{no}"), to, &volunteer, at("2020-03-26T09:00", 600));
            (format!("loans/bordeaux/{to}"), Record::Loan(lent))
        }
        _ => {
            let card = mainforte_domain::Card::of_lent(id(org), id(to), &person(&volunteer, "Marie", "Durand"), NOW);
            (format!("card/{org}/{to}/{volunteer}"), Record::Card(card))
        }
    }
}

fn changes(sealed: &[Sealed]) -> impl Iterator<Item = &SealedChange> {
    sealed.iter().flat_map(|sealed| &sealed.changes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    /// Need-to-know: whoever asks, however much at a time, gets all that they may read and nothing else.
    #[test]
    fn a_peer_gets_all_that_it_may_read_and_nothing_else(
        batches in prop::collection::vec(prop::collection::vec((0u8..5, 0usize..3, 0usize..3, 0usize..4), 1..6), 1..8),
        budget in 1usize..4_000,
    ) {
        let mut hub = Laptop::hub();
        for (no, batch) in batches.iter().enumerate() {
            let records: Vec<(String, Record)> = batch.iter().map(|&(k, o, t, n)| written((k, o, t, n + no % 3))).collect();
            let records: Vec<(&str, Record)> = records.iter().map(|(id, record)| (id.as_str(), record.clone())).collect();
            let new = ("association/bordeaux", place(&format!("new-{no}"), "Bacalan"));
            hub.write(&[records, vec![new]].concat());
        }
        let louis = Laptop::louis();
        for org in ORGS {
            let org: OrgId = id(org);
            let readable = |document: &DocumentId| document.readable_by(&org, &id("bordeaux"));
            let mut got: Vec<SealedChange> = Vec::new();
            let (mut from, mut more) = (0, true);
            while more {
                let slice = hub.store.log_after(&louis.device(), &org, from, false, budget).unwrap();
                prop_assert!(slice.mark.position > from || !slice.more);
                prop_assert_eq!(hub.store.chain_at(slice.mark.position).unwrap(), Some(slice.mark.chain));
                for sealed in &slice.sealed {
                    prop_assert!(sealed.check().is_ok());
                }
                got.extend(changes(&slice.sealed).cloned());
                (from, more) = (slice.mark.position, slice.more);
            }
            prop_assert_eq!(from, hub.store.position().unwrap());
            prop_assert!(got.iter().all(|change| readable(&change.document)));
            let expected = count(&hub.store, readable);
            prop_assert_eq!(got.len(), expected);
            let listed = hub.store.listing(&org, None, 1_000).unwrap();
            prop_assert!(!listed.more && listed.documents.iter().all(|(document, _)| readable(document)));
            let documents: BTreeSet<DocumentId> = got.iter().map(|change| change.document.clone()).collect();
            prop_assert_eq!(listed.documents.into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>(), documents);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    /// From memory or from the disk: the answer is the same.
    #[test]
    fn what_was_just_written_is_told_as_the_log_tells_it(
        batches in prop::collection::vec(prop::collection::vec((0u8..5, 0usize..3, 0usize..3, 0usize..4), 1..6), 1..8),
        budget in 1usize..4_000,
    ) {
        let (mut hub, louis) = (Laptop::hub(), Laptop::louis());
        let mut ends = vec![0];
        for (no, batch) in batches.iter().enumerate() {
            let records: Vec<(String, Record)> = batch.iter().map(|&how| written(how)).collect();
            let records: Vec<(&str, Record)> = records.iter().map(|(id, record)| (id.as_str(), record.clone())).collect();
            let new = ("association/bordeaux", place(&format!("new-{no}"), "Bacalan"));
            hub.write(&[records, vec![new]].concat());
            ends.push(hub.store.position().unwrap());
        }
        for org in ORGS.map(id) {
            for &after in &ends {
                let told = hub.store.log_after(&louis.device(), &org, after, false, usize::MAX).unwrap();
                let fits = told.sealed.iter().map(Sealed::weight).sum::<usize>() <= budget;
                let recalled = hub.store.recent().log_after(&louis.device(), (&org, &id("bordeaux")), after, false, budget);
                prop_assert_eq!(recalled, fits.then_some(told));
            }
            let unknown = hub.store.position().unwrap() + 1;
            prop_assert_eq!(hub.store.recent().log_after(&louis.device(), (&org, &id("bordeaux")), unknown, false, budget), None);
        }
    }
}

#[test]
fn what_has_left_the_log_is_not_told_from_memory() {
    let mut hub = Laptop::hub();
    let marie = "person/bordeaux/marie";
    hub.write(&[(marie, Record::Person(person("marie", "Marie", "Durand")))]);
    let recall = |hub: &Laptop, after| {
        hub.store.recent().log_after(
            &Laptop::louis().device(),
            (&id("bordeaux"), &id("bordeaux")),
            after,
            false,
            usize::MAX,
        )
    };
    assert_eq!(recall(&hub, 0).map(|slice| changes(&slice.sealed).count()), Some(1));
    let removed = vec![DocumentId::parse(marie).unwrap()];
    hub.store.commit(crate::Commit { removed, ..crate::Commit::at(NOW) }).unwrap();
    assert_eq!(recall(&hub, 0), None);
}

fn count(store: &Store, readable: impl Fn(&DocumentId) -> bool) -> usize {
    let documents = store.documents().unwrap();
    documents.iter().filter(|id| readable(id)).map(|id| store.hash_prefixes(id).unwrap().len()).sum()
}

#[test]
fn a_batch_travels_together_under_its_seal_and_its_bringer_does_not_get_it_back() {
    let (mut hub, mut amina, mut louis) = (Laptop::hub(), Laptop::amina(), Laptop::louis());
    let board = "board/restos/2020-03";
    amina.write(&[
        (board, Record::Shift(shift("s1", at("2020-03-26T09:00", 60)))),
        ("association/restos", place("bacalan", "Bacalan")),
        ("person/restos/marie", Record::Person(person("marie", "Marie", "Durand"))),
    ]);
    let brought = hub.take_from(&amina);
    assert_eq!(brought.len(), 1);
    assert_eq!(brought[0].changes.len(), 2, "the city is not shown the person");
    assert_eq!(brought[0].seal.digests.len(), 3, "the seal still proves the whole batch");

    assert_eq!(amina.take_from(&hub), []);
    let echoed = hub.store.log_after(&amina.device(), &amina.org, 0, true, usize::MAX).unwrap();
    assert_eq!(changes(&echoed.sealed).count(), 2, "unless it asks for it");
    for echo in [false, true] {
        let told = hub.store.log_after(&amina.device(), &amina.org, 0, echo, usize::MAX).unwrap();
        let orgs = (&amina.org, &id("bordeaux"));
        assert_eq!(hub.store.recent().log_after(&amina.device(), orgs, 0, echo, usize::MAX), Some(told));
    }
    let relayed = louis.take_from(&hub);
    assert_eq!(changes(&relayed).count(), 2);
    assert!(relayed[0].check().is_ok());
    let rest = louis.take_from(&amina);
    assert_eq!(changes(&rest).count(), 3);
    assert_eq!(louis.store.digests().unwrap(), amina.store.digests().unwrap());
    assert_eq!(louis.store.cursor(&amina.device()).unwrap().unwrap().epoch, amina.store.epoch());
}

#[test]
fn what_a_peer_lacks_of_many_documents_comes_under_as_few_seals_as_it_was_written() {
    let mut amina = Laptop::amina();
    let people = ["marie", "paul", "zoe"].map(|name| (format!("person/restos/{name}"), name));
    let records: Vec<_> = people
        .iter()
        .map(|(document, name)| (document.as_str(), Record::Person(person(name, name, "Durand"))))
        .collect();
    amina.write(&records);
    let wanted: Vec<_> =
        people.iter().map(|(document, _)| (DocumentId::parse(document).unwrap(), Vec::new())).collect();
    let (all, documents) = amina.store.missing(&wanted, &amina.org, u64::MAX, usize::MAX).unwrap();
    assert_eq!((all.len(), all[0].changes.len(), documents), (1, 3, 3));
    // What does not fit is left for the next time; one document always goes.
    let (some, documents) = amina.store.missing(&wanted, &amina.org, u64::MAX, 1).unwrap();
    assert_eq!((some[0].changes.len(), documents), (1, 1));
    let (before, documents) = amina.store.missing(&wanted, &amina.org, 2, usize::MAX).unwrap();
    assert_eq!((before[0].changes.len(), documents), (2, 3));
}

#[test]
fn a_peer_is_sent_what_it_lacks_of_a_document_and_nothing_that_it_may_not_read() {
    let mut amina = Laptop::amina();
    let document = DocumentId::parse("person/restos/marie").unwrap();
    for family in ["Durand", "Dupont", "Dubois"] {
        amina.write(&[("person/restos/marie", Record::Person(person("marie", "Marie", family)))]);
    }
    let held = amina.store.hash_prefixes(&document).unwrap();
    let wanted = [(document.clone(), held[..1].to_vec())];
    let (missing, documents) = amina.store.missing(&wanted, &amina.org, u64::MAX, usize::MAX).unwrap();
    assert_eq!(documents, 1);
    assert_eq!(changes(&missing).map(|change| change.hash[..8].to_vec()).collect::<Vec<_>>(), held[1..]);
    assert_eq!(amina.store.changes(&document, &id("bordeaux")).unwrap(), []);

    let digest = amina.store.listing(&amina.org, None, 10).unwrap().documents[0].1;
    assert_eq!(amina.store.compare(&[(document.clone(), digest)]).unwrap(), []);
    assert_eq!(amina.store.compare(&[(document.clone(), [1; 32])]).unwrap(), [(document, held)]);
    let unknown = DocumentId::parse("outbox/restos").unwrap();
    assert_eq!(amina.store.compare(&[(unknown.clone(), digest)]).unwrap(), [(unknown, vec![])]);
}

#[test]
fn a_listing_comes_in_pages() {
    let mut hub = Laptop::hub();
    for no in 0..7 {
        let volunteer = format!("v{no}");
        hub.write(&[(&format!("person/bordeaux/{volunteer}"), Record::Person(person(&volunteer, "Marie", "Durand")))]);
    }
    let mut listed = Vec::new();
    let (mut after, mut more) = (None, true);
    while more {
        let page = hub.store.listing(&hub.org, after.as_ref(), 3).unwrap();
        assert!(page.documents.len() <= 3);
        assert_eq!(page.mark.position, 7);
        listed.extend(page.documents.into_iter().map(|(id, _)| id));
        (after, more) = (listed.last().cloned(), page.more);
    }
    assert_eq!(listed, hub.store.documents().unwrap());
}

/// The work of finding what one association lacks after a position, in the database's own steps.
fn steps(store: &Store, after: i64) -> i32 {
    let mut statement = store.connection.prepare(crate::log::READABLE_AFTER).unwrap();
    let none: &[u8] = &[];
    let found = statement.query_map(("secours", "*", "@nobody", "secours", after, none), |row| row.get::<_, i64>(0));
    assert_eq!(found.unwrap().count(), 1);
    statement.get_status(StatementStatus::VmStep)
}

/// A hub with many changes of the Restos, then one for the Secours.
fn busy_hub(changes: u32) -> Laptop {
    let mut hub = Laptop::hub();
    for no in 0..changes {
        hub.write(&[("board/restos/2020-03", Record::Shift(shift(&format!("s{no}"), at("2020-03-26T09:00", 60))))]);
    }
    let lent = loan("l1", "secours", "marie", at("2020-03-26T09:00", 60));
    hub.write(&[("loans/bordeaux/secours", Record::Loan(lent))]);
    hub
}

#[test]
fn finding_what_a_peer_lacks_costs_what_changed_for_it_and_not_what_exists() {
    let (small, large) = (busy_hub(5), busy_hub(300));
    assert_eq!(steps(&small.store, 0), steps(&large.store, 0));
}

#[test]
fn the_chain_outlives_what_is_removed() {
    let mut amina = Laptop::amina();
    for volunteer in ["marie", "paul"] {
        amina.write(&[(&format!("person/restos/{volunteer}"), Record::Person(person(volunteer, "M", "P")))]);
    }
    let chain = amina.store.chain_at(2).unwrap();
    let removed = ["marie", "paul"].map(|v| DocumentId::parse(&format!("person/restos/{v}")).unwrap());
    amina.store.commit(crate::Commit { removed: removed.to_vec(), ..crate::Commit::at(NOW) }).unwrap();
    assert_eq!(amina.store.chain_at(2).unwrap(), chain);
    assert_eq!(amina.store.position().unwrap(), 2);
    assert_eq!(amina.write(&[("association/restos", place("bacalan", "Bacalan"))]).position, 3);
    assert!(amina.store.changes(&removed[0], &amina.org).unwrap().is_empty());
}

#[test]
fn the_same_changes_make_the_same_chain() {
    let mut amina = Laptop::amina();
    for no in 0..3 {
        amina.write(&[("association/restos", place(&format!("p{no}"), "Bacalan"))]);
    }
    super::kill::check_chain(&amina.store, 3);
}

#[test]
fn the_last_changes_of_a_document_are_known_without_loading_it() {
    let (mut hub, mut louis) = (Laptop::hub(), Laptop::louis());
    let places: DocumentId = id("association/restos");
    assert_eq!(louis.store.heads(&places).unwrap(), Vec::<[u8; 32]>::new());
    louis.write(&[("association/restos", place("p1", "Bacalan"))]);
    hub.take_from(&louis);
    louis.write(&[("association/restos", place("p2", "Bastide"))]);
    for laptop in [&hub, &louis] {
        assert_eq!(laptop.store.heads(&places).unwrap(), laptop.documents[&places].heads());
    }
    assert_ne!(hub.store.heads(&places).unwrap(), louis.store.heads(&places).unwrap());
}

#[test]
fn what_an_organisation_alone_reads_is_told_apart_by_author_and_by_place_in_the_log() {
    let (mut amina, mut louis) = (Laptop::amina(), Laptop::louis());
    let (restos, marie): (OrgId, _) = (id("restos"), Record::Person(person("v1", "Marie", "Durand")));
    amina.write(&[("association/restos", place("p1", "Bacalan"))]);
    let before = amina.store.position().unwrap();
    amina.write(&[("person/restos/v1", marie)]);
    let after = amina.store.position().unwrap();
    let wrote = |laptop: &Laptop, author: &Laptop, between| {
        laptop.store.has_private_of(&restos, &author.device(), between).unwrap()
    };
    assert!(wrote(&amina, &amina, before..after));
    assert!(!wrote(&amina, &amina, 0..before), "the city reads of places");
    assert!(!wrote(&amina, &amina, after..after + 9));
    louis.take_from(&amina);
    let end = louis.store.position().unwrap();
    assert!(!wrote(&louis, &louis, 0..end) && wrote(&louis, &amina, 0..end));
}
