//! Looking after a node: what waits for whom, who was heard of when, and reading everything again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use mainforte_api::{Command, DigestRow, Outcome, PeerState, PersonDraft, Query, View};
use mainforte_domain::DocumentId;
use std::time::{Duration, Instant};
use town::{Laptop, Town, person, until, weekly_need};

async fn peers(laptop: &Laptop) -> Vec<PeerState> {
    let View::Peers(peers) = laptop.query(Query::Peers).await else { panic!() };
    peers
}

fn waits_for(peers: &[PeerState], name: &str) -> u32 {
    peers.iter().find(|state| state.peer.name == name).unwrap_or_else(|| panic!("{name} is not listed")).waiting
}

#[tokio::test(flavor = "multi_thread")]
async fn repairing_loses_no_local_work_and_compares_again() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let id = amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    amina.book(&shifts[0], &id).await;
    town.quiet(&[&amina]).await;
    amina.offline().await;
    let unsent = amina.add(person("Paul", "Roux", "06 12 34 56 79")).await;
    let before = (amina.digests().await, amina.sheet(&shifts[0]).await);

    let Outcome::Repaired { documents, mended, lists, unreadable, .. } = amina.done(Command::Repair).await else {
        panic!()
    };
    assert_eq!((documents as usize, mended, lists, unreadable), (before.0.len(), 0, 0, 0));
    assert_eq!((amina.digests().await, amina.sheet(&shifts[0]).await), before);
    assert!(amina.node.query(Query::Volunteer { id: unsent.clone() }).await.is_ok());
    amina.done(Command::CancelShift { id: shifts[0].clone() }).await;

    amina.online().await;
    town.quiet(&[&amina]).await;
    // Repairing while connected connects anew, and ends up to date.
    amina.done(Command::Repair).await;
    town.quiet(&[&amina]).await;
}

/// What a bad disk, or a program that was wrong, may leave.
const DAMAGE: &str = "DELETE FROM bookings; DELETE FROM people_text; UPDATE people_records SET record = replace(record, 'Marie', 'Mario');
    UPDATE shifts SET status = 'cancelled'; UPDATE documents SET digest = zeroblob(32) WHERE owner <> 'nobody'";

#[tokio::test(flavor = "multi_thread")]
async fn damaged_lists_are_mended_from_the_log_and_the_hub_agrees_again() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let id = amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    amina.book(&shifts[0], &id).await;
    town.quiet(&[&amina]).await;
    let before = (amina.digests().await, amina.sheet(&shifts[0]).await);
    let amina = amina.damaged(DAMAGE).await;
    assert_ne!(amina.sheet(&shifts[0]).await, before.1, "the booking is gone from the screen");

    let Outcome::Repaired { documents, mended, lists, unreadable, .. } = amina.done(Command::Repair).await else {
        panic!()
    };
    assert_eq!((documents as usize, unreadable), (before.0.len(), 0));
    assert_eq!(mended as usize, before.0.len(), "each document's digest");
    assert!(lists >= 4, "bookings, full text, people and shifts: {lists}");
    assert_eq!((amina.digests().await, amina.sheet(&shifts[0]).await), before);
    assert_eq!(peers(&amina).await.iter().filter_map(|state| state.brought).count(), 0, "nobody was met yet");

    amina.online().await;
    town.quiet(&[&amina]).await;
    until("the hub agrees", || async { peers(&amina).await.iter().any(|state| state.brought == Some(0)) }).await;
}

/// The first change of each person's document, on which the others build, and what is stored of the document.
const SPOILED: &str = "UPDATE changes SET bytes = zeroblob(8) WHERE position IN (SELECT min(position) FROM changes
        WHERE document IN (SELECT num FROM documents WHERE id LIKE 'person/%') GROUP BY document);
    UPDATE documents SET snapshot = zeroblob(8) WHERE id LIKE 'person/%'";

