//! Somebody asked to be erased: an operator sees which computers have done so, by name.

use anyhow::{Result, ensure};
use mainforte_api::Command;
use mainforte_domain::EraseReason;
use mainforte_e2e::{Desk, Stage, play};

const ASSOCIATION: &str = "Restos du cœur";

#[tokio::test]
async fn an_operator_sees_which_computers_have_erased_a_person() -> Result<()> {
    play("erased", "claire", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.join(&stage.hub.invite_operator().await?, "Ville de Bordeaux", "Poste de Claire").await?;
    let amina = stage.laptop("Amina", ASSOCIATION).await?;
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    let marie = amina.add_person("Marie", "Quatresous", "06 39 98 00 01").await?;
    louis.set_online(false).await?;
    amina.execute(Command::Erase { volunteer: marie, reason: EraseReason::PersonAsks }).await?;

    claire.click("nav-associations").await?;
    claire.read("erasure-late", "Portable de Louis").await?;
    let confirmed = claire.read("erasure-confirmed", "Portable d’Amina").await?;
    ensure!(!confirmed.contains("Louis"), "who was away has confirmed: {confirmed:?}");
    names_nobody(claire).await?;
    claire.looks(&stage.screen, "60-erasure-late").await?;

    louis.set_online(true).await?;
    claire.read("erasures", "effacé partout").await?;
    claire.read("erasure-confirmed", "Portable de Louis").await?;
    claire.gone("erasure-late").await?;
    claire.looks(&stage.screen, "61-erased").await?;
    claire.speak("en").await?;
    claire.read("erasures", "erased everywhere").await?;
    claire.looks(&stage.screen, "61-erased-en").await?;
    louis.close().await?;
    amina.close().await
}

/// Of who was erased, the city's screen says nothing.
async fn names_nobody(claire: &Desk) -> Result<()> {
    let said = claire.text().await?;
    ensure!(!said.contains("Marie") && !said.contains("Quatresous"), "{said}");
    Ok(())
}
