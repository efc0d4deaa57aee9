//! A laptop was stolen: an operator withdraws its access, and its window locks in front of whoever has it.

use anyhow::{Result, ensure};
use mainforte_e2e::{Desk, Key, Screen, Stage, play};

const ASSOCIATION: &str = "Restos du cœur";
const STOLEN: &str = "Portable de Louis";

#[tokio::test]
async fn an_operator_withdraws_a_laptop_and_its_window_locks() -> Result<()> {
    play("revoked", "claire", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.join(&stage.hub.invite_operator().await?, "Ville de Bordeaux", "Poste de Claire").await?;
    let (screen, louis) = stage.another_window("louis").await?;
    louis.join(&stage.hub.invite(ASSOCIATION).await?, ASSOCIATION, STOLEN).await?;
    louis.click("nav-volunteers").await?;
    louis.find("volunteer-add").await?;
    withdraw(stage, claire).await?;
    let told = locked(&screen, &louis).await;
    if told.is_err() {
        screen.picture("locked-failed")?;
    }
    told?;
    louis.close().await
}

/// Claire sees who is connected, asks, reads what it does, and confirms.
async fn withdraw(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.click("nav-associations").await?;
    claire.read("associations", STOLEN).await?;
    claire.looks(&stage.screen, "50-devices").await?;
    invite(stage, claire).await?;
    claire.click("revoke").await?;
    claire.read("revoke-dialog", STOLEN).await?;
    claire.looks(&stage.screen, "51-revoke").await?;
    claire.click("revoke-confirm").await?;
    claire.read("associations", "accès retiré").await?;
    ensure!(claire.count("revoke").await? == 0, "it can be withdrawn once more");
    claire.looks(&stage.screen, "52-revoked").await?;
    claire.speak("en").await?;
    claire.read("associations", "access withdrawn").await?;
    claire.looks(&stage.screen, "52-revoked-en").await
}

/// The invitation for one more laptop, which is as wide as anything in a dialog.
async fn invite(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.click("invite-more").await?;
    claire.find("invitation-text").await?;
    claire.looks(&stage.screen, "50-invitation").await?;
    claire.press(Key::Escape).await?;
    claire.gone("invite-dialog").await
}

/// Louis' window says what happened and shows nothing else, however often it is opened.
async fn locked(screen: &Screen, louis: &Desk) -> Result<()> {
    louis.read("locked", "La Ville a retiré l’accès").await?;
    ensure!(louis.count("nav-volunteers").await? == 0, "its data can still be reached");
    louis.looks(screen, "53-locked").await?;
    louis.speak("en").await?;
    louis.read("locked", "The city has withdrawn").await?;
    ensure!(louis.count("nav-volunteers").await? == 0, "opened anew it shows its data");
    louis.looks(screen, "53-locked-en").await
}
