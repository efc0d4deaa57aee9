//! An operator looks after the city's computers: when each was last heard of, and which relay leads to the hub.

use anyhow::{Result, ensure};
use mainforte_api::Command;
use mainforte_e2e::{Desk, Stage, play};
use mainforte_tests::city::until;

const ASSOCIATION: &str = "Restos du cœur";
const LOUIS: &str = "Portable de Louis";
const RELAY: &str = "https://relais.bordeaux.example";

#[tokio::test]
async fn an_operator_sees_when_each_computer_was_heard_of_and_which_relay_the_city_names() -> Result<()> {
    play("operator", "claire", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.join(&stage.hub.invite_operator().await?, "Ville de Bordeaux", "Poste de Claire").await?;
    // Claire's computer never meets Louis': only the hub does.
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    claire.click("sync-corner").await?;
    claire.read("sync-relay", "ne nomme aucun relais").await?;
    until("the hub has told when Louis was there", 60, async || {
        Ok(!claire.read("sync-peers", LOUIS).await?.contains("jamais"))
    })
    .await?;
    stage.hub.execute(Command::SetRelay { url: Some(RELAY.to_owned()) }).await?;
    claire.read("sync-relay", RELAY).await?;
    claire.looks(&stage.screen, "70-operator-sync").await?;
    claire.speak("en").await?;
    claire.click("sync-corner").await?;
    let said = claire.read("sync-relay", "Relay that the city names").await?;
    ensure!(said.contains(RELAY), "the relay is not named: {said:?}");
    claire.looks(&stage.screen, "70-operator-sync-en").await?;
    louis.close().await
}
