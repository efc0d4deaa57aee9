//! Devices that are never connected exchange by files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use mainforte_api::{
    BundleFor, BundleProblem, BundleRead, BundleWritten, Command, Outcome, PersonDraft, Query, Refusal, View,
};
use mainforte_domain::VolunteerId;
use mainforte_node::Node;
use town::{Laptop, Town, person, until, weekly_need};

async fn export(from: &Node, to: BundleFor, everything: bool, file: &str) -> BundleWritten {
    let command = Command::ExportBundle { to, everything, file: file.to_owned() };
    let Outcome::BundleExported { written } = from.execute(command).await.unwrap() else { panic!() };
    written
}

async fn import(at: &Node, file: &str) -> BundleRead {
    let Outcome::BundleImported { read } = try_import(at, file).await.unwrap() else { panic!() };
    read
}

async fn try_import(at: &Node, file: &str) -> Result<Outcome, Refusal> {
    at.execute(Command::ImportBundle { file: file.to_owned() }).await
}

fn for_device(laptop: &Laptop) -> BundleFor {
    BundleFor::Device { device: laptop.node.device().unwrap() }
}

/// Whether one knows that the other holds everything already: a file for it would be empty.
async fn has_heard(one: &Laptop, other: &Laptop) -> bool {
    export(&one.node, for_device(other), false, &one.file("probe")).await.changes == 0
}

/// Amina and Louis of one association, up to date, each knowing it of the other, and then without any network.
async fn apart(town: &Town) -> (Laptop, Laptop) {
    let amina = town.laptop("amina", "Restos du cœur").await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    town.quiet(&[&amina, &louis]).await;
    until("each knows what the other holds", async || {
        has_heard(&amina, &louis).await && has_heard(&louis, &amina).await
    })
    .await;
    amina.offline().await;
    louis.offline().await;
    (amina, louis)
}

fn marie() -> PersonDraft {
    person("Marie", "Durand", "06 12 34 56 78")
}

