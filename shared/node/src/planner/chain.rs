//! Filling a place by moving somebody whose own place is then filled by somebody who is free: the shortest chain that helps.

use super::assemble::Week;
use super::propose::filled;
use super::seats::standing_plan;
use mainforte_planning as engine;

/// So many people are tried for a place, those first who would lose least.
const TRIED_MAX: usize = 8;

/// Fills what it can of the places that are still missing, each by one move at most. It moves nobody for nothing: afterwards
/// more of the places that are needed are filled.
pub(super) fn fill(
    week: &Week,
    places: &[(engine::ShiftId, engine::Role)],
    mut bookings: Vec<engine::Booking>,
) -> Vec<engine::Booking> {
    for (shift, role) in places {
        if let Some(better) = one_move(week, shift, role, &bookings) {
            bookings = better;
        }
    }
    bookings
}

fn one_move(
    week: &Week,
    shift: &engine::ShiftId,
    role: &engine::Role,
    bookings: &[engine::Booking],
) -> Option<Vec<engine::Booking>> {
    let before = filled(week, bookings);
    let offers = engine::recommend(&week.problem, &standing_plan(week, bookings.to_vec()), shift, role);
    let movers = offers.iter().filter(|offer| !offer.leaves.is_empty()).take(TRIED_MAX);
    let trials = movers.map(|mover| followed(week, shift, role, mover, bookings));
    trials.into_iter().find(|trial| filled(week, trial) > before)
}

/// The bookings once `mover` has taken the place and the best of those who are free has taken each place that they leave.
fn followed(
    week: &Week,
    shift: &engine::ShiftId,
    role: &engine::Role,
    mover: &engine::Recommendation,
    bookings: &[engine::Booking],
) -> Vec<engine::Booking> {
    let mut after: Vec<engine::Booking> = bookings.iter().filter(|b| !mover.leaves.contains(b)).cloned().collect();
    after.push(engine::Booking { volunteer: mover.volunteer.clone(), shift: shift.clone(), role: role.clone() });
    for left in &mover.leaves {
        let plan = standing_plan(week, after.clone());
        let free = engine::recommend(&week.problem, &plan, &left.shift, &left.role);
        if let Some(follower) = free.into_iter().find(|it| it.leaves.is_empty() && it.volunteer != mover.volunteer) {
            after.push(engine::Booking { volunteer: follower.volunteer, ..left.clone() });
        }
    }
    after
}
