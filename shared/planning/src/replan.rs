//! A new plan after a change, disturbing as few people as asked.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::VolunteerId;
use crate::bound_after::bound_after;
use crate::change::{Aftermath, Change};
use crate::names::Placed;
use crate::plan::{Plan, by_shift};
use crate::problem::{Booking, Problem};
use crate::questions::Questions;
use crate::refill::Refill;
use crate::score::{filled, score_placed};
use crate::situation::Situation;
use crate::validate::ProblemError;

/// How much may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stability {
    /// Every remaining booking stays; only empty places are filled.
    #[default]
    MoveNobody,
    /// Somebody who could fill a lost place may move, when that gains much.
    MoveFew,
    /// Everybody near what changed may move where the score gains. To weigh all of it again, plan again.
    BestPlan,
}

/// The new plan and what it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replan {
    pub plan: Plan,
    /// Bookings of the old plan that the change itself ended.
    pub lost: Vec<Booking>,
    /// New bookings.
    pub added: Vec<Booking>,
    /// Who leaves a booking that they could have kept.
    pub moved: Vec<Move>,
    /// Score and needed places after the change, before anything was done about it.
    pub score_before: i64,
    pub needs_before: i64,
    /// Needed places that are filled by the new plan.
    pub needs_after: i64,
}

/// What somebody leaves and takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    pub volunteer: VolunteerId,
    pub leaves: Vec<Booking>,
    pub takes: Vec<Booking>,
}

/// Plans again after `change`. Bookings of `plan` that break a rule of `problem` are lost as well.
///
/// # Errors
///
/// The problem's first fault, when it is not well formed.
pub fn replan(problem: &Problem, plan: &Plan, change: &Change, stability: Stability) -> Result<Replan, ProblemError> {
    Ok(Questions::about(problem, plan)?.replan(change, stability))
}

/// See [`replan`].
pub(crate) fn replanned(situation: &Situation<'_>, plan: &Plan, change: &Change, stability: Stability) -> Replan {
    let names = &situation.names;
    let aftermath = Aftermath::of(situation, &plan.bookings, change);
    let refill = Refill { situation, prices: &plan.shadow_prices, aftermath: &aftermath };
    let (bookings, work_units) = refill.run(stability);
    let upper_bound = bound_after(situation, plan.upper_bound, &aftermath).unwrap_or_else(|| refill.prove());
    let score = |bookings: &[Placed]| score_placed(names, bookings, &situation.previous).total();
    let score_after = score(&bookings);
    let takes_place = |at: u32| aftermath.held[at as usize];
    let prices = plan.shadow_prices.iter().filter(|it| names.shift_at(&it.shift).is_some_and(takes_place));
    let added = difference(situation, &bookings, &aftermath.kept);
    Replan {
        moved: moves(situation, &aftermath.kept, &bookings),
        score_before: score(&aftermath.kept),
        needs_before: needs_filled(situation, &aftermath.kept),
        needs_after: needs_filled(situation, &bookings),
        plan: Plan {
            score: score_after,
            upper_bound: upper_bound.max(score_after),
            work_units,
            shadow_prices: prices.cloned().collect(),
            bookings: told(situation, plan, &bookings, &added),
        },
        added,
        lost: aftermath.lost,
    }
}

/// The bookings by name; by shift, role and volunteer. Most stand in `before` in that order already.
fn told(situation: &Situation<'_>, before: &Plan, placed: &[Placed], added: &[Booking]) -> Vec<Booking> {
    let stands = |it: &&Booking| situation.names.find(it).is_some_and(|it| placed.binary_search(&it).is_ok());
    let old = before.bookings.iter().chain(&situation.problem().pinned).filter(stands);
    let mut bookings: Vec<Booking> = old.chain(added).cloned().collect();
    bookings.sort_by(by_shift);
    bookings.dedup();
    bookings
}

/// What is in `these` and not in `those`, by volunteer.
fn difference(situation: &Situation<'_>, these: &[Placed], those: &[Placed]) -> Vec<Booking> {
    let new = these.iter().filter(|it| those.binary_search(it).is_err());
    new.map(|&it| situation.names.booking(it)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Who leaves something, with what they take.
fn moves(situation: &Situation<'_>, before: &[Placed], after: &[Placed]) -> Vec<Move> {
    let mut moves: BTreeMap<VolunteerId, Move> = BTreeMap::new();
    for booking in difference(situation, before, after) {
        let id = booking.volunteer.clone();
        let empty = Move { volunteer: id.clone(), leaves: Vec::new(), takes: Vec::new() };
        moves.entry(id).or_insert(empty).leaves.push(booking);
    }
    for booking in difference(situation, after, before) {
        if let Some(it) = moves.get_mut(&booking.volunteer) {
            it.takes.push(booking);
        }
    }
    moves.into_values().collect()
}

/// How many needed places are filled.
fn needs_filled(situation: &Situation<'_>, bookings: &[Placed]) -> i64 {
    let filled = filled(&situation.names, bookings);
    let needs = situation.problem().shifts.iter().flat_map(|shift| &shift.roles);
    filled.iter().zip(needs).map(|(count, need)| need.min.min(*count)).sum()
}
