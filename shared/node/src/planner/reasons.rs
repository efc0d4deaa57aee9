//! Why this person: what people would say themselves.

use super::assemble::Week;
use mainforte_api::ProposalReason;
use mainforte_planning as engine;
use std::collections::BTreeMap;

/// Fewer others than this is worth saying.
const FEW: u32 = 4;

/// What the reasons of a week's bookings have in common, computed once.
pub(super) struct Context {
    people: BTreeMap<engine::VolunteerId, usize>,
    shifts: BTreeMap<engine::ShiftId, usize>,
    week_minutes: BTreeMap<engine::VolunteerId, i64>,
}

impl Context {
    pub(super) fn of(week: &Week, bookings: &[engine::Booking]) -> Self {
        let people = week.problem.volunteers.iter().enumerate().map(|(no, v)| (v.id.clone(), no)).collect();
        let shifts: BTreeMap<_, _> = week.problem.shifts.iter().enumerate().map(|(no, s)| (s.id.clone(), no)).collect();
        let mut week_minutes: BTreeMap<engine::VolunteerId, i64> = BTreeMap::new();
        for booking in bookings {
            let shift = shifts.get(&booking.shift).and_then(|no: &usize| week.problem.shifts.get(*no));
            *week_minutes.entry(booking.volunteer.clone()).or_default() += shift.map_or(0, |s| s.minutes().0);
        }
        Self { people, shifts, week_minutes }
    }

    /// The reasons for one booking, the weightiest first.
    pub(super) fn of_booking(&self, week: &Week, booking: &engine::Booking) -> Vec<ProposalReason> {
        let found = || {
            let person = week.problem.volunteers.get(*self.people.get(&booking.volunteer)?)?;
            let shift = week.problem.shifts.get(*self.shifts.get(&booking.shift)?)?;
            Some((person, shift, shift.roles.iter().find(|r| r.role == booking.role)?))
        };
        let Some((person, shift, need)) = found() else { return Vec::new() };
        let mut reasons = Vec::new();
        if let Some(skill) = &need.skill {
            reasons.push(ProposalReason::Skill { skill: skill.clone() });
            let others = able(week, shift, need).saturating_sub(1);
            if others < FEW {
                reasons.push(ProposalReason::FewOthers { others });
            }
        }
        if let Some(language) = &shift.language {
            reasons.push(ProposalReason::Language { language: language.clone() });
        }
        if let Some(name) = super::pairs::comes_with(week, &booking.volunteer) {
            reasons.push(ProposalReason::With { name });
        }
        if person.preferences.contains_key(&shift.category) {
            reasons.push(ProposalReason::Offers);
        }
        if !shift.remote {
            reasons.push(ProposalReason::Near { metres: metres(person, shift) });
        }
        let minutes = self.week_minutes.get(&booking.volunteer).copied().unwrap_or(0);
        reasons.push(ProposalReason::WeekHours { minutes });
        reasons
    }
}

/// How many people may do it, whatever else they do.
fn able(week: &Week, shift: &engine::Shift, need: &engine::RoleNeed) -> u32 {
    let able = week.problem.volunteers.iter().filter(|v| engine::broken_alone(v, shift, need).is_empty()).count();
    u32::try_from(able).unwrap_or(u32::MAX)
}

/// In a straight line.
pub(super) fn metres(person: &engine::Volunteer, shift: &engine::Shift) -> i64 {
    let (dx, dy) = (person.x.0 - shift.x.0, person.y.0 - shift.y.0);
    (dx * dx + dy * dy).isqrt()
}
