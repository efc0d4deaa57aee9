//! The main job in the real window: join, import, plan without a network, meet again, settle.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use mainforte_api::{Command, Outcome, Page, PeopleFilter, PeopleSort, Query, ShiftView, VolunteerRow};
use mainforte_e2e::{Desk, Screen, Stage, play};
use mainforte_tests::city::{Hub, Laptop, until};
use mainforte_tests::sample::{PeopleList, Style, Venue, next_monday, week_of_shifts};
use mainforte_tests::shown;

const ASSOCIATION: &str = "Restos du cœur";
const VOLUNTEERS: PeopleList = PeopleList { name: "benevoles.csv", style: Style::Excel, people: 40, block: 7 };
/// Two places at the same hours: whoever Louis puts into the second cannot stand in the first.
const VENUES: &[Venue] = &[
    Venue {
        place: "Bacalan",
        district: "bordeaux-maritime",
        kind: "Distribution alimentaire",
        slots: &[("9h", "12h")],
        roles: &[("Accueil", 3, 4, "")],
    },
    Venue {
        place: "Benauge",
        district: "la-bastide",
        kind: "Distribution alimentaire",
        slots: &[("9h", "12h")],
        roles: &[("Accueil", 1, 60, "")],
    },
];

#[tokio::test]
async fn a_coordinator_joins_imports_plans_and_settles() -> Result<()> {
    play("main-job", "amina", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &mut Stage, desk: &Desk) -> Result<()> {
    join(desk, &stage.screen, &stage.hub).await?;
    import_people(desk, &stage.screen, stage.folder()).await?;
    let monday = next_monday()?;
    import_shifts(desk, &stage.screen, stage.folder(), monday).await?;
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    until("Louis has Amina's people and shifts", 60, async || {
        Ok(people_of(&louis).await?.total > 0 && shifts_of(&louis, monday).await?.len() == 14)
    })
    .await?;

    // Without a network: Amina plans the week in the window, Louis books the same people elsewhere.
    stage.hub.stop().await?;
    louis.set_online(false).await?;
    let booked = book_everybody(&louis, monday).await?;
    ensure!(booked > 0, "Louis could book nobody");
    plan(desk, &stage.screen).await?;

    // Together again.
    stage.hub.serve().await?;
    louis.set_online(true).await?;
    settle(desk, &stage.screen).await?;
    until("Louis sees the same things settled", 60, async || {
        let view = shown!(louis.query(Query::ToSettle).await?, Settle)?;
        Ok(view.open.is_empty() && !view.settled.is_empty())
    })
    .await?;
    louis.close().await
}

async fn join(desk: &Desk, screen: &Screen, hub: &Hub) -> Result<()> {
    desk.fill("join-text", "mainforte1-cecinestpasuneinvitation").await?;
    desk.wait_for("join-text", "aria-invalid", "true").await?;
    desk.picture(screen, "1-join-refused").await?;
    ensure!(!desk.find("join-button").await?.is_enabled().await?, "a damaged invitation can be used");
    desk.present(&hub.invite(ASSOCIATION).await?, ASSOCIATION, "Portable d’Amina").await?;
    desk.picture(screen, "1-join").await?;
    desk.click("join-button").await?;
    desk.read("organisation", ASSOCIATION).await?;
    desk.picture(screen, "2-today").await?;
    Ok(())
}

async fn import_people(desk: &Desk, screen: &Screen, folder: &Path) -> Result<()> {
    desk.click("nav-volunteers").await?;
    desk.import(screen, folder, &VOLUNTEERS.draw(3), "3-import-people").await?;
    let all = count(&desk.read("volunteer-count", " ").await?)?;
    ensure!((36..=46).contains(&all), "{all} volunteers from a list of 40");
    desk.looks(screen, "4-volunteers").await?;
    // A search narrows the list, and finds a name by a part of it.
    desk.fill("search", "dup").await?;
    until("the search narrows the list", 30, async || {
        let found = count(&desk.read("volunteer-count", " ").await?)?;
        Ok(found < all)
    })
    .await?;
    desk.picture(screen, "4-volunteers-search").await?;
    Ok(())
}

async fn import_shifts(desk: &Desk, screen: &Screen, folder: &Path, monday: Date) -> Result<()> {
    desk.click("nav-needs").await?;
    desk.import(screen, folder, &week_of_shifts("creneaux.csv", monday, VENUES), "5-import-shifts").await?;
    desk.find("need-list").await?;
    desk.picture(screen, "6-needs").await?;
    Ok(())
}

async fn plan(desk: &Desk, screen: &Screen) -> Result<()> {
    desk.plan_next_week().await?;
    ensure!(desk.count("proposal").await? > 0, "the plan proposes nothing");
    desk.picture(screen, "7-plan").await?;
    desk.click("accept-all").await?;
    until("every proposal is booked", 30, async || Ok(desk.count("proposal").await? == 0)).await?;
    desk.picture(screen, "8-planned").await?;
    Ok(())
}

async fn settle(desk: &Desk, screen: &Screen) -> Result<()> {
    desk.click("nav-settle").await?;
    desk.find("contest").await?;
    desk.picture(screen, "9-settle").await?;
    let mut open = desk.count("contest").await?;
    while open > 0 {
        desk.click("settle-suggestion").await?;
        let before = open;
        until("the question leaves the list", 30, async || Ok(desk.count("contest").await? < before)).await?;
        open = desk.count("contest").await?;
    }
    desk.picture(screen, "10-settled").await?;
    Ok(())
}

/// Louis puts everybody into Monday's shift at Benauge, where there is room for all; they say yes.
async fn book_everybody(louis: &Laptop, monday: Date) -> Result<usize> {
    let shifts = shifts_of(louis, monday).await?;
    let shift = shifts.iter().find(|shift| shift.title.contains("Benauge")).context("no shift at Benauge")?;
    let mut booked = 0;
    for row in people_of(louis).await?.rows {
        let command = Command::Book {
            shift: shift.id.clone(),
            role: "Accueil".to_owned(),
            volunteer: row.id,
            deliberately: true,
        };
        if let Ok(Outcome::Booked { .. }) = louis.try_execute(command).await {
            booked += 1;
        }
    }
    Ok(booked)
}

async fn people_of(laptop: &Laptop) -> Result<Page<VolunteerRow>> {
    let query = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset: 0, limit: 200 };
    shown!(laptop.query(query).await?, Volunteers)
}

async fn shifts_of(laptop: &Laptop, monday: Date) -> Result<Vec<ShiftView>> {
    let week = shown!(laptop.query(Query::Week { monday: Some(monday.to_string()) }).await?, Week)?;
    Ok(week.places.into_iter().flat_map(|place| place.shifts).collect())
}

/// The figure at the head of a sentence: "40 personnes".
fn count(sentence: &str) -> Result<usize> {
    let digits: String = sentence.chars().filter(char::is_ascii_digit).collect();
    digits.parse().with_context(|| format!("no figure in {sentence:?}"))
}
