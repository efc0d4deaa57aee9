//! Somebody cannot come: why people were proposed, who else could, and who takes over.

use anyhow::{Context, Result, ensure};
use mainforte_e2e::{Desk, Screen, Stage, play};
use mainforte_tests::city::until;
use mainforte_tests::sample::{PeopleList, Style, Venue, next_monday, week_of_shifts};

const ASSOCIATION: &str = "Restos du cœur";
const VOLUNTEERS: PeopleList = PeopleList { name: "benevoles.csv", style: Style::Excel, people: 40, block: 8 };
/// Two places at the same hours, so that who helps out in one is missing in the other; few people drive.
const VENUES: &[Venue] = &[
    Venue {
        place: "Bacalan",
        district: "bordeaux-maritime",
        kind: "Distribution alimentaire",
        slots: &[("9h", "12h")],
        roles: &[("Accueil", 2, 2, ""), ("Conduite", 1, 1, "permis B")],
    },
    Venue {
        place: "Benauge",
        district: "la-bastide",
        kind: "Distribution alimentaire",
        slots: &[("9h", "12h")],
        roles: &[("Accueil", 3, 4, "")],
    },
];

#[tokio::test]
async fn a_coordinator_asks_why_and_replaces_who_drops_out() -> Result<()> {
    play("replacements", "amina", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, desk: &Desk) -> Result<()> {
    let (screen, folder) = (&stage.screen, stage.folder());
    desk.join(&stage.hub.invite(ASSOCIATION).await?, ASSOCIATION, "Portable d’Amina").await?;
    desk.click("nav-volunteers").await?;
    desk.import(screen, folder, &VOLUNTEERS.draw(5), "11-import-people").await?;
    desk.click("nav-needs").await?;
    let shifts = week_of_shifts("creneaux.csv", next_monday()?, VENUES);
    desk.import(screen, folder, &shifts, "11-import-shifts").await?;
    plan(desk, screen).await?;
    let there = withdraw(desk, screen).await?;
    recommend(desk, screen, there).await?;
    replace(desk, screen).await?;
    in_other_light(desk, screen).await
}

/// Has the week planned, asks why somebody else was not proposed, and accepts everything.
async fn plan(desk: &Desk, screen: &Screen) -> Result<()> {
    let said = desk.plan_next_week().await?;
    ensure!(proven_percent(&said)? <= 3.0, "forty people are few enough to be planned well: {said}");
    desk.picture(screen, "12-plan").await?;
    desk.click("why-proposal").await?;
    desk.fill("why-who-plan", "ma").await?;
    desk.click("someone").await?;
    ensure!(!desk.read("why-answer", " ").await?.is_empty(), "no reason is given");
    desk.picture(screen, "13-why").await?;
    desk.click("accept-all").await?;
    until("every proposal is booked", 30, async || Ok(desk.count("proposal").await? == 0)).await?;
    desk.picture(screen, "14-accepted").await?;
    desk.click("sheet-close").await
}

/// Opens Monday at Bacalan, where the first person on the list calls off. Returns how many are still booked there.
async fn withdraw(desk: &Desk, screen: &Screen) -> Result<usize> {
    desk.click("shift").await?;
    desk.find("shift-sheet").await?;
    desk.find("answer").await?;
    desk.picture(screen, "15-shift").await?;
    let (booked, open) = (desk.count("answer").await?, desk.count("find-someone").await?);
    desk.choose("answer", "s’est désistée").await?;
    until("the place is open", 30, async || Ok(desk.count("find-someone").await? > open)).await?;
    Ok(booked)
}

/// A place is open: who could have it, the best first.
async fn recommend(desk: &Desk, screen: &Screen, booked: usize) -> Result<()> {
    desk.click("find-someone").await?;
    desk.find("recommended").await?;
    ensure!(desk.count("book").await? > 0, "nobody is recommended");
    ensure!(desk.count("answer").await? == booked, "who called off is still told on the list");
    desk.picture(screen, "16-recommended").await?;
    desk.click("sheet-close").await
}

/// Who takes over, as little moving as can be; accepted, the place is no longer missing.
async fn replace(desk: &Desk, screen: &Screen) -> Result<()> {
    desk.click("replan").await?;
    desk.find("lost").await?;
    desk.find("rearrangement").await?;
    desk.picture(screen, "17-replacements").await?;
    desk.click("stability-best").await?;
    let said = desk.read("replan-proof", " ").await?;
    ensure!(proven_percent(&said)? <= 3.0, "the best plan is near the best possible: {said}");
    desk.picture(screen, "18-best-plan").await?;
    desk.click("stability-nobody").await?;
    desk.click("replan-accept").await?;
    until("the place is taken over", 30, async || Ok(desk.count("lost").await? == 0)).await?;
    desk.picture(screen, "19-replaced").await
}

/// The same page in the dark, and in the smaller windows of older laptops.
async fn in_other_light(desk: &Desk, screen: &Screen) -> Result<()> {
    desk.dress("dark").await?;
    desk.picture(screen, "20-dark").await?;
    desk.click("sheet-close").await?;
    desk.click("shift").await?;
    desk.find("shift-sheet").await?;
    desk.picture(screen, "20-dark-shift").await?;
    desk.click("sheet-close").await?;
    desk.dress("light").await?;
    for width in [1280, 1080, 1000] {
        desk.resize(width, 760).await?;
        desk.picture(screen, &format!("21-planning-{width}")).await?;
    }
    Ok(())
}

/// How far a plan may be from the best possible one, as its sentence says.
fn proven_percent(said: &str) -> Result<f64> {
    ensure!(said.contains("meilleur plan possible"), "no proof in {said:?}");
    let Some((before, _)) = said.split_once('%') else { return Ok(0.0) };
    let figure = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default().replace(',', ".");
    figure.parse().with_context(|| format!("no figure in {said:?}"))
}
