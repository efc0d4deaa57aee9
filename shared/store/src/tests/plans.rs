//! How the database goes about what screens ask most: from few rows to many, and along an index.

use super::*;
use crate::Store;
use crate::screens::{COMING, REFUSED_GROUPS, bookings_statement};

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
