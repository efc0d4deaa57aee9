//! The window behind the sync corner: who is connected and how, what waits, repair, and the exchange by file.

use std::path::Path;

use anyhow::{Result, ensure};
use mainforte_api::{BundleFor, BundleRead, Command, Outcome, PeopleFilter, PeopleSort, Query};
use mainforte_e2e::{Desk, Key, Stage, play};
use mainforte_tests::city::{Laptop, unexpected_outcome, until};
use mainforte_tests::shown;

const ASSOCIATION: &str = "Restos du cœur";
const LOUIS: &str = "Portable de Louis";

#[tokio::test]
async fn a_person_sees_how_the_exchange_stands_repairs_and_carries_a_file() -> Result<()> {
    play("sync-page", "amina", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &mut Stage, desk: &Desk) -> Result<()> {
    desk.join(&stage.hub.invite(ASSOCIATION).await?, ASSOCIATION, "Portable d’Amina").await?;
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    connected(stage, desk).await?;
    repair(stage, desk).await?;
    in_english(stage, desk).await?;

    // Without any network.
    louis.set_online(false).await?;
    stage.hub.stop().await?;
    add_marie(desk).await?;
    apart(stage, desk).await?;
    carry_there(stage, desk, &louis).await?;
    carry_back(stage, desk, &louis).await?;

    stage.hub.serve().await?;
    louis.set_online(true).await?;
    desk.read("sync-waiting", "Tout est envoyé").await?;
    louis.close().await
}

/// The hub and Louis' laptop are there, with the way that leads to each.
async fn connected(stage: &Stage, desk: &Desk) -> Result<()> {
    desk.click("sync-corner").await?;
    desk.read("sync-peers", LOUIS).await?;
    until("both are connected on the local network", 60, async || {
        let said = desk.read("sync-peers", " ").await?;
        Ok(said.matches("connecté maintenant").count() == 2 && said.matches("réseau local").count() == 2)
    })
    .await?;
    desk.looks(&stage.screen, "40-sync").await
}

async fn repair(stage: &Stage, desk: &Desk) -> Result<()> {
    desk.tab_to("repair-button").await?;
    desk.press(Key::Enter).await?;
    desk.read("repair-said", "rien à réparer").await?;
    until("everybody has been compared with", 90, async || {
        Ok(desk.read("repair-compared", " ").await?.contains("chacun a la même chose"))
    })
    .await?;
    desk.looks(&stage.screen, "41-repaired").await?;
    desk.press(Key::Escape).await?;
    desk.gone("sync-dialog").await
}

async fn in_english(stage: &Stage, desk: &Desk) -> Result<()> {
    desk.speak("en").await?;
    desk.click("sync-corner").await?;
    desk.read("sync-peers", "local network").await?;
    desk.click("repair-button").await?;
    desk.read("repair-said", "nothing to repair").await?;
    desk.looks(&stage.screen, "42-sync-en").await?;
    desk.speak("fr").await
}

async fn add_marie(desk: &Desk) -> Result<()> {
    desk.click("nav-volunteers").await?;
    desk.click("volunteer-add").await?;
    for (field, value) in [("given", "Marie"), ("family", "Quatresous"), ("phones", "06 39 98 00 01")] {
        desk.fill(field, value).await?;
    }
    desk.click("person-save").await?;
    desk.gone("person-save").await?;
    desk.says("Quatresous").await
}

/// Nobody is there: when they were, and what waits for them.
async fn apart(stage: &Stage, desk: &Desk) -> Result<()> {
    desk.read("sync-waiting", "à envoyer").await?;
    desk.click("sync-corner").await?;
    until("nobody is connected any more", 60, async || {
        Ok(!desk.read("sync-peers", LOUIS).await?.contains("connecté maintenant"))
    })
    .await?;
    desk.looks(&stage.screen, "43-apart").await
}

/// Amina saves a file for Louis, who opens it.
async fn carry_there(stage: &Stage, desk: &Desk, louis: &Laptop) -> Result<()> {
    let file = stage.folder().join("pour-louis.mainforte");
    desk.choose("bundle-for", &format!("{LOUIS} ({ASSOCIATION})")).await?;
    desk.click("bundle-export").await?;
    stage.screen.choose_file("Enregistrer un fichier", &file)?;
    desk.read("bundle-said", LOUIS).await?;
    desk.looks(&stage.screen, "44-exported").await?;
    let read = import(louis, &file).await?;
    ensure!(read.taken > 0 && read.refused == 0, "{read:?}");
    let everybody = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset: 0, limit: 9 };
    let people = shown!(louis.query(everybody).await?, Volunteers)?;
    ensure!(people.rows.iter().any(|row| row.family == "Quatresous"), "Marie is not with Louis: {people:?}");
    Ok(())
}

/// Louis answers in the same way; opened twice, his file does no harm.
async fn carry_back(stage: &Stage, desk: &Desk, louis: &Laptop) -> Result<()> {
    louis.add_person("Paul", "Roux", "06 39 98 00 02").await?;
    let file = stage.folder().join("pour-amina.mainforte");
    let to = BundleFor::Organisation { org: own(louis).await? };
    let export = Command::ExportBundle { to, everything: true, file: file.display().to_string() };
    louis.execute(export).await?;
    for (said, picture) in [("repris", "45-imported"), ("Rien de nouveau", "45-imported-again")] {
        desk.click("bundle-import").await?;
        stage.screen.choose_file("Ouvrir un fichier", &file)?;
        desk.read("bundle-said", said).await?;
        desk.picture(&stage.screen, picture).await?;
    }
    desk.press(Key::Escape).await?;
    desk.gone("sync-dialog").await?;
    desk.says("Roux").await
}

async fn import(laptop: &Laptop, file: &Path) -> Result<BundleRead> {
    match laptop.execute(Command::ImportBundle { file: file.display().to_string() }).await? {
        Outcome::BundleImported { read } => Ok(read),
        other => Err(unexpected_outcome(other)),
    }
}

async fn own(laptop: &Laptop) -> Result<mainforte_domain::OrgId> {
    let me = shown!(laptop.query(Query::Me).await?, Me)?;
    me.org.ok_or_else(|| anyhow::anyhow!("the laptop belongs to nobody"))
}
