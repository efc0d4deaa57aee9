//! A second laptop of an association gets everybody by the mailbox of the hub: its colleague's has been switched off again.

use anyhow::{Result, ensure};
use mainforte_api::{Command, PeopleFilter, PeopleSort, Query};
use mainforte_domain::DeviceId;
use mainforte_e2e::{Desk, Stage, play_after};
use mainforte_tests::city::{Laptop, until};
use mainforte_tests::sample::{PeopleList, Style};
use mainforte_tests::shown;

const ASSOCIATION: &str = "Restos du cœur";
/// Lists of so many people, each a block of its own: several parcels.
const PEOPLE: usize = 2_000;

#[tokio::test]
async fn a_first_copy_by_the_mailbox_shows_how_much_has_come() -> Result<()> {
    play_after(parcels_wait, "mailed", "louis", async |stage, desk, people| tell(stage, desk, people).await).await
}

/// Amina has many people. Louis joins while she is away; she leaves what he lacks at the hub and is gone again. Nobody serves
/// yet when he opens his window.
async fn parcels_wait(stage: &mut Stage) -> Result<u32> {
    let amina = stage.laptop("Amina", ASSOCIATION).await?;
    amina.set_online(false).await?;
    for block in 12..15 {
        let list = PeopleList { name: "benevoles.csv", style: Style::Excel, people: PEOPLE, block };
        amina.execute(Command::ImportPeople { file: list.draw(4).to_import(), merge_lines: Vec::new() }).await?;
    }
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    let device = louis.device();
    louis.close().await?;
    amina.set_online(true).await?;
    until("Amina's laptop knows of Louis'", 30, async || knows_of(&amina, device).await).await?;
    amina.catch_up().await?;
    let all = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset: 0, limit: 1 };
    let people = shown!(amina.query(all).await?, Volunteers)?.total;
    amina.close().await?;
    stage.hub.stop().await?;
    Ok(people)
}

async fn knows_of(laptop: &Laptop, device: DeviceId) -> Result<bool> {
    let view = shown!(laptop.query(Query::Associations).await?, Associations)?;
    Ok(view.rows.iter().flat_map(|row| &row.devices).any(|row| row.device == device))
}

async fn tell(stage: &mut Stage, desk: &Desk, people: u32) -> Result<()> {
    desk.read("sync-corner", "Hors ligne").await?;
    stage.hub.serve().await?;
    let said = desk.read("arriving", "reçus jusqu’ici").await?;
    stage.hold_hub(true)?;
    desk.read("sync-corner", "Échange en cours").await?;
    desk.looks(&stage.screen, "82-mailed").await?;
    stage.hold_hub(false)?;
    let received = figure(&said);
    ensure!(received > 0 && received < people, "of {people} people, {said:?} has come");
    desk.gone("arriving").await?;
    desk.click("nav-volunteers").await?;
    until("everybody is there", 30, async || Ok(figure(&desk.read("volunteer-count", " ").await?) == people)).await?;
    desk.picture(&stage.screen, "83-mailed-all").await
}

fn figure(said: &str) -> u32 {
    said.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}
