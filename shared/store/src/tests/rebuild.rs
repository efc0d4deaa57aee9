use super::*;
use crate::Store;
use mainforte_documents::Record;
use mainforte_domain::{Answer, Booking, Card, Person, Settlement, SettlementId};
use rusqlite::types::Value;

/// Every row of every read model, without the numbers that rows happen to have.
fn dump(store: &Store) -> Vec<String> {
    let queries = [
        "SELECT d.id, t.id, t.name, time_zone, hub_addresses FROM cities t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, name, folded, x, y FROM districts t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, fr, en FROM kinds t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, folded, record FROM organisations t JOIN documents d ON d.num = document",
        "SELECT hex(device), org, role, name, revoked FROM devices",
        "SELECT d.id, p.id, p.owner, lent, shown, sort_name, district, status, added, last_asked, r.record, t.words
         FROM people p JOIN documents d ON d.num = p.document JOIN people_records r ON r.num = p.num
         JOIN people_text t ON t.rowid = p.num",
        "SELECT p.id, tag, value FROM people_tags t JOIN people p ON p.num = t.person",
        "SELECT d.id, from_org, to_org, volunteer, ends FROM cards t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, org, name, folded, record FROM places t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, org, published, record FROM needs t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, org, need, place, starts, ends, status, record, role, hands
         FROM shifts t JOIN documents d ON d.num = document JOIN roles r ON r.shift = t.num",
        "SELECT d.id, t.id, org, shift, role, volunteer, answer, status, made_at, standing, record
         FROM bookings t JOIN documents d ON d.num = document",
        "SELECT volunteer, monday, minutes FROM booked_weeks",
        "SELECT org, first, second, volunteer, cause FROM contests",
        "SELECT d.id, org, first, second, at, record FROM settlements t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, org, volunteer, starts, ends, term, sequence, status, record
         FROM loans t JOIN documents d ON d.num = document",
        "SELECT d.id, org, loan, at, noted FROM give_backs t JOIN documents d ON d.num = document",
        "SELECT d.id, org, loan, hex(device) FROM returned t JOIN documents d ON d.num = document",
        "SELECT d.id, org, hex(device), addresses FROM whereabouts t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, org, status, at, record FROM asks t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, granted, refused, record FROM lend_requests t JOIN documents d ON d.num = document",
        "SELECT d.id, t.id, record FROM invites t JOIN documents d ON d.num = document",
        "SELECT d.id, t.loan, open, record FROM reclaim_requests t JOIN documents d ON d.num = document",
        "SELECT d.id, hex(device), refused FROM revoke_requests t JOIN documents d ON d.num = document",
        "SELECT d.id, hex(hub), record FROM hub_waits t JOIN documents d ON d.num = document",
        "SELECT d.id, wait FROM go_ons t JOIN documents d ON d.num = document",
        "SELECT d.id, asked_by, t.owner, volunteer, record FROM erase_requests t JOIN documents d ON d.num = document",
        "SELECT d.id, org, hex(device), number FROM erased_up_to t JOIN documents d ON d.num = document",
    ];
    let mut lines = Vec::new();
    for (no, sql) in queries.iter().enumerate() {
        let mut statement = store.connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get::<_, Value>(column)).collect();
        let rows: Vec<Vec<Value>> = statement.query_map([], read).unwrap().map(Result::unwrap).collect();
        assert!(!rows.is_empty() || no == 4, "the story has rows for {sql}");
        lines.extend(rows.into_iter().map(|row| format!("{no} {row:?}")));
    }
    lines.sort();
    lines
}

