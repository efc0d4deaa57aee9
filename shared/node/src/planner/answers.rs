//! What speaks against one booking.

use super::assemble::{Pinning, Scope, Week};
use super::{pairs, reasons};
use crate::trouble::Trouble;
use mainforte_api::{EligibilityRule, Proposal};
use mainforte_domain::{Answer, PersonStatus, ShiftId, VolunteerId};
use mainforte_planning as engine;
use mainforte_store::Reader;
use std::collections::BTreeMap;

/// The rules that speak against a booking, `NotHeld` among them.
pub(crate) fn broken_rules(reader: &Reader, proposal: &Proposal) -> Result<Vec<EligibilityRule>, Trouble> {
    let week = week_of(reader, &proposal.shift, Pinning::All)?;
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
    rules.extend(pairs::rules(week, &ShiftId::parse(&there.id.0)?, volunteer));
    rules.extend(broken_alone_words(week, person, there, need));
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

/// The rules that speak against a place, whatever else the person does.
pub(super) fn broken_alone_words(
    week: &Week,
    person: &engine::Volunteer,
    there: &engine::Shift,
    need: &engine::RoleNeed,
) -> Vec<EligibilityRule> {
    let broken = engine::broken_alone(person, there, need);
    broken.iter().filter_map(|rule| worded(week, rule, person, there, need)).collect()
}

fn worded(
    week: &Week,
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
        engine::Rule::BlockedShift => blocked(week, person, there)?,
        engine::Rule::BlockedOrg => EligibilityRule::Blocked,
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

/// Why a shift is closed to a person: an answer of theirs; none when it is somebody there, which is said apart.
fn blocked(week: &Week, person: &engine::Volunteer, there: &engine::Shift) -> Option<EligibilityRule> {
    let mut theirs = week.declined.iter().filter(|b| b.volunteer.as_str() == person.id.0);
    if theirs.clone().any(|b| b.shift.as_str() == there.id.0) {
        return Some(EligibilityRule::SaidNo);
    }
    theirs.any(|b| b.answer == Answer::Withdrew).then_some(EligibilityRule::Withdrew)
}

/// The week in which a shift stands, with what a person booked then cannot do any more left in their availability.
pub(super) fn week_of(reader: &Reader, shift: &ShiftId, pinning: Pinning) -> Result<Week, Trouble> {
    let calendar = reader.calendar()?;
    let found = reader.shift(shift)?.ok_or_else(|| Trouble::not_found("shift", shift))?;
    let date = calendar.monday(found.shift.window.from);
    let window = calendar.week(date).ok_or_else(|| Trouble::invalid("monday", "not_a_monday", date))?;
    let scope = Scope { pinning, begun: None };
    let week = Week::assemble(reader.planning_input(&window)?, date, window, &calendar, scope);
    if week.shifts.contains_key(shift) { Ok(week) } else { Err(mainforte_api::Refusal::Cancelled.into()) }
}
