//! Whom to ask for a place: everybody who can, ranked by what the plan would gain.

use serde::Serialize;

use crate::names::Placed;
use crate::plan::Plan;
use crate::problem::{Booking, Problem, Shift};
use crate::questions::Questions;
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
    Questions::about(problem, plan).map(|it| it.recommend(shift, role)).unwrap_or_default()
}

/// See [`recommend`].
pub(crate) fn recommendations(situation: &Situation<'_>, shift: &ShiftId, role: &Role) -> Vec<Recommendation> {
    let Some((at, role)) = situation.names.role_at(shift, role) else { return Vec::new() };
    let Some(gain) = situation.gain(at, role, situation.filled(at, role)) else { return Vec::new() };
    let shift = situation.names.shift(at);
    let able = (0..).zip(&situation.problem().volunteers);
    let able = able.filter(|(_, it)| broken_alone(it, shift, &shift.roles[role as usize]).is_empty());
    let places = able.map(|(volunteer, _)| Placed { volunteer, shift: at, role });
    let mut found: Vec<Recommendation> = places.filter_map(|place| offer(situation, place, gain)).collect();
    found.sort_by(|a, b| (b.difference, a.minutes, &a.volunteer).cmp(&(a.difference, b.minutes, &b.volunteer)));
    found
}

/// What it takes for a volunteer to take `place`; none when they are there already or pinned elsewhere.
fn offer(situation: &Situation<'_>, place: Placed, gain: i64) -> Option<Recommendation> {
    let (volunteer, shift) = (situation.names.volunteer(place.volunteer), situation.names.shift(place.shift));
    let held = situation.held(place.volunteer);
    let there = held.iter().any(|it| it.placed.shift == place.shift);
    if there || !situation.broken_by_pinned(place.volunteer, shift).is_empty() {
        return None;
    }
    let (mut leaves, stays): (Vec<&Held<'_>>, Vec<&Held<'_>>) =
        held.iter().partition(|it| !broken_together(volunteer, it.shift, shift).is_empty());
    let same_week: Vec<&Held<'_>> = stays.into_iter().filter(|it| it.shift.week() == shift.week()).collect();
    leaves.extend(lighten(situation, place, &same_week));
    let lost: i64 = leaves.iter().map(|it| situation.worth_held(it)).sum();
    Some(Recommendation {
        volunteer: volunteer.id.clone(),
        difference: gain + situation.worth(place) - lost + fairness(situation, place, shift, &leaves),
        leaves: leaves.into_iter().map(|it| situation.names.booking(it.placed)).collect(),
        minutes: situation.minutes(place.volunteer, shift.week()),
    })
}

/// What fairness gains when `place` is taken and `leaves` are left, week by week.
fn fairness(situation: &Situation<'_>, place: Placed, shift: &Shift, leaves: &[&Held<'_>]) -> i64 {
    let mut weeks: Vec<i64> = leaves.iter().map(|it| it.shift.week()).chain([shift.week()]).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let volunteer = situation.names.volunteer(place.volunteer);
    let change = |week: i64| {
        let before = situation.minutes(place.volunteer, week);
        let less: i64 = leaves.iter().filter(|it| it.shift.week() == week).map(|it| it.shift.minutes().0).sum();
        let more = if shift.week() == week { shift.minutes().0 } else { 0 };
        situation.over_target(volunteer, before) - situation.over_target(volunteer, before - less + more)
    };
    weeks.into_iter().map(change).sum()
}

/// A booking that could be left: its minutes, and what would be lost.
struct Loose<'h, 'a> {
    held: &'h Held<'a>,
    minutes: i64,
    loss: i64,
}

/// What to leave of the week's `stays` so that `place` fits under the weekly limit, losing least.
fn lighten<'h, 'a>(situation: &Situation<'_>, place: Placed, stays: &[&'h Held<'a>]) -> Vec<&'h Held<'a>> {
    let volunteer = situation.names.volunteer(place.volunteer);
    let taken = situation.names.shift(place.shift).minutes().0;
    let total = taken + stays.iter().map(|it| it.shift.minutes().0).sum::<i64>();
    let excess = total - volunteer.max_minutes_per_week.0;
    if excess <= 0 {
        return Vec::new();
    }
    let weigh = |held: &'h Held<'a>| Loose { held, minutes: held.shift.minutes().0, loss: situation.worth_held(held) };
    let loose: Vec<Loose<'h, 'a>> = stays.iter().filter(|it| !it.pinned).map(|&it| weigh(it)).collect();
    if loose.len() > EXACT_MAX {
        return cheapest_first(loose, excess);
    }
    let cost = |minutes: i64, loss: i64| loss + situation.over_target(volunteer, total - minutes);
    let mask = best_subset(&loose, excess, cost);
    loose.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, it)| it.held).collect()
}

/// Leaves what costs least, one by one, until `excess` minutes are free.
fn cheapest_first<'h, 'a>(mut loose: Vec<Loose<'h, 'a>>, excess: i64) -> Vec<&'h Held<'a>> {
    loose.sort_by_key(|it| (it.loss, &it.held.shift.id));
    let mut freed = 0;
    let mut needed = |it: &Loose<'_, '_>| {
        let needed = freed < excess;
        freed += it.minutes;
        needed
    };
    loose.into_iter().take_while(|it| needed(it)).map(|it| it.held).collect()
}

/// The set of bookings, one bit each, that frees `excess` minutes at the least cost; 0 when none does.
fn best_subset(loose: &[Loose<'_, '_>], excess: i64, cost: impl Fn(i64, i64) -> i64) -> usize {
    // The sums of each set come from the set without its last booking.
    let mut sums = vec![(0, 0)];
    let mut best = None;
    for mask in 1..1_usize << loose.len() {
        let (minutes, loss): (i64, i64) = sums[mask & (mask - 1)];
        let it = &loose[mask.trailing_zeros() as usize];
        let (minutes, loss) = (minutes + it.minutes, loss + it.loss);
        sums.push((minutes, loss));
        if minutes >= excess {
            let cost = cost(minutes, loss);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, mask));
            }
        }
    }
    best.map_or(0, |(_, mask)| mask)
}
