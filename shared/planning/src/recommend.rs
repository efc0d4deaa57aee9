//! Whom to ask for a place: everybody who can, ranked by what the plan would gain.

use serde::Serialize;

use crate::plan::Plan;
use crate::problem::{Booking, Problem, Shift, Volunteer};
use crate::rules::{broken_alone, broken_together};
use crate::situation::{Held, Situation};
use crate::{Role, ShiftId, VolunteerId};

/// With more bookings than this in a week, what to leave is decided one by one instead of exactly.
const EXACT_MAX: usize = 10;

/// Somebody who could take a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    pub volunteer: VolunteerId,
    /// What the score gains (or loses, when negative) if this person takes the place.
    pub difference: i64,
    /// What they would leave for it.
    pub leaves: Vec<Booking>,
    /// Minutes they hold in that week before.
    pub minutes: i64,
}

/// Everybody who could take one more place in `role` of `shift`, best first; among equals, who has fewer minutes that week,
/// then by id. Empty when the role is full, unknown, or the problem is not well formed.
#[must_use]
pub fn recommend(problem: &Problem, plan: &Plan, shift: &ShiftId, role: &Role) -> Vec<Recommendation> {
    if problem.validate().is_err() {
        return Vec::new();
    }
    let situation = Situation::of(problem, &plan.bookings);
    let Some(&shift) = situation.names.shifts.get(shift) else { return Vec::new() };
    let Some(at) = shift.roles.iter().position(|need| need.role == *role) else { return Vec::new() };
    let Some(gain) = situation.gain(shift, at, situation.filled(&shift.id, at)) else { return Vec::new() };
    let able = problem.volunteers.iter().filter(|it| broken_alone(it, shift, &shift.roles[at]).is_empty());
    let mut found: Vec<Recommendation> =
        able.filter_map(|volunteer| offer(&situation, volunteer, shift, role, gain)).collect();
    found.sort_by(|a, b| (b.difference, a.minutes, &a.volunteer).cmp(&(a.difference, b.minutes, &b.volunteer)));
    found
}

/// What it takes for `volunteer` to take the place; none when they are there already or pinned elsewhere.
fn offer(
    situation: &Situation<'_>,
    volunteer: &Volunteer,
    shift: &Shift,
    role: &Role,
    gain: i64,
) -> Option<Recommendation> {
    let held = situation.held(&volunteer.id);
    let there = held.iter().any(|it| it.shift.id == shift.id);
    if there || !situation.broken_by_pinned(volunteer, shift).is_empty() {
        return None;
    }
    let (mut leaves, stays): (Vec<&Held<'_>>, Vec<&Held<'_>>) =
        held.iter().partition(|it| !broken_together(volunteer, it.shift, shift).is_empty());
    let same_week: Vec<&Held<'_>> = stays.into_iter().filter(|it| it.shift.week() == shift.week()).collect();
    leaves.extend(lighten(situation, volunteer, shift, &same_week));
    let before = situation.minutes(&volunteer.id, shift.week());
    let booking = Booking { volunteer: volunteer.id.clone(), shift: shift.id.clone(), role: role.clone() };
    let lost: i64 = leaves.iter().map(|it| situation.worth_held(volunteer, it)).sum();
    let difference =
        gain + situation.worth(volunteer, shift, &booking) - lost + fairness(situation, volunteer, shift, &leaves);
    let leaves = leaves.into_iter().map(|it| it.booking.clone()).collect();
    Some(Recommendation { volunteer: volunteer.id.clone(), difference, leaves, minutes: before })
}

/// What fairness gains when `volunteer` takes `shift` and leaves `leaves`, week by week.
fn fairness(situation: &Situation<'_>, volunteer: &Volunteer, shift: &Shift, leaves: &[&Held<'_>]) -> i64 {
    let mut weeks: Vec<i64> = leaves.iter().map(|it| it.shift.week()).chain([shift.week()]).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let change = |week: i64| {
        let before = situation.minutes(&volunteer.id, week);
        let less: i64 = leaves.iter().filter(|it| it.shift.week() == week).map(|it| it.shift.minutes().0).sum();
        let more = if shift.week() == week { shift.minutes().0 } else { 0 };
        situation.over_target(volunteer, before) - situation.over_target(volunteer, before - less + more)
    };
    weeks.into_iter().map(change).sum()
}

/// What to leave of the week's `stays` so that `shift` fits under the weekly limit, losing least.
fn lighten<'h, 'a>(
    situation: &Situation<'_>,
    volunteer: &Volunteer,
    shift: &Shift,
    stays: &[&'h Held<'a>],
) -> Vec<&'h Held<'a>> {
    let minutes = |held: &[&Held<'_>]| held.iter().map(|it| it.shift.minutes().0).sum::<i64>();
    let excess = minutes(stays) + shift.minutes().0 - volunteer.max_minutes_per_week.0;
    if excess <= 0 {
        return Vec::new();
    }
    let mut loose: Vec<&Held<'_>> = stays.iter().copied().filter(|it| !it.pinned).collect();
    let loss = |held: &Held<'_>| situation.worth_held(volunteer, held);
    if loose.len() > EXACT_MAX {
        loose.sort_by_key(|it| (loss(it), &it.booking.shift));
        let mut freed = 0;
        return loose
            .into_iter()
            .take_while(|it| {
                let needed = freed < excess;
                freed += it.shift.minutes().0;
                needed
            })
            .collect();
    }
    let subset = |mask: usize| -> Vec<&'h Held<'a>> {
        loose.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, it)| *it).collect()
    };
    let total = minutes(stays) + shift.minutes().0;
    let cost = |held: &[&Held<'_>]| {
        held.iter().map(|it| loss(it)).sum::<i64>() + situation.over_target(volunteer, total - minutes(held))
    };
    let enough = (1..1_usize << loose.len()).map(subset).filter(|held| minutes(held) >= excess);
    enough.min_by_key(|held| cost(held)).unwrap_or_default()
}
