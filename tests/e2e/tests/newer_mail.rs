//! A colleague's newer program left work at the hub that this one cannot read: the window asks for the update, and all else
//! arrives.

use anyhow::{Context, Result, ensure};
use mainforte_api::Query;
use mainforte_e2e::{Desk, Stage, play_after};
use mainforte_tests::city::{Laptop, leave_newer_mail};
use mainforte_tests::shown;

const ASSOCIATION: &str = "Restos du cœur";

#[tokio::test]
async fn work_of_a_newer_program_waits_at_the_hub_and_the_window_asks_for_the_update() -> Result<()> {
    play_after(newer_mail, "newer-mail", "amina", async |stage, desk, louis| tell(stage, desk, louis).await).await
}

/// While Amina is away, something is left for her in a format that nobody knows yet.
async fn newer_mail(stage: &mut Stage) -> Result<Laptop> {
    let amina = stage.laptop("Amina", ASSOCIATION).await?;
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    let org = shown!(amina.query(Query::Me).await?, Me)?.org.context("Amina belongs to nobody")?;
    let device = amina.device();
    amina.close().await?;
    stage.hub.stop().await?;
    leave_newer_mail(stage.hub.data(), &org, louis.device(), device)?;
    stage.hub.serve().await?;
    Ok(louis)
}

async fn tell(stage: &Stage, desk: &Desk, louis: Laptop) -> Result<()> {
    // Whatever page is open, something calls for a look.
    desk.read("nav-settle", "1").await?;
    desk.picture(&stage.screen, "34-newer-mail-elsewhere").await?;
    desk.click("nav-settle").await?;
    let said = desk.read("newer-mail", "version plus récente").await?;
    ensure!(
        said.contains("rien n’est perdu") && said.contains("mettez Mainforte à jour"),
        "what to do is missing in {said:?}"
    );
    ensure!(!desk.text().await?.contains("Rien à régler"), "it says both");
    desk.looks(&stage.screen, "34-newer-mail").await?;
    desk.click("sync-corner").await?;
    desk.read("sync-newer-mail", "version plus récente").await?;
    desk.looks(&stage.screen, "34-newer-mail-sync").await?;
    desk.speak("en").await?;
    desk.read("newer-mail", "newer version").await?;
    desk.looks(&stage.screen, "34-newer-mail-en").await?;
    desk.speak("fr").await?;
    louis.add_person("Paul", "Roux", "06 39 98 00 02").await?;
    desk.click("nav-volunteers").await?;
    desk.says("Roux").await?;
    louis.close().await
}
