use super::desk::Desk;
use super::table::Measure;
use super::timing::Timing;
use crate::city::unexpected_outcome;
use anyhow::{Context, Result};
use mainforte_api::{Command, NeedDraft, Outcome, PeopleFilter, PeopleSort, PersonDraft, Query, Slot};
use mainforte_domain::{Answer, BookingId, KindId, Metres, Minutes, PersonStatus, Priority, RoleNeed, ShiftId};
use mainforte_domain::{CityCalendar, VolunteerId};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// So many commands of each kind.
const EACH: usize = 150;

/// Commands of a coordinator's day, each until it is on disk.
pub(super) async fn to_disk(desk: &Desk) -> Result<Vec<Measure>> {
    let people = people(desk).await?;
    let shift = publish(desk).await?;
    let mut kinds: Vec<(&str, Timing)> = Vec::new();
    kinds.push(("add a person", timed(desk, (0..EACH).map(add)).await?.0));
    let paused = people.iter().rev().take(EACH).cloned();
    kinds.push(("change a status", timed(desk, paused.map(pause)).await?.0));
    let (booking, made) = timed(desk, people.iter().take(EACH).map(|id| book(&shift, id))).await?;
    kinds.push(("book", booking));
    let calls = bookings(made)?;
    kinds.push(("log a call", timed(desk, calls.into_iter().map(call)).await?.0));
    let mut all = Timing::default();
    kinds.iter().for_each(|(_, timing)| all.join(timing));
    let measures = std::iter::once(("any of these", all)).chain(kinds);
    Ok(measures.map(|(name, timing)| measure(name, &timing)).collect())
}

fn measure(name: &str, timing: &Timing) -> Measure {
    Measure {
        what: format!("command to durable disk: {name}"),
        how: format!("p99 of {}, p50 {:.1} ms", timing.count(), timing.percentile_ms(50)),
        value: Some(timing.percentile_ms(99)),
        under: 20.0,
        unit: "ms",
    }
}

async fn timed(desk: &Desk, commands: impl Iterator<Item = Command>) -> Result<(Timing, Vec<Outcome>)> {
    let (mut timing, mut outcomes) = (Timing::default(), Vec::new());
    for command in commands {
        let begun = Instant::now();
        let outcome = desk.execute(command).await?;
        timing.add(begun.elapsed());
        outcomes.push(outcome);
    }
    Ok((timing, outcomes))
}

async fn people(desk: &Desk) -> Result<Vec<VolunteerId>> {
    let page = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Newest, offset: 0, limit: 500 };
    Ok(crate::shown!(desk.query(page).await?, Volunteers)?.rows.into_iter().map(|row| row.id).collect())
}

/// A shift of tomorrow that takes everybody.
async fn publish(desk: &Desk) -> Result<ShiftId> {
    let me = crate::shown!(desk.query(Query::Me).await?, Me)?;
    let day = CityCalendar::new(&me.time_zone)?.wall(me.now.plus(1440)).date();
    let need = NeedDraft {
        title: "Distribution, Bacalan".to_owned(),
        kind: KindId::parse("food-distribution")?,
        place: "Bacalan".to_owned(),
        district: None,
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: false,
        language: None,
        roles: BTreeMap::from([("Accueil".to_owned(), RoleNeed { skill: None, min: 1, max: 9_999 })]),
        slots: vec![Slot { start: format!("{day}T09:00"), end: format!("{day}T12:00") }],
        note: String::new(),
    };
    match desk.execute(Command::PublishNeed { need }).await? {
        Outcome::NeedPublished { shifts, .. } => shifts.into_iter().next().context("no shift was published"),
        other => Err(unexpected_outcome(other)),
    }
}

fn bookings(outcomes: Vec<Outcome>) -> Result<Vec<BookingId>> {
    let ids = outcomes.into_iter().map(|outcome| match outcome {
        Outcome::Booked { bookings, .. } => bookings.into_iter().next().context("nothing was booked"),
        other => Err(unexpected_outcome(other)),
    });
    ids.collect()
}

fn add(number: usize) -> Command {
    let person = PersonDraft {
        given: "Camille".to_owned(),
        family: format!("Mesure {number}"),
        phones: vec![format!("06 39 98 {:02} {:02}", number / 100, number % 100)],
        emails: Vec::new(),
        district: None,
        offers: BTreeSet::new(),
        skills: BTreeSet::new(),
        languages: BTreeSet::new(),
        vetted: false,
        remote_only: false,
        radius: Metres(5_000),
        week_max: Minutes::hours(10),
        week_target: Minutes::hours(6),
        availability: Vec::new(),
        status: PersonStatus::Active,
        note: String::new(),
    };
    Command::AddPerson { person }
}

fn pause(id: VolunteerId) -> Command {
    Command::SetPersonStatus { ids: vec![id], status: PersonStatus::Paused }
}

fn book(shift: &ShiftId, volunteer: &VolunteerId) -> Command {
    let (shift, volunteer) = (shift.clone(), volunteer.clone());
    Command::Book { shift, role: "Accueil".to_owned(), volunteer, deliberately: true }
}

fn call(id: BookingId) -> Command {
    Command::SetAnswer { id, answer: Answer::Yes }
}