async fn knows(laptop: &Laptop, volunteer: &VolunteerId) -> bool {
    laptop.node.query(Query::Volunteer { id: volunteer.clone() }).await.is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_louis_lacks_comes_in_a_file_once_and_again() {
    let town = Town::found().await;
    let (amina, louis) = apart(&town).await;
    let id = amina.add(marie()).await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    amina.book(&shifts[0], &id).await;
    let file = amina.file("louis.mainforte");
    let written = export(&amina.node, for_device(&louis), false, &file).await;
    assert_eq!(written.name, "louis");
    assert!(written.changes > 0);
    assert_eq!(written.bytes, std::fs::metadata(&file).unwrap().len());

    let read = import(&louis.node, &file).await;
    assert_eq!((read.device.as_str(), read.organisation.as_str()), ("amina", "Restos du cœur"));
    assert_eq!((read.taken, read.refused, read.waiting), (written.changes, 0, 0));
    assert_eq!(amina.digests().await, louis.digests().await);
    assert_eq!(louis.rights(&shifts).await, amina.rights(&shifts).await);

    let again = import(&louis.node, &file).await;
    assert_eq!((again.taken, again.known), (0, written.changes));
    assert_eq!(amina.digests().await, louis.digests().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_confirms_and_the_next_file_is_short() {
    let town = Town::found().await;
    let (amina, louis) = apart(&town).await;
    amina.add(marie()).await;
    let (there, back, next) = (amina.file("1"), louis.file("2"), amina.file("3"));
    export(&amina.node, for_device(&louis), false, &there).await;
    import(&louis.node, &there).await;
    louis.add(person("Paul", "Roux", "06 12 34 56 79")).await;
    export(&louis.node, for_device(&amina), false, &back).await;
    let read = import(&amina.node, &back).await;
    assert_eq!(read.taken, 1, "what came from Amina does not go back to her");
    assert_eq!(amina.node.sync_state().unwrap().to_send, 0, "Louis has confirmed in his file");

    let nothing = export(&amina.node, for_device(&louis), false, &next).await;
    assert_eq!((nothing.changes, nothing.bytes), (0, 0));
    assert!(!std::path::Path::new(&next).exists());
    let everything = export(&amina.node, for_device(&louis), true, &next).await;
    assert!(everything.changes > 3);
    assert_eq!(import(&louis.node, &next).await.taken, 0);
    amina.online().await;
    louis.online().await;
    town.quiet(&[&amina, &louis]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_another_order_nothing_is_lost_and_what_comes_too_early_says_so() {
    let town = Town::found().await;
    let (amina, louis) = apart(&town).await;
    let id = amina.add(marie()).await;
    let (first, back, second) = (amina.file("1"), louis.file("back"), amina.file("2"));
    export(&amina.node, for_device(&louis), false, &first).await;
    let before = louis.restored_copy().await;
    import(&before.node, &first).await;
    let backup = louis.restored_copy().await;
    export(&before.node, for_device(&amina), true, &back).await;
    import(&amina.node, &back).await;
    let edit = PersonDraft { note: "le soir".to_owned(), ..marie() };
    amina.done(Command::EditPerson { id: id.clone(), person: edit }).await;
    export(&amina.node, for_device(&louis), false, &second).await;

    // Louis's laptop was put back to before the first file: the second one builds on what is not there.
    let early = import(&backup.node, &second).await;
    assert_eq!((early.taken, early.refused, early.waiting), (0, 0, 1));
    assert!(!knows(&backup, &id).await);
    assert!(import(&backup.node, &first).await.taken > 0, "what waited is taken with what it waited for");
    assert_eq!(import(&backup.node, &second).await.taken, 0);
    let View::Volunteer(sheet) = backup.query(Query::Volunteer { id }).await else { panic!() };
    assert_eq!(sheet.person.note, "le soir");
    let View::Quarantine(refused) = backup.query(Query::Quarantine).await else { panic!() };
    assert_eq!(refused.open.count, 0, "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hub_is_told_by_file_and_learns_nothing_of_people() {
    let town = Town::found().await;
    let (amina, louis) = apart(&town).await;
    let id = amina.add(marie()).await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    amina.book(&shifts[0], &id).await;
    let (there, back) = (amina.file("hub.mainforte"), amina.file("back.mainforte"));
    export(&amina.node, BundleFor::Hub, false, &there).await;
    let read = import(&town.hub, &there).await;
    assert_eq!((read.refused, read.waiting), (0, 0));
    assert!(read.taken >= 2, "{read:?}");
    assert!(town.hub_digests().await.iter().all(|d| !d.document.to_string().starts_with("person/")));
    let View::Needs(needs) = town.hub.query(Query::Needs { window: amina.window(&shifts[0]).await }).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(needs.len(), 1, "the city sees the need");

    // What Amina brought by stick, Louis gets from the hub by the network.
    louis.online().await;
    town.quiet(&[&louis]).await;
    assert!(louis.node.query(Query::Shift { id: shifts[0].clone() }).await.is_ok());
    export(&town.hub, BundleFor::Organisation { org: amina.org().await }, true, &back).await;
    assert_eq!(import(&amina.node, &back).await.refused, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_city_for_somebody_else_or_not_whole_is_refused_in_words() {
    let (town, elsewhere) = (Town::found().await, Town::found().await);
    let (amina, louis) = apart(&town).await;
    let rachid = elsewhere.laptop("rachid", "Secours").await;
    let sonia = elsewhere.laptop("sonia", "Secours").await;
    let (foreign, own) = (rachid.file("foreign"), amina.file("own"));
    export(&rachid.node, for_device(&sonia), true, &foreign).await;
    let refused = try_import(&amina.node, &foreign).await.unwrap_err();
    let other = BundleProblem::OtherCity { city: "Ville de Bordeaux".to_owned() };
    assert_eq!(refused, Refusal::Bundle { problem: other });

    let id = amina.add(marie()).await;
    export(&amina.node, for_device(&louis), false, &own).await;
    let whole = std::fs::read(&own).unwrap();
    assert_eq!(
        try_import(&town.hub, &own).await.unwrap_err(),
        Refusal::Bundle { problem: BundleProblem::NotForThisDevice }
    );
    let mut altered = whole.clone();
    let last_part = altered.len() - 100;
    altered[last_part] ^= 1;
    for bad in [&whole[..whole.len() - 1], &whole[..whole.len() / 2], &altered] {
        std::fs::write(&own, bad).unwrap();
        let refused = try_import(&louis.node, &own).await.unwrap_err();
        assert_eq!(refused, Refusal::Bundle { problem: BundleProblem::Damaged });
        assert!(!knows(&louis, &id).await, "nothing is taken from a file that is not whole");
    }
    std::fs::write(&own, &whole).unwrap();
    import(&louis.node, &own).await;
    assert!(knows(&louis, &id).await);
    let gone = try_import(&louis.node, "/nowhere/at/all").await.unwrap_err();
    assert!(matches!(gone, Refusal::NotFound { ref what, .. } if what == "file"), "{gone:?}");
}
