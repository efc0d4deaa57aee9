//! The score of a plan, straight from the format and free of the engine's index.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Minutes;
use crate::names::{Names, Placed};
use crate::problem::{Booking, Problem, Shift, Volunteer, Weights};
use crate::rules::distance;

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

/// The score of `bookings`, each counted once; those that name nothing in the problem count for nothing.
#[must_use]
pub fn score(problem: &Problem, bookings: &[Booking]) -> Score {
    let names = Names::of(problem);
    score_placed(&names, &names.placed(bookings), &names.placed(&problem.previous))
}

/// The score of sorted `bookings`, when the sorted ones in `previous` are worth staying.
pub(crate) fn score_placed(names: &Names<'_>, bookings: &[Placed], previous: &[Placed]) -> Score {
    let weights = &names.problem.weights;
    let mut score = Score::default();
    for of_one in bookings.chunk_by(|a, b| a.volunteer == b.volunteer) {
        let mut minutes: BTreeMap<i64, i64> = BTreeMap::new();
        for placed in of_one {
            let (volunteer, shift) = (names.volunteer(placed.volunteer), names.shift(placed.shift));
            score.preference += volunteer.preferences.get(&shift.category).copied().unwrap_or_default();
            score.continuity += volunteer.usual.get(&shift.place).copied().unwrap_or_default();
            score.stay += if previous.binary_search(placed).is_ok() { weights.stay } else { 0 };
            score.distance += travel_cost(weights, volunteer, shift);
            *minutes.entry(shift.week()).or_default() += shift.minutes().0;
        }
        let target = of_one.first().map(|it| names.volunteer(it.volunteer).target_minutes_per_week);
        let costs = minutes.values().map(|&total| over_target_cost(weights, target.unwrap_or_default(), total));
        score.over_target += costs.sum::<i64>();
    }
    (score.needed, score.extra) = filled_worth(names, bookings);
    score
}

/// What the needed places and the extra ones that `bookings` fill are worth.
fn filled_worth(names: &Names<'_>, bookings: &[Placed]) -> (i64, i64) {
    let filled = filled(names, bookings);
    let (mut needed, mut extra) = (0, 0);
    for (shift, at) in names.problem.shifts.iter().zip(0..) {
        let weight = names.problem.weights.priority.get(shift.priority).unwrap_or_default();
        for (need, role) in shift.roles.iter().zip(0..) {
            let count = filled[names.role_no(at, role)];
            if count > 0 {
                needed += weight * count.min(need.min);
                extra += weight / 4 * (count - need.min).max(0);
            }
        }
    }
    (needed, extra)
}

/// How many people each role has, in the line of all roles.
pub(crate) fn filled<'p>(names: &Names<'_>, bookings: impl IntoIterator<Item = &'p Placed>) -> Vec<i64> {
    let mut filled = vec![0; names.roles_len()];
    for placed in bookings {
        filled[names.role_no(placed.shift, placed.role)] += 1;
    }
    filled
}

/// The cost of going from home to `shift`.
pub(crate) fn travel_cost(weights: &Weights, volunteer: &Volunteer, shift: &Shift) -> i64 {
    if shift.remote { 0 } else { weights.distance_per_km * distance(volunteer, shift).kilometres() }
}

/// The cost of `minutes` in a week for somebody who aims at `target`: each started hour beyond it counts.
pub(crate) fn over_target_cost(weights: &Weights, target: Minutes, minutes: i64) -> i64 {
    weights.over_target_per_hour * ((minutes.saturating_sub(target.0).max(0) + 59) / 60)
}
