//! A bad disk has spoiled what a laptop has stored of a document: what comes for it is refused, and *Vérifier et réparer* brings
//! all of it back.

use anyhow::{Context, Result, ensure};
use mainforte_api::{Command, Query};
use mainforte_domain::{DocumentId, OrgId, VolunteerId};
use mainforte_e2e::{Desk, Key, Stage, play_after};
use mainforte_tests::city::{Laptop, until};
use mainforte_tests::sample::person;
use mainforte_tests::shown;
use std::path::Path;

const ASSOCIATION: &str = "Restos du cœur";
const PHONE: &str = "06 39 98 00 07";
/// Marie's name, and what Louis hears it is.
const NAMES: [&str; 2] = ["Durand", "Quatresous"];

/// The bytes of all changes of a document in the log, and what is stored of it.
const SPOILED: [&str; 2] = [
    "UPDATE changes SET bytes = zeroblob(8) WHERE document = (SELECT num FROM documents WHERE id = ?1)",
    "UPDATE documents SET snapshot = zeroblob(8) WHERE id = ?1",
];

/// What is the matter with Amina's laptop.
struct Trouble {
    louis: Laptop,
    marie: VolunteerId,
}

#[tokio::test]
async fn what_comes_for_a_damaged_document_is_refused_until_it_is_repaired() -> Result<()> {
    play_after(a_bad_disk, "damaged", "amina", async |stage, desk, trouble| tell(stage, desk, trouble).await).await
}

#[tokio::test]
async fn what_is_lost_comes_back_from_a_colleague_before_anybody_wants_it() -> Result<()> {
    play_after(a_bad_disk, "damaged-log", "amina", async |stage, desk, trouble| tell_more(stage, desk, trouble).await)
        .await
}

async fn tell_more(stage: &Stage, desk: &Desk, Trouble { louis, .. }: Trouble) -> Result<()> {
    for (language, damaged, back) in [("fr", "Un document était abîmé", "revenu"), ("en", "nothing to repair", "")] {
        desk.speak(language).await?;
        desk.click("sync-corner").await?;
        desk.click("repair-button").await?;
        desk.read("repair-said", damaged).await?;
        desk.read("repair-compared", back).await?;
        desk.looks(&stage.screen, &format!("38-log-repaired-{language}")).await?;
        desk.press(Key::Escape).await?;
        desk.gone("sync-dialog").await?;
    }
    desk.click("nav-volunteers").await?;
    desk.says(NAMES[0]).await?;
    louis.close().await
}

/// Both laptops know Marie; then what Amina's has stored of her is spoiled, and her changes with it.
async fn a_bad_disk(stage: &mut Stage) -> Result<Trouble> {
    let amina = stage.laptop("Amina", ASSOCIATION).await?;
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    let marie = amina.add_person("Marie", NAMES[0], PHONE).await?;
    until("Louis knows Marie", 30, async || {
        Ok(louis.client().query(Query::Volunteer { id: marie.clone() }).await.is_ok())
    })
    .await?;
    let id = DocumentId::Person(own(&amina).await?, marie.clone());
    let data = amina.data().to_owned();
    amina.close().await?;
    spoil(&data, &id)?;
    Ok(Trouble { louis, marie })
}

/// As a bad disk leaves a document of a laptop that is switched off.
fn spoil(data: &Path, id: &DocumentId) -> Result<()> {
    let key = std::fs::read_to_string(data.join("mainforte.key"))?;
    let database = rusqlite::Connection::open(data.join("mainforte.db"))?;
    database.pragma_update(None, "key", format!("x'{}'", key.trim()))?;
    for sql in SPOILED {
        ensure!(database.execute(sql, [id.to_string()])? > 0, "{id} is not held in {}", data.display());
    }
    Ok(())
}

async fn tell(stage: &Stage, desk: &Desk, Trouble { louis, marie }: Trouble) -> Result<()> {
    desk.click("nav-settle").await?;
    desk.says("Rien à régler").await?;
    louis.execute(Command::EditPerson { id: marie, person: person("Marie", NAMES[1], PHONE) }).await?;
    refused(stage, desk).await?;
    repaired(stage, desk).await?;
    desk.says("Rien à régler").await?;
    desk.picture(&stage.screen, "37-nothing-left").await?;
    desk.click("nav-volunteers").await?;
    desk.says(NAMES[1]).await?;
    louis.close().await
}

/// Why, about whom, and what to do, in both languages.
async fn refused(stage: &Stage, desk: &Desk) -> Result<()> {
    let said = desk.read("refused-unreadable_here", "abîmé sur cet ordinateur").await?;
    for part in [NAMES[0], "Portable de Louis", "À faire", "Vérifier et réparer"] {
        ensure!(said.contains(part), "{part:?} is missing in {said:?}");
    }
    desk.looks(&stage.screen, "35-unreadable").await?;
    desk.speak("en").await?;
    desk.read("refused-unreadable_here", "Check and repair").await?;
    desk.looks(&stage.screen, "35-unreadable-en").await?;
    desk.speak("fr").await?;
    desk.find("refused-unreadable_here").await.map(drop)
}

/// Without a mouse: the way to the repair, what it mended, and what came back by whom.
async fn repaired(stage: &Stage, desk: &Desk) -> Result<()> {
    desk.tab_to("refused-to-repair").await?;
    desk.press(Key::Enter).await?;
    desk.find("repair-button").await?;
    desk.tab_to("repair-button").await?;
    desk.press(Key::Enter).await?;
    desk.read("repair-said", "Un document était abîmé").await?;
    desk.read("repair-compared", "Portable de Louis").await?;
    desk.looks(&stage.screen, "36-repaired").await?;
    desk.gone("refused-unreadable_here").await?;
    desk.press(Key::Escape).await?;
    desk.gone("sync-dialog").await?;
    ensure!(desk.focused().await?.as_deref() == Some("content"), "the keyboard has lost its place");
    Ok(())
}

async fn own(laptop: &Laptop) -> Result<OrgId> {
    shown!(laptop.query(Query::Me).await?, Me)?.org.context("the laptop belongs to nobody")
}
