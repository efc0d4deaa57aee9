//! A new laptop of the city, whose pool has many people already: how far its first copy has come.

use anyhow::{Result, ensure};
use mainforte_api::Command;
use mainforte_e2e::{Desk, Stage, play};
use mainforte_tests::sample::{PeopleList, Style};

/// Three lists of so many people, each a block of its own.
const PEOPLE: usize = 2_000;

#[tokio::test]
async fn a_new_laptop_shows_how_far_its_first_copy_has_come() -> Result<()> {
    play("first-copy", "claire", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, desk: &Desk) -> Result<()> {
    for block in 12..15 {
        let list = PeopleList { name: "benevoles.csv", style: Style::Excel, people: PEOPLE, block };
        stage.hub.execute(Command::ImportPeople { file: list.draw(4).to_import(), merge_lines: Vec::new() }).await?;
    }
    desk.join(&stage.hub.invite_operator().await?, "Ville de Bordeaux", "Poste de Claire").await?;
    let said = desk.read("arriving", " sur ").await?;
    desk.picture(&stage.screen, "80-arriving").await?;
    let (received, of) = figures(&said);
    ensure!(received < of && of > 1_000, "no progress of a first copy: {said:?}");
    desk.gone("arriving").await?;
    desk.click("nav-volunteers").await?;
    desk.find("volunteer-count").await?;
    desk.picture(&stage.screen, "81-arrived").await
}

/// The two figures of "120 sur 1 500 changements".
fn figures(said: &str) -> (u32, u32) {
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    said.split_once(" sur ").map_or((0, 0), |(received, of)| (digits(received), digits(of)))
}
