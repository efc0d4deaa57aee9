//! Why a shift stays short: what keeps each person from it, counted.

use super::assemble::Week;
use super::propose::fill;
use mainforte_api::{ShortageCause, WhyShort};
use mainforte_domain::{Minutes, ShiftId};
use mainforte_planning as engine;
use std::collections::BTreeMap;

/// Every role that has fewer than it needs.
pub(super) fn of_week(week: &Week, bookings: &[engine::Booking]) -> Vec<WhyShort> {
    let fill = fill(bookings);
    let mut of_person: BTreeMap<&engine::VolunteerId, Vec<&engine::Shift>> = BTreeMap::new();
    let shifts: BTreeMap<&engine::ShiftId, &engine::Shift> = week.problem.shifts.iter().map(|s| (&s.id, s)).collect();
    for booking in bookings {
        if let Some(shift) = shifts.get(&booking.shift) {
            of_person.entry(&booking.volunteer).or_default().push(shift);
        }
    }
    let roles = week.problem.shifts.iter().flat_map(|s| s.roles.iter().map(move |r| (s, r)));
    let short = roles.filter_map(|(shift, need)| {
        let there = fill.get(&(shift.id.clone(), need.role.clone())).copied().unwrap_or(0);
        let missing = u32::try_from(need.min - there).ok().filter(|m| *m > 0)?;
        why(week, shift, need, missing, &of_person)
    });
    let mut short: Vec<WhyShort> = short.collect();
    short.sort_by(|a, b| (a.window, &a.shift, &a.role).cmp(&(b.window, &b.shift, &b.role)));
    short
}

fn why(
    week: &Week,
    shift: &engine::Shift,
    need: &engine::RoleNeed,
    missing: u32,
    of_person: &BTreeMap<&engine::VolunteerId, Vec<&engine::Shift>>,
) -> Option<WhyShort> {
    let id = ShiftId::parse(&shift.id.0).ok()?;
    let planned = week.shifts.get(&id)?;
    let mut able = 0;
    let mut causes: BTreeMap<ShortageCause, u32> = BTreeMap::new();
    for person in &week.problem.volunteers {
        let booked = of_person.get(&person.id).map_or(&[][..], Vec::as_slice);
        if booked.iter().any(|s| s.id == shift.id) {
            continue;
        }
        let alone = engine::broken_alone(person, shift, need);
        able += u32::from(alone.is_empty());
        *causes.entry(alone.iter().next().map_or_else(|| taken(person, shift, booked), cause)).or_default() += 1;
    }
    let mut causes: Vec<(ShortageCause, u32)> = causes.into_iter().collect();
    causes.sort_by_key(|(cause, people)| (std::cmp::Reverse(*people), *cause));
    Some(WhyShort {
        shift: id,
        title: planned.shift.title.clone(),
        place: planned.place.clone(),
        window: planned.shift.window,
        role: need.role.0.clone(),
        missing,
        able,
        causes,
        length: Minutes(shift.minutes().0),
    })
}

/// What keeps somebody who could do it: another shift, or the week's hours.
fn taken(person: &engine::Volunteer, shift: &engine::Shift, booked: &[&engine::Shift]) -> ShortageCause {
    let apart = booked.iter().all(|other| engine::broken_together(person, other, shift).is_empty());
    if apart { ShortageCause::OutOfHours } else { ShortageCause::TakenElsewhere }
}

fn cause(rule: engine::Rule) -> ShortageCause {
    match rule {
        engine::Rule::Radius => ShortageCause::TooFar,
        engine::Rule::Skill => ShortageCause::NoSkill,
        engine::Rule::Language => ShortageCause::NoLanguage,
        engine::Rule::Vetted => ShortageCause::NotVetted,
        engine::Rule::Availability => ShortageCause::NotAvailable,
        engine::Rule::NotHeld => ShortageCause::NotHeld,
        engine::Rule::WeekCap => ShortageCause::OutOfHours,
        engine::Rule::Overlap | engine::Rule::Turnaround => ShortageCause::TakenElsewhere,
        _ => ShortageCause::Unwilling,
    }
}
