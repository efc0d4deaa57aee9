//! An operator looks after the city's computers: when each was last heard of, and whether a relay leads to the hub.

use anyhow::Result;
use mainforte_e2e::{Desk, Stage, play};
use mainforte_tests::city::until;

const ASSOCIATION: &str = "Restos du cœur";
const LOUIS: &str = "Portable de Louis";

#[tokio::test]
async fn an_operator_sees_when_a_computer_was_heard_of_that_only_the_hub_meets() -> Result<()> {
    play("operator", "claire", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, claire: &Desk) -> Result<()> {
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    claire.join(&stage.hub.invite_operator().await?, "Ville de Bordeaux", "Poste de Claire").await?;
    claire.click("sync-corner").await?;
    claire.read("sync-relay", "ne nomme aucun relais").await?;
    until("the hub has told when Louis was there", 60, async || {
        Ok(!claire.read("sync-peers", LOUIS).await?.contains("pas encore de nouvelles"))
    })
    .await?;
    claire.looks(&stage.screen, "70-operator-sync").await?;
    claire.speak("en").await?;
    claire.click("sync-corner").await?;
    claire.read("sync-relay", "names no relay").await?;
    claire.read("sync-peers", LOUIS).await?;
    claire.looks(&stage.screen, "70-operator-sync-en").await?;
    louis.close().await
}
