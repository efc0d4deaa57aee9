use super::*;
use crate::{Store, StoreKey};
use mainforte_documents::Record;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const FOLDER: &str = "MAINFORTE_KILLED_STORE";
const TEST: &str = "tests::kill::nothing_acknowledged_is_lost_when_the_process_is_killed";
const ROUNDS: u64 = 12;

/// The test program starts itself again as the process to be killed.
#[test]
#[expect(clippy::disallowed_methods, reason = "death must come at any moment, not after a certain step")]
fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        commit_for_ever(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    for round in 0..ROUNDS {
        let mut child = start(folder.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // First a commit at least, then death at another moment each time.
        let first = lines.by_ref().map_while(Result::ok).find_map(|line| position(&line));
        acknowledged = acknowledged.max(first.expect("the child commits"));
        std::thread::sleep(Duration::from_millis(7 * round + 3));
        child.kill().unwrap();
        child.wait().unwrap();
        let rest = lines.map_while(Result::ok).filter_map(|line| position(&line));
        acknowledged = rest.fold(acknowledged, u64::max);
        check(folder.path(), acknowledged);
    }
    assert!(acknowledged >= ROUNDS);
}

fn start(folder: &Path) -> Child {
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new(program);
    command.args(["--exact", TEST, "--nocapture"]).env(FOLDER, folder).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap()
}

fn position(line: &str) -> Option<u64> {
    line.trim().strip_prefix("acknowledged ")?.parse().ok()
}

fn open(folder: &Path) -> Store {
    Store::open(&folder.join("killed.db"), &StoreKey::new([9; 32])).unwrap()
}

fn commit_for_ever(folder: &Path) -> ! {
    let mut store = open(folder);
    store.set_owner(&id("restos"), &id("bordeaux")).unwrap();
    let mut amina = Laptop::amina();
    let from = store.position().unwrap();
    for no in from + 1.. {
        let volunteer = format!("v{no}");
        let record = Record::Person(person(&volunteer, "Marie", "Durand"));
        let commit = amina.draft(&[(&format!("person/restos/{volunteer}"), record)]);
        let position = store.commit(commit).unwrap().position;
        println!("acknowledged {position}");
        std::io::stdout().flush().unwrap();
    }
    unreachable!("positions do not end")
}

fn check(folder: &Path, acknowledged: u64) {
    let store = open(folder);
    let position = store.position().unwrap();
    assert!(position >= acknowledged, "{position} of {acknowledged} acknowledged are there");
    let intact: String = store.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(intact, "ok");
    // Whole commits: each change with its person, its text and its seal.
    for table in ["people", "people_records", "people_text", "seals", "documents"] {
        let sql = format!("SELECT count(*) FROM {table}");
        let count: i64 = store.connection.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(count as u64, position, "{table}");
    }
    check_chain(&store, position);
}

/// Every link follows from the one before.
pub(super) fn check_chain(store: &Store, position: u64) {
    for position in 1..=position {
        let before = store.chain_at(position - 1).unwrap().unwrap();
        let sql = "SELECT hash FROM changes WHERE position = ?1";
        let hash: [u8; 32] = store.connection.query_row(sql, [position as i64], |row| row.get(0)).unwrap();
        assert_eq!(store.chain_at(position).unwrap().unwrap(), crate::commit::next_link(&before, &hash));
    }
    assert_eq!(store.chain_at(position + 1).unwrap(), None);
}
