//! The associations ask for hands, the city lends some.

use super::figures::Figures;
use super::narrator::Narrator;
use super::seats::{call_all, standing};
use super::stage::Stage;
use crate::city::{Laptop, refused};
use crate::shown;
use anyhow::{Context, Result, bail};
use mainforte_api::{AskDraft, Candidate, Command, Outcome, Query};
use mainforte_domain::{BookingId, KindId, Minutes, OrgId, Right, Window};
use std::collections::BTreeSet;

/// So many people are lent to each association before the network goes.
const LENT_EACH: usize = 8;

/// Hours lent of each at first: half of what most give in a week, so that there is more to ask for.
const HOURS: i64 = 5;

/// Asks and lends, for the days from Tuesday to Thursday.
pub(super) async fn lend_some(stage: &Stage, narrator: &Narrator) -> Result<()> {
    narrator.scene("Les associations demandent des renforts", "The associations ask for hands");
    let window = loan_window(stage)?;
    for laptop in [&stage.amina, &stage.yasmine] {
        ask(laptop, window).await?;
    }
    stage.agree().await?;
    narrator.say(
        "Amina et Yasmine manquent de bras de mardi à jeudi. Claire voit les deux demandes.",
        "Amina and Yasmine lack hands from Tuesday to Thursday. Claire sees both asks.",
    );
    let mut lent = Vec::new();
    for org in [&stage.restos, &stage.secours] {
        lent.extend(lend_to(stage, org, window).await?);
    }
    stage.agree().await?;
    let names: Vec<&str> = lent.iter().take(3).map(|candidate| candidate.name.as_str()).collect();
    let (count, names) = (lent.len(), names.join(", "));
    narrator.say(
        format!("Elle met {count} bénévoles du vivier à disposition, {HOURS} heures chacun : {names}…"),
        format!("She lends {count} volunteers of the pool, {HOURS} hours each: {names}…"),
    );
    narrator.say(
        "Chaque portable reçoit une fiche de ceux qui lui sont prêtés, et d’eux seuls.",
        "Each laptop receives a card of those lent to it, and of nobody else.",
    );
    Ok(())
}

/// Tuesday 8:00 to Thursday 20:00.
pub(super) fn loan_window(stage: &Stage) -> Result<Window> {
    let (from, until) = (stage.week.hours(1, 8, 20)?.from, stage.week.hours(3, 8, 20)?.until);
    Window::new(from, until).context("no such days in the coming week")
}

async fn ask(laptop: &Laptop, window: Window) -> Result<()> {
    let ask = AskDraft {
        kind: KindId::parse("food-distribution")?,
        skill: None,
        district: None,
        from: window.from,
        until: window.until,
        hands: 8,
        note: "Plusieurs de nos anciens restent chez eux.".to_owned(),
    };
    laptop.execute(Command::AskForHands { ask }).await?;
    Ok(())
}

async fn lend_to(stage: &Stage, org: &OrgId, window: Window) -> Result<Vec<Candidate>> {
    let candidates = Query::Candidates { to: org.clone(), window, kind: None, skill: None };
    let candidates = shown!(stage.hub.query(candidates).await?, Candidates)?;
    let free = |candidate: &Candidate| candidate.lent_minutes == Minutes(0);
    let chosen: Vec<Candidate> = candidates.into_iter().filter(free).take(LENT_EACH).collect();
    if chosen.len() < LENT_EACH {
        bail!("only {} people can be lent to {org}", chosen.len());
    }
    for (number, candidate) in chosen.iter().enumerate() {
        // One of each by the command line, as a script would.
        if number == 0 {
            by_command_line(stage, candidate, org, window).await?;
        } else {
            let quota = Some(Minutes::hours(HOURS));
            let lend = Command::Lend { volunteer: candidate.volunteer.clone(), to: org.clone(), window, quota };
            stage.hub.execute(lend).await?;
        }
    }
    Ok(chosen)
}

async fn by_command_line(stage: &Stage, candidate: &Candidate, org: &OrgId, window: Window) -> Result<()> {
    let iso = |at| stage.week.calendar.wall(at).strftime("%Y-%m-%dT%H:%M").to_string();
    let (from, until, hours) = (iso(window.from), iso(window.until), HOURS.to_string());
    let (volunteer, to) = (candidate.volunteer.as_str(), org.as_str());
    let lend = ["lend", "--volunteer", volunteer, "--to", to, "--from", &from, "--until", &until, "--hours", &hours];
    stage.hub.command(&lend).await?;
    Ok(())
}

/// Claire lends what was asked for beyond the loans; the requested bookings become held, and the people say yes.
pub(super) async fn grant_requests(
    stage: &Stage,
    requested: &BTreeSet<BookingId>,
    narrator: &Narrator,
    figures: &mut Figures,
) -> Result<()> {
    narrator.scene("Ce qui était demandé", "What was requested");
    let seats = standing(stage.hub.client()?).await?;
    let waiting = seats.iter().filter(|seat| requested.contains(&seat.booking.id));
    let mut granted = 0;
    for seat in waiting {
        let (volunteer, to) = (seat.booking.volunteer.clone(), seat.org.clone());
        let lend = Command::Lend { volunteer, to, window: seat.window, quota: None };
        let outcome = stage.hub.client()?.execute(lend).await.map_err(refused("a loan for a requested booking"))?;
        granted += usize::from(matches!(outcome, Outcome::Lent { pending: false, .. }));
    }
    stage.agree().await?;
    narrator.say(
        format!("{} réservations attendaient la ville. Claire accorde {granted} prêts de plus.", requested.len()),
        format!("{} bookings waited for the city. Claire grants {granted} more loans.", requested.len()),
    );
    figures.confirmed_after_sync =
        call_all(&stage.amina, requested).await? + call_all(&stage.yasmine, requested).await?;
    stage.agree().await?;
    let held = standing(stage.louis.client()).await?;
    let seen = held.iter().filter(|seat| requested.contains(&seat.booking.id) && seat.booking.right == Right::Held);
    let confirmed = figures.confirmed_after_sync;
    narrator.say(
        format!("Les demandées sont tenues ; au téléphone, {confirmed} personnes disent oui : confirmées."),
        format!("The requested ones are held; on the phone, {confirmed} people say yes: confirmed."),
    );
    narrator.say(
        format!("Louis voit les {} des Restos sur son écran, sans avoir rien fait.", seen.clone().count()),
        format!("Louis sees the {} of the Restos on his screen, without having done a thing.", seen.count()),
    );
    Ok(())
}
