//! Questions about one place: who could take it, why (not) this person.

use super::assemble::Week;
use super::reasons;
use crate::trouble::Trouble;
use mainforte_api::{EligibilityRule, Explanation, Proposal, Recommended};
use mainforte_domain::{PersonStatus, ShiftId, VolunteerId, display_phone};
use mainforte_planning as engine;
use mainforte_store::Reader;
use std::collections::BTreeMap;

/// How many people are recommended.
const RECOMMENDED: usize = 20;

/// Who could take a place: held people before requested ones, least booked that week first, then the nearest.
pub(crate) fn recommend(reader: &Reader, shift: &ShiftId, role: &str) -> Result<Vec<Recommended>, Trouble> {
    let week = week_of(reader, shift)?;
    let (there, need) = place(&week, shift, Some(role))?;
    let context = reasons::Context::of(&week, &week.problem.pinned);
    let booked_by = booked_by(&week);
    let mut found: Vec<(bool, i64, i64, &engine::Volunteer)> = Vec::new();
    for person in &week.problem.volunteers {
        let broken = engine::broken_alone(person, there, need);
        let booked = booked_by.get(person.id.0.as_str()).map_or(&[][..], Vec::as_slice);
        let minutes: i64 = booked.iter().map(|s| s.minutes().0).sum();
        let fits = booked.iter().all(|other| engine::broken_together(person, other, there).is_empty())
            && minutes + there.minutes().0 <= person.max_minutes_per_week.0;
        if fits && broken.without(engine::Rule::NotHeld).is_empty() {
            found.push((!broken.is_empty(), minutes, reasons::metres(person, there), person));
        }
    }
    found.sort_by(|a, b| (a.0, a.1, a.2, &a.3.id).cmp(&(b.0, b.1, b.2, &b.3.id)));
    let rows = found.into_iter().take(RECOMMENDED).filter_map(|(requested, _, _, person)| {
        let volunteer = VolunteerId::parse(&person.id.0).ok()?;
        let plannable = week.people.get(&volunteer)?;
        let booking =
            engine::Booking { volunteer: person.id.clone(), shift: there.id.clone(), role: need.role.clone() };
        Some(Recommended {
            name: plannable.person.name(),
            phone: plannable.person.phones.first().map(|p| display_phone(p)),
            held: !requested,
            reasons: context.of_booking(&week, &booking),
            last_asked: plannable.last_asked,
            volunteer,
        })
    });
    Ok(rows.collect())
}

/// Why (not) this person in this shift, in its first role that they could fill.
pub(crate) fn explain(reader: &Reader, shift: &ShiftId, volunteer: &VolunteerId) -> Result<Explanation, Trouble> {
    let week = week_of(reader, shift)?;
    let (there, _) = place(&week, shift, None)?;
    let roles = there.roles.iter().map(|need| rules(&week, there, need, volunteer));
    let broken = roles.collect::<Result<Vec<_>, _>>()?.into_iter().min_by_key(Vec::len).unwrap_or_default();
    Ok(Explanation { broken, cost: None, leaves: Vec::new(), displaces: None })
}

/// The rules that speak against a booking, `NotHeld` among them.
pub(crate) fn broken_rules(reader: &Reader, proposal: &Proposal) -> Result<Vec<EligibilityRule>, Trouble> {
    let week = week_of(reader, &proposal.shift)?;
    let (there, need) = place(&week, &proposal.shift, Some(&proposal.role))?;
    rules(&week, there, need, &proposal.volunteer)
}

