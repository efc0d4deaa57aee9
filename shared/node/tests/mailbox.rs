//! Two laptops of one association that are never connected to each other exchange through the hub, which cannot read it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use data_encoding::BASE64;
use mainforte_api::{
    Arriving, Base64, Command, ImportFile, Link, Notice, PeopleFilter, PeopleSort, PersonDraft, Query, View,
};
use mainforte_domain::{DeviceId, Minute, VolunteerId};
use mainforte_sync::bundle;
use std::time::{Duration, Instant};
use town::{Laptop, Town, person};

/// People for several parcels.
const MANY: u32 = 4_000;
/// So late that nothing goes for its age.
const LATE: Minute = Minute(i64::MAX / 2);

/// Waits until a laptop knows somebody, and answers what it knows.
async fn learns(laptop: &Laptop, id: &VolunteerId) -> PersonDraft {
    until("the person is there", || async { laptop.node.query(Query::Volunteer { id: id.clone() }).await.is_ok() })
        .await;
    let View::Volunteer(sheet) = laptop.query(Query::Volunteer { id: id.clone() }).await else { panic!() };
    PersonDraft { note: sheet.person.note, ..marie() }
}

async fn until<F: Future<Output = bool>>(what: &str, is_so: impl Fn() -> F) {
    let until = Instant::now() + Duration::from_secs(15);
    while !is_so().await {
        assert!(Instant::now() < until, "{what}: not in time");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

async fn sent(laptop: &Laptop) {
    until("all is sent", || async { laptop.node.sync_state().unwrap().to_send == 0 }).await;
}

fn marie() -> PersonDraft {
    person("Marie", "Durandeau", "06 12 34 56 78")
}

#[tokio::test(flavor = "multi_thread")]
async fn laptops_that_never_meet_exchange_people_through_the_hub() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    amina.offline().await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    louis.offline().await;

    // Amina learns of Louis's laptop and deposits, Louis fetches, one after the other.
    let id = amina.add(marie()).await;
    assert_eq!(amina.node.sync_state().unwrap().to_send, 0, "as far as Amina knows, hers is the only laptop");
    amina.online().await;
    until("Louis is known", || async {
        amina.node.query(Query::Digests).await.is_ok() && knows_of(&amina, &louis).await
    })
    .await;
    sent(&amina).await;
    amina.offline().await;
    louis.online().await;
    assert_eq!(learns(&louis, &id).await, marie());

    // And back, and once more: what changed, not everything.
    let edited = PersonDraft { note: "le soir".to_owned(), ..marie() };
    louis.done(Command::EditPerson { id: id.clone(), person: edited }).await;
    sent(&louis).await;
    louis.offline().await;
    amina.online().await;
    until("the note is there", || async { learns(&amina, &id).await.note == "le soir" }).await;
    sent(&amina).await;
    assert_eq!(amina.digests().await.len(), louis.digests().await.len());
    let View::Quarantine(refused) = amina.query(Query::Quarantine).await else { panic!() };
    assert_eq!(refused.open.count, 0, "{refused:?}");
}

async fn knows_of(laptop: &Laptop, other: &Laptop) -> bool {
    let other = other.node.device().unwrap();
    let View::Associations(view) = laptop.query(Query::Associations).await else { panic!() };
    view.rows.iter().flat_map(|row| &row.devices).any(|row| row.device == other)
}

/// Louis joins and leaves; Amina comes, leaves what he lacks at the hub, and goes.
async fn louis_joins_and_is_written_to(town: &Town, amina: &Laptop) -> Laptop {
    let louis = town.laptop("louis", "Restos du cœur").await;
    louis.offline().await;
    amina.online().await;
    until("Louis is known", || knows_of(amina, &louis)).await;
    sent(amina).await;
    amina.offline().await;
    louis
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_that_joins_later_gets_everyone_and_the_mailbox_empties() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let mut people = Vec::new();
    for number in 10..40 {
        people.push(amina.add(person("Paul", &format!("Roux{number}"), &format!("06 12 34 56 {number}"))).await);
    }
    amina.offline().await;
    let louis = louis_joins_and_is_written_to(&town, &amina).await;
    louis.online().await;
    for id in &people {
        learns(&louis, id).await;
    }
    // What he has taken in he confirms a moment later. Frames come in order: a hub that holds what he deposits now has heard it.
    louis.add(marie()).await;
    sent(&louis).await;
    let louis_device = louis.node.device().unwrap();
    louis.offline().await;
    let (store, _folder) = town.hub_store().await;
    assert_eq!(store.parcel_for(&louis_device).unwrap(), None, "what was fetched is gone from the hub");
    assert!(store.last_parcel().unwrap() > 0);
}

/// A list as associations have them, for several parcels.
fn many_people() -> ImportFile {
    let line = |number| format!("Roux{number};Paul;06 39 98 {:02} {:02}\n", number / 100, number % 100);
    let lines: String = (0..MANY).map(line).collect();
    let list = format!("Nom;Prénom;Téléphone\n{lines}");
    ImportFile { name: "benevoles.csv".to_owned(), content: Base64(BASE64.encode(list.as_bytes())) }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_copy_by_the_mailbox_shows_how_much_has_come_until_it_ends() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    amina.offline().await;
    amina.done(Command::ImportPeople { file: many_people(), merge_lines: Vec::new() }).await;
    let louis = louis_joins_and_is_written_to(&town, &amina).await;

    let mut notices = louis.node.watch();
    louis.online().await;
    until("everybody is there", || async { count_of(&louis).await == MANY }).await;
    until("nothing more is waited for", || async { louis.node.sync_state().unwrap().arriving.is_none() }).await;
    let mut seen: Vec<Option<Arriving>> = Vec::new();
    while let Ok(notice) = notices.try_recv() {
        if let Notice::Sync { sync } = notice {
            assert!(sync.arriving.is_none() || sync.link != Link::UpToDate, "more is to come: {sync:?}");
            seen.push(sync.arriving);
        }
    }
    seen.dedup();
    let steps: Vec<Arriving> = seen.iter().flatten().copied().collect();
    assert!(steps.len() >= 2, "{seen:?}");
    assert!(steps.windows(2).all(|pair| pair[0].received < pair[1].received), "{steps:?}");
    assert!(steps.iter().all(|step| step.of.is_none() && step.received < MANY), "nobody knows how much: {steps:?}");
    assert_eq!(seen.last(), Some(&None), "it ends: {seen:?}");
}

async fn count_of(laptop: &Laptop) -> u32 {
    let all = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset: 0, limit: 1 };
    let View::Volunteers(page) = laptop.query(all).await else { panic!() };
    page.total
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hub_holds_a_parcel_that_it_cannot_read() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    amina.offline().await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    louis.offline().await;
    amina.online().await;
    until("Louis is known", || knows_of(&amina, &louis)).await;
    let id = amina.add(marie()).await;
    sent(&amina).await;
    amina.offline().await;

    let hub = town.hub.device().unwrap();
    let louis_device = louis.node.device().unwrap();
    let (store, _folder) = town.hub_store().await;
    let (_, parcel) = store.parcel_for(&louis_device).unwrap().expect("a parcel waits for Louis");
    let header = bundle::check(&parcel).unwrap();
    assert!(header.is_for(&louis_device) && !header.is_for(&hub));
    for secret in ["Durandeau", "Marie", "+33612345678", id.as_str()] {
        assert!(!contains(&parcel, secret), "{secret} stands in the parcel");
    }
    let documents = store.documents().unwrap();
    assert!(documents.iter().all(|document| !document.to_string().starts_with("person/")), "{documents:?}");
    assert_eq!(store.parcel_for(&DeviceId([9; 32])).unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_newer_program_sent_waits_at_the_hub_and_what_is_behind_it_arrives() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    town.quiet(&[&amina, &louis]).await;
    louis.offline().await;
    amina.offline().await;
    let (amina_device, louis_device) = (amina.node.device().unwrap(), louis.node.device().unwrap());
    let at = town.hub.addresses().await[0];
    let (mut store, folder) = town.hub_store().await;
    let newer = [&b"mainforte-bundle"[..], &(bundle::BUNDLE_VERSION + 1).to_le_bytes(), b"sealed"].concat();
    assert!(store.keep_parcel(&amina.org().await, &amina_device, &[louis_device], &newer, LATE).unwrap());
    drop(store);

    let town = Town::again(folder, at).await;
    amina.online().await;
    let id = amina.add(marie()).await;
    sent(&amina).await;
    amina.offline().await;
    assert!(!louis.node.sync_state().unwrap().newer_mail);
    louis.online().await;
    assert_eq!(learns(&louis, &id).await, marie());
    until("Louis is told to update", || async { louis.node.sync_state().unwrap().newer_mail }).await;
    louis.offline().await;
    let (store, _folder) = town.hub_store().await;
    assert_eq!(store.parcel_for(&louis_device).unwrap().unwrap().1, newer, "it waits for the update");
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
