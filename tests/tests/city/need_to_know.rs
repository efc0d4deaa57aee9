use crate::town::{RESTOS, SECOURS, Town, add_person, org, person, publish, tomorrow_morning};
use mainforte_api::{Command, Outcome, Query};
use mainforte_domain::{DocumentKind, OrgId, VolunteerId};
use mainforte_tests::city::{Gathering, Laptop};
use mainforte_tests::shown;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::path::Path;

/// Names that stand nowhere else, so that their bytes can be looked for.
const OF_RESTOS: &str = "Zéphirine";
const OF_SECOURS: &str = "Barnabé";
const OF_THE_POOL: &str = "Quiterie";
const LENT: &str = "Onésime";

/// Every value of every table of a node's database, opened with its key.
fn bytes_on_disk(data: &Path) -> Vec<Vec<u8>> {
    let key = std::fs::read_to_string(data.join("mainforte.key")).unwrap();
    let connection = Connection::open(data.join("mainforte.db")).unwrap();
    connection.pragma_update(None, "key", format!("x'{}'", key.trim())).unwrap();
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.len() > 5, "{names:?}");
    names.iter().flat_map(|name| values(&connection, name)).collect()
}

fn values(connection: &Connection, table: &str) -> Vec<Vec<u8>> {
    let mut select = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let columns = select.column_count();
    let mut rows = select.query([]).unwrap();
    let mut values = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            match row.get_ref(column).unwrap() {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => values.push(bytes.to_vec()),
                _ => {}
            }
        }
    }
    values
}

/// Whether a name, as written or folded for the search, stands anywhere on the disk.
fn holds(disk: &[Vec<u8>], name: &str) -> bool {
    let folded = mainforte_domain::fold(name);
    let needles = [name.as_bytes(), folded.as_bytes()];
    disk.iter().any(|value| needles.iter().any(|needle| value.windows(needle.len()).any(|part| part == *needle)))
}

async fn pool(town: &Town, given: &str) -> VolunteerId {
    let person = person(given, "Dupouy", "06 39 98 00 07");
    match town.hub.execute(Command::AddPerson { person }).await.unwrap() {
        Outcome::PersonSaved { id, .. } => id,
        other => panic!("{other:?}"),
    }
}

/// Nobody holds a foreign person's document, and a card only who may read it.
fn nobody_holds_too_much(gathering: &Gathering, orgs: &[(&str, &OrgId)], city: &OrgId) {
    for (node, org) in orgs {
        for document in gathering.digests[*node].keys() {
            assert!(document.readable_by(org, city), "{node} holds {document}");
            if document.kind() == DocumentKind::Person {
                assert_eq!(document.owner(), *org, "{node} holds {document}");
            }
        }
    }
}

#[tokio::test]
async fn a_laptop_holds_no_byte_of_a_person_who_is_not_its_associations_or_lent_to_it() {
    let mut town = Town::found().await;
    let amina = town.laptop("Amina", RESTOS).await;
    let yasmine = town.laptop("Yasmine", SECOURS).await;
    add_person(&amina, OF_RESTOS, "Labat").await;
    add_person(&yasmine, OF_SECOURS, "Labat").await;
    publish(&amina, "Distribution, Bacalan").await;
    pool(&town, OF_THE_POOL).await;
    let lent = pool(&town, LENT).await;
    let (window, _) = tomorrow_morning(&amina).await;
    let (restos, secours, city) = (org(&amina).await, org(&yasmine).await, town.city().await);
    town.hub.execute(Command::Lend { volunteer: lent, to: restos.clone(), window, quota: None }).await.unwrap();
    let gathering = town.agree(&[&amina, &yasmine]).await;
    nobody_holds_too_much(&gathering, &[("hub", &city), ("Amina", &restos), ("Yasmine", &secours)], &city);

    let disks = [on_disk(amina).await, on_disk(yasmine).await, {
        town.hub.stop().await.unwrap();
        bytes_on_disk(town.hub.data())
    }];
    let found = |name: &str| disks.iter().map(|disk| holds(disk, name)).collect::<Vec<_>>();
    assert_eq!(found(OF_RESTOS), [true, false, false]);
    assert_eq!(found(OF_SECOURS), [false, true, false]);
    assert_eq!(found(OF_THE_POOL), [false, false, true]);
    assert_eq!(found(LENT), [true, false, true]);
}

async fn on_disk(laptop: Laptop) -> Vec<Vec<u8>> {
    let data = laptop.data().to_owned();
    laptop.close().await.unwrap();
    bytes_on_disk(&data)
}

#[tokio::test]
async fn without_its_key_a_database_says_nothing() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", RESTOS).await;
    add_person(&amina, OF_RESTOS, "Labat").await;
    let people = Query::Volunteers { filter: Default::default(), sort: Default::default(), offset: 0, limit: 1 };
    assert_eq!(shown!(amina.query(people).await.unwrap(), Volunteers).unwrap().total, 1);
    let data = amina.data().to_owned();
    amina.close().await.unwrap();
    let files: Vec<Vec<u8>> =
        ["mainforte.db", "mainforte.db-wal"].iter().filter_map(|name| std::fs::read(data.join(name)).ok()).collect();
    assert!(files.iter().map(Vec::len).sum::<usize>() > 20_000, "the person must be on the disk to be looked for");
    assert!(!holds(&files, OF_RESTOS) && !holds(&files, "SQLite format 3"));
}