fn rules(
    week: &Week,
    there: &engine::Shift,
    need: &engine::RoleNeed,
    volunteer: &VolunteerId,
) -> Result<Vec<EligibilityRule>, Trouble> {
    let person = week.problem.volunteers.iter().find(|v| v.id.0 == volunteer.as_str());
    let person = person.ok_or_else(|| Trouble::not_found("volunteer", volunteer))?;
    let mut rules = Vec::new();
    if let Some(known) = week.people.get(volunteer)
        && matches!(known.person.status, PersonStatus::Paused | PersonStatus::Withdrawn)
    {
        rules.push(EligibilityRule::NotActive);
    }
    rules.extend(engine::broken_alone(person, there, need).iter().filter_map(|rule| worded(rule, person, there, need)));
    let booked = booked_by(week).remove(person.id.0.as_str()).unwrap_or_default();
    let booked: Vec<&engine::Shift> = booked.into_iter().filter(|s| s.id != there.id).collect();
    for other in &booked {
        let together = engine::broken_together(person, other, there);
        let Ok(shift) = ShiftId::parse(&other.id.0) else { continue };
        if together.contains(engine::Rule::Overlap) {
            rules.insert(0, EligibilityRule::Overlap { shift });
        } else if together.contains(engine::Rule::Turnaround) {
            rules.push(EligibilityRule::Turnaround { shift });
        }
    }
    let minutes: i64 = booked.iter().map(|s| s.minutes().0).sum();
    let max = week.people.get(volunteer).map_or(0, |p| p.person.week_max.0);
    if minutes + there.minutes().0 > max {
        rules.push(EligibilityRule::WeekHours { max });
    }
    Ok(rules)
}

fn worded(
    rule: engine::Rule,
    person: &engine::Volunteer,
    there: &engine::Shift,
    need: &engine::RoleNeed,
) -> Option<EligibilityRule> {
    Some(match rule {
        engine::Rule::Skill => EligibilityRule::Skill { skill: need.skill.clone()? },
        engine::Rule::Language => EligibilityRule::Language { language: there.language.clone()? },
        engine::Rule::Vetted => EligibilityRule::Vetted,
        engine::Rule::RemoteOnly => EligibilityRule::RemoteOnly,
        engine::Rule::Radius => {
            EligibilityRule::TooFar { metres: reasons::metres(person, there), radius: person.radius_m.0 }
        }
        engine::Rule::Availability => EligibilityRule::NotAvailable,
        engine::Rule::NotHeld => EligibilityRule::NotHeld,
        engine::Rule::BlockedOrg | engine::Rule::BlockedShift => EligibilityRule::Blocked,
        _ => return None,
    })
}

/// The shifts of the week in which each person stands, pinned or set aside.
fn booked_by(week: &Week) -> BTreeMap<&str, Vec<&engine::Shift>> {
    let shifts: BTreeMap<&str, &engine::Shift> = week.problem.shifts.iter().map(|s| (s.id.0.as_str(), s)).collect();
    let mut booked: BTreeMap<&str, Vec<&engine::Shift>> = BTreeMap::new();
    for booking in &week.standing {
        if let Some(shift) = shifts.get(booking.shift.as_str()) {
            booked.entry(booking.volunteer.as_str()).or_default().push(shift);
        }
    }
    booked
}

fn place<'a>(
    week: &'a Week,
    shift: &ShiftId,
    role: Option<&str>,
) -> Result<(&'a engine::Shift, &'a engine::RoleNeed), Trouble> {
    let there = week.problem.shifts.iter().find(|s| s.id.0 == shift.as_str());
    let there = there.ok_or_else(|| Trouble::not_found("shift", shift))?;
    let need = there.roles.iter().find(|r| role.is_none_or(|role| r.role.0 == role));
    Ok((there, need.ok_or_else(|| Trouble::not_found("role", role.unwrap_or_default()))?))
}

/// The week in which a shift stands, with what a person booked then cannot do any more left in their availability.
fn week_of(reader: &Reader, shift: &ShiftId) -> Result<Week, Trouble> {
    let calendar = reader.calendar()?;
    let found = reader.shift(shift)?.ok_or_else(|| Trouble::not_found("shift", shift))?;
    let date = calendar.monday(found.shift.window.from);
    let window = calendar.week(date).ok_or_else(|| Trouble::invalid("monday", "not_a_monday", date))?;
    let week = Week::assemble(reader.planning_input(&window)?, date, window, &calendar);
    if week.shifts.contains_key(shift) { Ok(week) } else { Err(mainforte_api::Refusal::Cancelled.into()) }
}
