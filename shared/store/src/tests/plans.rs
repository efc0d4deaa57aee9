//! How the database goes about what screens ask most: from few rows to many, and along an index.

use super::*;
use crate::Store;
use crate::screens::{COMING, bookings_statement};
use crate::value::heard;

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
];

/// Tables with a row for each city, device or association, and names of what was found before. They may be walked through.
const SMALL: &[&str] = &["CONSTANT", "beyond", "cities", "devices", "meta", "organisations", "peers"];

/// The house's promise: what is done often costs what changed, not what exists.
#[test]
fn nothing_that_is_done_often_walks_through_a_table_that_grows() {
    let mut laptop = Laptop::hub();
    for (what, act, indexes) in HOT {
        heard::take();
        act(&mut laptop);
        let asked = heard::take();
        let plans: Vec<String> = asked.iter().flat_map(|sql| plan(&laptop.store, sql)).collect();
        for index in *indexes {
            assert!(plans.iter().any(|line| line.contains(index)), "{what}: {index} is not used: {plans:?}");
        }
        let walks = plans.iter().filter_map(|line| line.strip_prefix("SCAN "));
        let large: Vec<_> =
            walks.filter(|walk| !SMALL.iter().any(|small| walk.split(' ').next() == Some(small))).collect();
        assert!(large.is_empty(), "{what} walks through {large:?}");
    }
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