#[tokio::test(flavor = "multi_thread")]
async fn what_the_log_has_lost_comes_back_from_a_colleague_and_what_was_never_sent_stands_on_it_again() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    let id = amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    town.quiet(&[&amina, &louis]).await;
    amina.offline().await;
    let unsent = PersonDraft { note: "le soir".to_owned(), ..person("Marie", "Durand", "06 12 34 56 78") };
    amina.done(Command::EditPerson { id: id.clone(), person: unsent }).await;
    let amina = amina.damaged(SPOILED).await;
    let edit = Command::EditPerson { id: id.clone(), person: person("Marie", "Roux", "06 12 34 56 78") };
    assert!(amina.node.execute(edit).await.is_err(), "what cannot be opened can be written to");

    let Outcome::Repaired { incomplete, unreadable, .. } = amina.done(Command::Repair).await else { panic!() };
    assert_eq!((incomplete, unreadable), (1, 0));
    let Outcome::Repaired { incomplete, unreadable, .. } = amina.done(Command::Repair).await else { panic!() };
    assert_eq!((incomplete, unreadable), (0, 0), "once is enough");
    amina.online().await;
    town.quiet(&[&amina, &louis]).await;
    for laptop in [&amina, &louis] {
        let View::Volunteer(sheet) = laptop.query(Query::Volunteer { id: id.clone() }).await else { panic!() };
        assert_eq!((sheet.person.family.as_str(), sheet.person.note.as_str()), ("Durand", "le soir"));
    }
    let View::Quarantine(refused) = amina.query(Query::Quarantine).await else { panic!() };
    assert_eq!(refused.open.count, 0, "{refused:?}");
    until("it is said who brought it", || async {
        peers(&amina).await.iter().any(|state| state.brought.is_some_and(|brought| brought > 0))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_own_work_than_can_wait_stays_in_the_log_though_its_base_is_lost() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    amina.offline().await;
    let id = amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    for number in 0..=256 {
        let person = PersonDraft { note: format!("{number}"), ..person("Marie", "Durand", "06 12 34 56 78") };
        amina.done(Command::EditPerson { id: id.clone(), person }).await;
    }
    let amina = amina.damaged(SPOILED).await;
    let before = amina.digests().await;
    let Outcome::Repaired { incomplete, unreadable, .. } = amina.done(Command::Repair).await else { panic!() };
    assert_eq!((incomplete, unreadable), (0, 1));
    assert_eq!(amina.digests().await, before, "work that nobody else has left the log");
}

/// The first change of the board is no change any more, and what was saved of it no document.
const DAMAGED_BOARD: &str = "UPDATE documents SET snapshot = x'00' WHERE id LIKE 'board/%' AND snapshot IS NOT NULL;
    UPDATE changes SET bytes = x'00' WHERE position = (SELECT min(c.position) FROM changes c
        JOIN documents d ON d.num = c.document WHERE d.id LIKE 'board/%')";

async fn board(laptop: &Laptop) -> Vec<DigestRow> {
    let mut digests = laptop.digests().await;
    digests.retain(|row| matches!(row.document, DocumentId::Board(..)));
    assert_eq!(digests.len(), 1);
    digests
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged_in_the_log_comes_again_from_the_hub_and_takes_no_local_work_with_it() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let [marie, paul] = [("Marie", "06 12 34 56 78"), ("Paul", "06 12 34 56 79")];
    let marie = amina.add(person(marie.0, "Durand", marie.1)).await;
    let paul = amina.add(person(paul.0, "Roux", paul.1)).await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    amina.book(&shifts[0], &marie).await;
    town.quiet(&[&amina]).await;
    amina.offline().await;
    amina.book(&shifts[0], &paul).await;
    let before = (board(&amina).await, amina.sheet(&shifts[0]).await);
    let amina = amina.damaged(DAMAGED_BOARD).await;

    let Outcome::Repaired { mended, incomplete, .. } = amina.done(Command::Repair).await else { panic!() };
    assert_eq!((mended, incomplete), (0, 1));
    amina.online().await;
    town.quiet(&[&amina]).await;
    assert_eq!((board(&amina).await, amina.sheet(&shifts[0]).await), before, "what only she had is there as well");
    let Outcome::Repaired { mended, incomplete, .. } = amina.done(Command::Repair).await else { panic!() };
    assert_eq!((mended, incomplete), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_counted_for_each_device() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    town.quiet(&[&amina, &louis]).await;
    amina.offline().await;
    assert_eq!(peers(&amina).await.iter().map(|state| state.waiting).sum::<u32>(), 0);
    amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    let now = peers(&amina).await;
    assert_eq!((waits_for(&now, "Ville de Bordeaux"), waits_for(&now, "louis")), (0, 1), "a person is not the city's");
    amina.publish(weekly_need(&["Bacalan"])).await;
    let now = peers(&amina).await;
    assert!(waits_for(&now, "Ville de Bordeaux") > 0 && waits_for(&now, "louis") > 1, "{now:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operators_laptop_knows_from_the_hub_who_was_heard_of() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    amina.offline().await;
    let claire = town.operator("claire").await;
    let until = Instant::now() + Duration::from_secs(15);
    loop {
        let states = peers(&claire).await;
        if states.iter().any(|state| state.peer.name == "amina" && state.peer.last_seen.is_some()) {
            break;
        }
        assert!(Instant::now() < until, "{states:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let View::Associations(view) = claire.query(Query::Associations).await else { panic!() };
    let devices: Vec<_> = view.rows.iter().flat_map(|row| &row.devices).collect();
    assert!(devices.iter().any(|device| device.name == "amina" && device.last_seen.is_some()), "{devices:?}");
    // An association is told of nobody else's.
    assert!(peers(&amina).await.iter().all(|state| state.peer.name != "claire"));
}
