//! A colleague's laptop was tampered with: what it writes is refused, and somebody can see why and what to do.

use anyhow::{Context, Result, ensure};
use mainforte_api::Query;
use mainforte_e2e::{Desk, Key, Stage, play};
use mainforte_tests::city::{Laptop, tamper, until};
use mainforte_tests::shown;

const ASSOCIATION: &str = "Restos du cœur";
const INVENTED: &str = "Les Amis de Personne";

#[tokio::test]
async fn what_a_tampered_laptop_writes_is_refused_shown_and_set_aside_by_keyboard() -> Result<()> {
    play("refused", "amina", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, desk: &Desk) -> Result<()> {
    desk.join(&stage.hub.invite(ASSOCIATION).await?, ASSOCIATION, "Portable d’Amina").await?;
    desk.click("nav-settle").await?;
    desk.says("Rien à régler").await?;
    desk.picture(&stage.screen, "30-nothing-refused").await?;
    let louis = tampered(stage).await?;
    read(stage, desk).await?;
    set_aside(stage, desk).await?;
    still_at_work(desk, &louis).await?;
    nobody_believes_it(stage, &louis).await?;
    louis.close().await
}

/// Louis' laptop works with everybody, is changed while it is off, and comes back.
async fn tampered(stage: &Stage) -> Result<Laptop> {
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    let data = louis.data().to_owned();
    louis.close().await?;
    tamper(&data, INVENTED)?;
    Laptop::start(stage.folder(), "Louis").await
}

/// On the page: which laptop, why, about what, and what to do; in the corner's window, a way there.
async fn read(stage: &Stage, desk: &Desk) -> Result<()> {
    let said = desk.read("refused-not_owner", "Portable de Louis").await?;
    for part in [ASSOCIATION, "pas de la structure dont il change le travail", "À faire", "prévenez la Ville"] {
        ensure!(said.contains(part), "{part:?} is missing in {said:?}");
    }
    ensure!(!said.contains("not_owner"), "a code is shown: {said:?}");
    desk.looks(&stage.screen, "31-refused").await?;
    desk.click("sync-corner").await?;
    desk.read("sync-dialog", "refusé").await?;
    desk.picture(&stage.screen, "31-refused-in-the-corner").await?;
    desk.click("sync-see-refused").await?;
    desk.gone("sync-dialog").await?;
    desk.speak("en").await?;
    desk.read("refused-not_owner", "To do: tell the city").await?;
    desk.looks(&stage.screen, "31-refused-en").await?;
    desk.speak("fr").await
}

async fn set_aside(stage: &Stage, desk: &Desk) -> Result<()> {
    desk.find("refused-seen").await?;
    desk.tab_to("refused-seen").await?;
    desk.picture(&stage.screen, "32-focus").await?;
    desk.press(Key::Enter).await?;
    desk.gone("refused-seen").await?;
    ensure!(desk.focused().await?.as_deref() == Some("refused-title"), "the keyboard has lost its place");
    desk.read("refused-aside", "mis de côté").await?;
    desk.looks(&stage.screen, "33-set-aside").await
}

/// What the same laptop writes honestly afterwards arrives.
async fn still_at_work(desk: &Desk, louis: &Laptop) -> Result<()> {
    louis.add_person("Paul", "Roux", "06 39 98 00 02").await?;
    desk.click("nav-volunteers").await?;
    desk.says("Roux").await?;
    desk.click("nav-settle").await?;
    desk.find("refused-aside").await?;
    ensure!(desk.count("refused-seen").await? == 0, "what was set aside came back");
    Ok(())
}

/// The hub refused it as well, and no list names what was invented.
async fn nobody_believes_it(stage: &Stage, louis: &Laptop) -> Result<()> {
    until("the hub has refused it", 30, async || {
        let view = shown!(stage.hub.query(Query::Quarantine).await?, Quarantine)?;
        Ok(view.open.shown.iter().any(|group| group.id.author == Some(louis.device())))
    })
    .await?;
    let known = shown!(stage.hub.query(Query::Associations).await?, Associations)?;
    let invented = known.rows.iter().find(|row| row.name == INVENTED);
    ensure!(invented.is_none(), "the city believes in {INVENTED}");
    known.rows.first().context("the city has associations").map(drop)
}
