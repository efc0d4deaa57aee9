//! How the database goes about what screens ask most: from few rows to many, and along an index.

use super::*;
use crate::Store;
use crate::screens::{COMING, REFUSED_GROUPS, bookings_statement};
use crate::value::heard;
use mainforte_documents::Record;

/// Something that is done, and the indexes that have to make it cheap.
type Done = (&'static str, fn(&mut Laptop), &'static [&'static str]);

/// What is done at each notice, commit or contact.
const HOT: &[Done] = &[
    (
        "changes of a device that was shut out",
        |l| drop(l.store.count_beyond(&l.device(), 1)),
        &["(device=? AND counter>?)", "(device=? AND counter<?)"],
    ),
    (
        "documents of a device that was shut out",
        |l| drop(l.store.sealed_beyond(&l.org, &l.device(), 1)),
        &["(device=? AND counter>?)", "(device=? AND counter<?)"],
    ),
    (
        "a deposit",
        |l| drop(l.store.keep_parcel(&l.org, &l.key.id(), &[l.key.id()], b"sealed", NOW)),
        &["mailboxes USING PRIMARY KEY (org=?)", "mailboxes USING PRIMARY KEY (org=? AND sender=?)"],
    ),
    (
        "what waits in the mailbox",
        |l| drop(l.store.parcel_for(&l.device())),
        &["r USING PRIMARY KEY (device=? AND parcel>?)"],
    ),
    ("a parcel that was fetched", |l| drop(l.store.fetched(&l.key.id(), 1)), &["parcels USING INTEGER PRIMARY KEY"]),
    ("tidying the mailbox", |l| drop(l.store.tidy_mailbox(NOW)), &["parcels_by_time"]),
    ("the loans of a term", |l| drop(l.store.loans_issued(1)), &["loans_by_term (term=?)"]),
    (
        "requests to lend that are open",
        |l| drop(l.store.open_lend_requests()),
        &["lend_requests_not_granted (refused=?)"],
    ),
    (
        "give-backs to acknowledge",
        |l| drop(l.store.give_backs_not_acknowledged(&l.org, &l.key.id())),
        &["give_backs_open (org=?)", "returned_by_loan (org=? AND loan=? AND device=?)"],
    ),
    ("give-backs to take note of", |l| drop(l.store.give_backs_open()), &["loans_by_id (id=?)"]),
    ("loans to take back", |l| drop(l.store.open_reclaims()), &["reclaim_requests_open", "loans_by_id (id=?)"]),
    ("what was taken back", |l| drop(l.store.reclaimed(NOW)), &["loans_reclaimed (ends>?)"]),
    ("cards that have ended", |l| drop(l.store.ended_cards(NOW)), &["cards_by_end (ends<?)"]),
    (
        "a booking",
        |l| drop(l.write(&[("board/bordeaux/2020-03", Record::Booking(booking("b1", "s1", "marie")))])),
        &["bookings_by_volunteer (volunteer=? AND org=?)", "settlements_by_first (org=? AND first=?)"],
    ),
    (
        "a loan",
        |l| {
            drop(l.write(&[(
                "loans/bordeaux/restos",
                Record::Loan(loan("l1", "restos", "marie", at("2020-03-26T09:00", 60))),
            )]))
        },
        &["loans_by_volunteer (volunteer=?)"],
    ),
];

/// Tables and indexes that may be walked through: a row for each city or device, what is kept within bounds, what was found
/// before, what is open.
const SMALL: &[&str] =
    &["CONSTANT", "beyond", "cities", "devices", "quarantine", "asked", "give_backs_open", "reclaim_requests_open"];

/// The house's promise: what is done often costs what changed, not what exists.
#[test]
fn nothing_that_is_done_often_walks_through_a_table_that_grows() {
    let mut laptop = Laptop::hub();
    let mut faults = Vec::new();
    for (what, act, indexes) in HOT {
        heard::take();
        act(&mut laptop);
        let plans: Vec<String> = heard::take().iter().flat_map(|sql| plan(&laptop.store, sql)).collect();
        let unused = indexes.iter().filter(|index| !plans.iter().any(|line| line.contains(**index)));
        faults.extend(unused.map(|index| format!("{what} does not use {index}: {plans:?}")));
        let walks = plans.iter().filter_map(|line| line.strip_prefix("SCAN "));
        let is_small = |walk: &str| walk.split(' ').any(|word| SMALL.contains(&word));
        faults.extend(walks.filter(|walk| !is_small(walk)).map(|walk| format!("{what} walks through {walk}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn plan(store: &Store, sql: &str) -> Vec<String> {
    let mut statement = store.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nothing = rusqlite::params_from_iter(vec![0; statement.parameter_count()]);
    statement.query_map(nothing, |row| row.get(3)).unwrap().map(Result::unwrap).collect()
}

/// Once it looked for each person of each booking among all people that are shown.
#[test]
fn bookings_are_reached_from_coming_shifts_and_people_by_their_ids() {
    let amina = Laptop::amina();
    let plan = plan(&amina.store, &bookings_statement(COMING, 100));
    let by = |index: &str| plan.iter().position(|line| line.contains(index));
    assert_eq!(by("SEARCH s USING INDEX shifts_by_end (org=? AND ends>?)"), Some(0), "{plan:?}");
    assert_eq!(by("SEARCH b USING INDEX bookings_by_shift (document=? AND shift=?)"), Some(1), "{plan:?}");
    assert_eq!(by("SEARCH p USING INDEX people_by_id (id=? AND shown=?)"), Some(2), "{plan:?}");
}

/// A list of ten thousand is read along an index and never sorted whole.
#[test]
fn a_page_by_name_date_or_age_sorts_nothing() {
    let amina = Laptop::amina();
    for order in ["p.sort_name, p.id", "p.last_asked, p.sort_name, p.id", "p.added DESC"] {
        let sql = format!("SELECT p.num FROM people p WHERE p.shown = 1 ORDER BY {order} LIMIT 50");
        let plan = plan(&amina.store, &sql);
        assert!(
            plan.iter().all(|line| line.starts_with("SCAN p USING INDEX people_by_") || line.contains("COVERING")),
            "{plan:?}"
        );
        assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE")), "{order}: {plan:?}");
    }
}

/// Refused changes may be long; what is shown of them stands in an index.
#[test]
fn what_was_refused_is_read_from_an_index_alone() {
    let amina = Laptop::amina();
    let plan = plan(&amina.store, REFUSED_GROUPS);
    assert!(
        plan.iter().any(|line| line.contains("quarantine USING COVERING INDEX quarantine_shown (seen=?)")),
        "{plan:?}"
    );
}
