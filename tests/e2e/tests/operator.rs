//! An operator looks after the city's computers: when each was last heard of, and whether a relay leads to the hub.

use anyhow::Result;
use mainforte_api::Command;
use mainforte_e2e::{Desk, Key, Stage, play};
use mainforte_tests::city::until;

const ASSOCIATION: &str = "Restos du cœur";
/// A name that nobody can have.
const RELAY: &str = "https://relay.bordeaux.example";
const LOUIS: &str = "Portable de Louis";

#[tokio::test]
async fn an_operator_sees_when_a_computer_was_heard_of_that_only_the_hub_meets() -> Result<()> {
    play("operator", "claire", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &mut Stage, claire: &Desk) -> Result<()> {
    // From the second time on it listens where it did, also when it connects anew to name a relay.
    stage.hub.stop().await?;
    stage.hub.serve().await?;
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    claire.join(&stage.hub.invite_operator().await?, "Ville de Bordeaux", "Poste de Claire").await?;
    claire.click("sync-corner").await?;
    claire.read("sync-relay", "ne nomme aucun relais").await?;
    until("the hub has told when Louis was there", 60, async || {
        Ok(!claire.read("sync-peers", LOUIS).await?.contains("pas encore de nouvelles"))
    })
    .await?;
    claire.looks(&stage.screen, "70-operator-sync").await?;
    repair_in_a_narrow_window(stage, claire).await?;
    claire.speak("en").await?;
    claire.click("sync-corner").await?;
    claire.read("sync-relay", "names no relay").await?;
    claire.read("sync-peers", LOUIS).await?;
    claire.looks(&stage.screen, "70-operator-sync-en").await?;
    claire.speak("fr").await?;
    name_a_relay(stage, claire).await?;
    louis.close().await
}

/// What comes of a repair is said below the button, which stands at the end of a long window.
async fn repair_in_a_narrow_window(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.narrow().await?;
    claire.tab_to("repair-button").await?;
    claire.press(Key::Enter).await?;
    claire.read("repair-said", "rien à réparer").await?;
    claire.in_sight("repair-said").await?;
    claire.find("repair-compared").await?;
    claire.in_sight("repair-compared").await?;
    claire.picture(&stage.screen, "71-operator-repaired-narrow").await
}

/// The hub names a relay while the window stands open: it says so, and none when the hub names none any more.
async fn name_a_relay(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.click("sync-corner").await?;
    claire.read("sync-relay", "ne nomme aucun relais").await?;
    stage.hub.execute(Command::SetRelay { url: Some(RELAY.to_owned()) }).await?;
    claire.read("sync-relay", RELAY).await?;
    claire.looks(&stage.screen, "72-operator-relay").await?;
    stage.hub.execute(Command::SetRelay { url: None }).await?;
    claire.read("sync-relay", "ne nomme aucun relais").await.map(drop)
}
