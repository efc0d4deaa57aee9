//! The score of a plan and the rules it breaks, straight from the format and free of the engine's index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::problem::{Booking, Problem, Shift, Volunteer, Weights};
use crate::rules::{broken_alone, broken_together, distance};
use crate::{Minutes, Rule, ShiftId, VolunteerId};

/// The score by part. Distance and fairness are costs: positive here, taken off in [`Score::total`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Score {
    pub needed: i64,
    pub extra: i64,
    pub preference: i64,
    pub continuity: i64,
    pub stay: i64,
    pub distance: i64,
    pub over_target: i64,
}

impl Score {
    /// What the engine maximises.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.needed + self.extra + self.preference + self.continuity + self.stay - self.distance - self.over_target
    }
}

/// A broken rule, and the booking that breaks it (with others, for rules about more than one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    pub rule: Rule,
    pub booking: Booking,
}

/// The problem by name: looked up, never gone through, so that no order can leak.
pub(crate) struct Names<'a> {
    pub(crate) volunteers: HashMap<&'a VolunteerId, &'a Volunteer>,
    pub(crate) shifts: HashMap<&'a ShiftId, &'a Shift>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(problem: &'a Problem) -> Self {
        Self {
            volunteers: problem.volunteers.iter().map(|it| (&it.id, it)).collect(),
            shifts: problem.shifts.iter().map(|it| (&it.id, it)).collect(),
        }
    }

    /// The volunteer, shift and position of the role that a booking names, when the problem has all three.
    pub(crate) fn find(&self, booking: &Booking) -> Option<(&'a Volunteer, &'a Shift, usize)> {
        let volunteer = self.volunteers.get(&booking.volunteer)?;
        let shift = self.shifts.get(&booking.shift)?;
        let role = shift.roles.iter().position(|need| need.role == booking.role)?;
        Some((volunteer, shift, role))
    }
}

/// The score of `bookings`, each counted once; those that name nothing in the problem count for nothing.
#[must_use]
pub fn score(problem: &Problem, bookings: &[Booking]) -> Score {
    let names = Names::of(problem);
    let previous: BTreeSet<&Booking> = problem.previous.iter().collect();
    let mut score = Score::default();
    let mut filled: BTreeMap<(&ShiftId, usize), i64> = BTreeMap::new();
    let mut minutes: BTreeMap<(&VolunteerId, i64), i64> = BTreeMap::new();
    for booking in bookings.iter().collect::<BTreeSet<_>>() {
        let Some((volunteer, shift, role)) = names.find(booking) else { continue };
        score.preference += volunteer.preferences.get(&shift.category).copied().unwrap_or_default();
        score.continuity += volunteer.usual.get(&shift.place).copied().unwrap_or_default();
        score.stay += if previous.contains(booking) { problem.weights.stay } else { 0 };
        score.distance += travel_cost(&problem.weights, volunteer, shift);
        *filled.entry((&shift.id, role)).or_default() += 1;
        *minutes.entry((&volunteer.id, shift.week())).or_default() += shift.minutes().0;
    }
    for ((id, role), count) in filled {
        let Some(shift) = names.shifts.get(id) else { continue };
        let Some(need) = shift.roles.get(role) else { continue };
        let weight = problem.weights.priority.get(shift.priority).unwrap_or_default();
        score.needed += weight * count.min(need.min);
        score.extra += weight / 4 * (count - need.min).max(0);
    }
    for ((id, _), total) in minutes {
        let Some(volunteer) = names.volunteers.get(id) else { continue };
        score.over_target += over_target_cost(&problem.weights, volunteer.target_minutes_per_week, total);
    }
    score
}

/// The cost of going from home to `shift`.
pub(crate) fn travel_cost(weights: &Weights, volunteer: &Volunteer, shift: &Shift) -> i64 {
    if shift.remote { 0 } else { weights.distance_per_km * distance(volunteer, shift).kilometres() }
}

/// The cost of `minutes` in a week for somebody who aims at `target`: each started hour beyond it counts.
pub(crate) fn over_target_cost(weights: &Weights, target: Minutes, minutes: i64) -> i64 {
    weights.over_target_per_hour * ((minutes.saturating_sub(target.0).max(0) + 59) / 60)
}

/// Every rule that `bookings` break, in the order of the bookings; bookings that name nothing in the problem are skipped
/// (see [`unknown`]).
#[must_use]
pub fn breaches(problem: &Problem, bookings: &[Booking]) -> Vec<Breach> {
    let names = Names::of(problem);
    let pinned: BTreeSet<&Booking> = problem.pinned.iter().collect();
    let mut found = Vec::new();
    let mut seen: BTreeSet<&Booking> = BTreeSet::new();
    let mut filled: BTreeMap<(&ShiftId, usize), i64> = BTreeMap::new();
    let mut held: BTreeMap<&VolunteerId, Vec<&Shift>> = BTreeMap::new();
    for booking in bookings {
        let Some((volunteer, shift, role)) = names.find(booking) else { continue };
        if !seen.insert(booking) {
            continue;
        }
        let Some(need) = shift.roles.get(role) else { continue };
        let mut broken = broken_alone(volunteer, shift, need);
        if pinned.contains(booking) {
            broken = broken.without(Rule::NotHeld);
        }
        let count = filled.entry((&shift.id, role)).or_default();
        *count += 1;
        broken.note(Rule::RoleOverfull, *count - 1 == need.max);
        let others = held.entry(&volunteer.id).or_default();
        for other in others.iter() {
            for rule in broken_together(volunteer, other, shift).iter() {
                broken.note(rule, true);
            }
        }
        others.push(shift);
        let week: i64 = others.iter().filter(|other| other.week() == shift.week()).map(|other| other.minutes().0).sum();
        broken.note(Rule::WeekCap, week > volunteer.max_minutes_per_week.0);
        found.extend(broken.iter().map(|rule| Breach { rule, booking: booking.clone() }));
    }
    let missing = problem.pinned.iter().filter(|booking| !seen.contains(booking));
    found.extend(missing.map(|booking| Breach { rule: Rule::PinnedMissing, booking: booking.clone() }));
    found
}

/// The bookings that name a volunteer, shift or role that the problem does not have, and those listed twice.
#[must_use]
pub fn unknown(problem: &Problem, bookings: &[Booking]) -> Vec<Booking> {
    let names = Names::of(problem);
    let mut seen = BTreeSet::new();
    bookings.iter().filter(|booking| names.find(booking).is_none() || !seen.insert(*booking)).cloned().collect()
}