/// A city device with a little of everything.
fn story() -> Laptop {
    let mut hub = Laptop::hub();
    hub.write(&registry());
    let board = "board/restos/2020-03";
    let need = mainforte_domain::Need {
        id: id("need"),
        title: "Distribution".to_owned(),
        kind: id("food-distribution"),
        note: String::new(),
        published: NOW,
        status: mainforte_domain::NeedStatus::Open,
    };
    let marie = Person { phones: ["+33612345678".to_owned()].into(), ..person("marie", "Marie", "Durand") };
    let card = Card::of_lent(id("bordeaux"), id("restos"), &marie, NOW.plus(900));
    let foreign = Card::of_lent(id("secours"), id("bordeaux"), &person("luc", "Luc", "Noir"), NOW.plus(900));
    // Bookings before their shifts, the loan after all: order must not matter.
    hub.write(&[
        (board, Record::Booking(booking("b1", "s1", "marie"))),
        (board, Record::Booking(booking("b2", "s2", "marie"))),
        (board, Record::Booking(Booking { answer: Answer::Yes, ..booking("b3", "s3", "marie") })),
        (board, Record::Need(need)),
    ]);
    hub.write(&[
        (board, Record::Shift(shift("s1", at("2020-03-26T09:00", 180)))),
        (board, Record::Shift(shift("s2", at("2020-03-26T10:00", 180)))),
        (board, Record::Shift(shift("s3", at("2020-03-27T10:00", 180)))),
        (board, Record::Shift(shift("s4", at("2020-03-27T11:00", 180)))),
        (board, Record::Booking(booking("b4", "s4", "marie"))),
        ("association/restos", place("bacalan", "Bacalan")),
        ("person/bordeaux/marie", Record::Person(marie)),
        ("card/bordeaux/restos/marie", Record::Card(card)),
        ("card/secours/bordeaux/luc", Record::Card(foreign)),
    ]);
    let pair = SettlementId { first: id("b3"), second: id("b4") };
    let device = hub.device();
    let ask = mainforte_domain::Ask {
        id: id("ask"),
        kind: id("food-distribution"),
        skill: None,
        district: None,
        window: at("2020-03-26T09:00", 600),
        hands: 3,
        note: String::new(),
        status: mainforte_domain::AskStatus::Open,
        at: NOW,
    };
    let request = mainforte_domain::LendRequest {
        id: id("l9"),
        volunteer: id("marie"),
        to: id("secours"),
        window: at("2020-03-28T09:00", 600),
        quota: None,
        refused: None,
    };
    let invite = mainforte_domain::Invite {
        id: id("i1"),
        org: id("restos"),
        secret_hash: "00".to_owned(),
        expires: NOW,
        used_by: None,
    };
    let reclaiming = mainforte_domain::ReclaimRequest { loan: id("l1"), by: device, at: NOW };
    let revoking = mainforte_domain::RevokeRequest { device, by: device, at: NOW, refused: None };
    let erasing = mainforte_domain::EraseRequest {
        owner: id("restos"),
        volunteer: id("paul"),
        shown_to: [id("bordeaux")].into(),
        reason: mainforte_domain::EraseReason::PersonAsks,
        step: mainforte_domain::EraseStep::Asked,
        by: device,
        at: NOW,
    };
    let name = "0f".repeat(16);
    let waiting =
        mainforte_domain::HubWait { hub: device, name: name.clone(), since: NOW, awaited: vec!["Restos".to_owned()] };
    hub.write(&[
        ("outbox/bordeaux", Record::HubWait(waiting)),
        ("outbox/bordeaux", Record::GoOn(mainforte_domain::GoOn { wait: name, by: device, at: NOW })),
        (board, Record::Settlement(Settlement { id: pair, keep: id("b3"), by: device, at: NOW })),
        ("loans/bordeaux/restos", Record::Loan(loan("l1", "restos", "marie", at("2020-03-26T00:00", 1440)))),
        ("loans/bordeaux/restos", Record::Loan(loan("l2", "restos", "marie", at("2020-03-27T00:00", 1440)))),
        ("outbox/restos", Record::GiveBack(mainforte_domain::GiveBack { loan: id("l2"), by: device, at: NOW })),
        ("outbox/restos", Record::Returned { loan: id("l2"), device }),
        ("outbox/bordeaux", Record::ReclaimRequest(reclaiming)),
        ("outbox/bordeaux", Record::RevokeRequest(revoking)),
        ("outbox/restos", Record::EraseRequest(erasing)),
        ("outbox/restos", Record::Erased { device, number: 7 }),
        ("outbox/restos", Record::Whereabouts { device, addresses: vec!["192.168.1.20:4433".to_owned()] }),
        ("outbox/restos", Record::Ask(ask)),
        ("outbox/bordeaux", Record::LendRequest(request)),
        ("outbox/bordeaux", Record::Invite(invite)),
    ]);
    hub
}

#[test]
fn rebuilding_from_the_documents_gives_the_same_rows() {
    let mut hub = story();
    let before = dump(&hub.store);
    let records: std::collections::BTreeMap<_, _> =
        hub.store.documents().unwrap().into_iter().map(|id| (id.clone(), hub.records(&id))).collect();
    hub.store.rebuild(|id| records[id].clone()).unwrap();
    assert_eq!(dump(&hub.store), before);
}

#[test]
fn rebuilding_mends_what_was_wrong() {
    let mut hub = story();
    let before = dump(&hub.store);
    let wrong =
        "UPDATE bookings SET standing = 'held'; DELETE FROM people_text; DELETE FROM contests; DELETE FROM loans";
    hub.store.connection.execute_batch(wrong).unwrap();
    let records: std::collections::BTreeMap<_, _> =
        hub.store.documents().unwrap().into_iter().map(|id| (id.clone(), hub.records(&id))).collect();
    assert_eq!(
        hub.store.rebuild(|id| records[id].clone()).unwrap(),
        5,
        "bookings, full text, contests, loans, reclaims"
    );
    assert_eq!(dump(&hub.store), before);
    assert_eq!(hub.store.rebuild(|id| records[id].clone()).unwrap(), 0);
}

#[test]
fn every_read_model_is_rebuilt() {
    let hub = Laptop::hub();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'people_text_%'";
    let mut statement = hub.store.connection.prepare(sql).unwrap();
    let tables: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let kept = [
        "meta",
        "documents",
        "seals",
        "changes",
        "removed_positions",
        "trust_log",
        "peers",
        "commands",
        "quarantine",
        "parcels",
        "parcel_readers",
        "mailboxes",
        "posted",
        "erasures",
        "to_write_again",
    ];
    let mut rebuilt: Vec<&str> = tables.iter().map(String::as_str).filter(|table| !kept.contains(table)).collect();
    rebuilt.sort_unstable();
    let mut named = crate::project::READ_MODELS.to_vec();
    named.sort_unstable();
    assert_eq!(rebuilt, named);
}
