//! A database that an earlier version wrote is brought up to date with what is in it.

use super::*;
use crate::{CommandEntry, Commit, Store, connect};
use rusqlite::Connection;
use rusqlite_migration::Migrations;

/// A database without a key, as it was after so many steps, with these rows.
fn after(steps: usize, rows: &str) -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut connection = Connection::open(&path).unwrap();
    Migrations::from_slice(&connect::STEPS[..steps]).to_latest(&mut connection).unwrap();
    connection.execute_batch(rows).unwrap();
    drop(connection);
    (Store::open_with(&path, None).unwrap(), folder)
}

#[test]
fn what_was_open_before_the_costs_were_mended_is_open_after_it() {
    let request = |refused: &str| {
        r#"{"id":"ID","volunteer":"marie","to":"restos","window":{"from":1,"until":2},"quota":null,"refused":REFUSED}"#
            .replace("REFUSED", refused)
    };
    let lent = r#"{"id":"l1","to":"restos","volunteer":"marie"}"#;
    let rows = format!(
        "PRAGMA foreign_keys = OFF;
         INSERT INTO lend_requests VALUES (1, 'l1', '{granted}'), (1, 'l2', '{open}'), (1, 'l3', '{refused}');
         INSERT INTO loans VALUES (2, 'l1', 'restos', 'marie', 1, 2, 1, 1, 'returned', '{lent}');
         INSERT INTO give_backs VALUES (3, 'restos', 'l1', 1), (3, 'restos', 'l4', 1);
         INSERT INTO parcels (org, at, bytes, hash) VALUES ('restos', 1, x'0102', randomblob(32)),
           ('restos', 1, x'03', randomblob(32)), ('secours', 1, x'04', randomblob(32));",
        granted = request("null").replace("ID", "l1"),
        open = request("null").replace("ID", "l2"),
        refused = request("\"no\"").replace("ID", "l3"),
    );
    let (store, _folder) = after(7, &rows);
    let open: Vec<_> = store.open_lend_requests().unwrap().into_iter().map(|request| request.id).collect();
    assert_eq!(open, [id("l2")]);
    let to_see = store.give_backs_not_acknowledged(&id("restos"), &mainforte_domain::DeviceId([1; 32])).unwrap();
    assert_eq!(to_see, [id("l4")]);
    let sql = "SELECT parcels * 10 + bytes FROM mailboxes ORDER BY org";
    let mut statement = store.connection.prepare(sql).unwrap();
    let kept: Vec<i64> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(kept, [23, 11]);
}

/// Undo names a step by its number: none may be given again.
#[test]
fn the_history_goes_on_where_it_was() {
    let rows = "INSERT INTO commands (entry, at, name, subject, count, undone) VALUES
        (4, 1, 'add_person', 'Marie', 1, 1), (7, 2, 'edit_person', 'Zoé', 1, 0);";
    let (mut store, _folder) = after(11, rows);
    let kept: Vec<i64> = store.history(10).unwrap().into_iter().map(|step| step.entry).collect();
    assert_eq!(kept, [7, 4]);
    let command =
        Some(CommandEntry { name: "erase".to_owned(), subject: String::new(), count: 1, undo: None, volunteer: None });
    assert_eq!(store.commit(Commit { command, ..Commit::at(NOW) }).unwrap().entry, Some(8));
}
