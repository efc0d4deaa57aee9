//! A new plan after a change, disturbing as few people as asked.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::effort::{Budget, Effort};
use crate::index::{Index, PersonNo};
use crate::plan::{Plan, ShadowPrice};
use crate::price::{bound, first_guess};
use crate::problem::{Booking, Problem};
use crate::program::{Program, SCALE};
use crate::roster::{Roster, Schedule};
use crate::rules::broken_alone;
use crate::score::{Names, breaches, score};
use crate::search::Search;
use crate::shortlist::Shortlist;
use crate::validate::ProblemError;
use crate::{Role, ShiftId, VolunteerId};

/// Work units for filling places that nobody has to move for, and for moving a few.
const FILL_WORK: u64 = 200_000;
const FEW_WORK: u64 = 1_500_000;
/// The regret, in points, up to which a move is thought about.
const MARGIN: i64 = 25;

/// No believable price is lower, in fractions of a point: a plan from outside may say anything.
const PRICE_MIN: i64 = -(1 << 30);

/// What happened since the plan was made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Who cannot come at all any more.
    pub absent: Vec<VolunteerId>,
    /// Proposals that were turned down; they are not made again.
    pub declined: Vec<Booking>,
    /// Shifts that do not take place.
    pub cancelled: Vec<ShiftId>,
}

/// How much may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stability {
    /// Every remaining booking stays; only empty places are filled.
    #[default]
    MoveNobody,
    /// Somebody who could fill an empty place may move, when that gains much.
    MoveFew,
    /// Everybody may move where the score gains.
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
    problem.validate()?;
    let changed = apply(problem, change);
    let (kept, lost) = split(&changed, &plan.bookings);
    let (bookings, work_units) = match stability {
        Stability::MoveNobody => fill(&changed, plan, &kept, &lost),
        Stability::MoveFew => move_some(&changed, plan, &kept, Some(&lost)),
        Stability::BestPlan => move_some(&changed, plan, &kept, None),
    };
    let shifts: BTreeSet<&ShiftId> = changed.shifts.iter().map(|it| &it.id).collect();
    let prices = plan.shadow_prices.iter().filter(|it| shifts.contains(&it.shift)).cloned().collect();
    // Taking people, choices and shifts away raises no optimum, unless a pinned booking went that cost points.
    let upper_bound =
        if changed.pinned.len() == problem.pinned.len() { plan.upper_bound } else { prove(&changed, plan) };
    let score_after = score(&changed, &bookings).total();
    Ok(Replan {
        added: difference(&bookings, &kept),
        moved: moves(&kept, &bookings),
        score_before: score(&changed, &kept).total(),
        needs_before: needs_filled(&changed, &kept),
        needs_after: needs_filled(&changed, &bookings),
        plan: Plan {
            score: score_after,
            upper_bound: upper_bound.max(score_after),
            work_units,
            shadow_prices: prices,
            bookings,
        },
        lost,
    })
}

/// The problem after the change.
fn apply(problem: &Problem, change: &Change) -> Problem {
    let absent: BTreeSet<&VolunteerId> = change.absent.iter().collect();
    let cancelled: BTreeSet<&ShiftId> = change.cancelled.iter().collect();
    let declined: BTreeSet<&Booking> = change.declined.iter().collect();
    let goes = |it: &Booking| absent.contains(&it.volunteer) || cancelled.contains(&it.shift) || declined.contains(it);
    let pinned: Vec<Booking> = problem.pinned.iter().filter(|it| !goes(it)).cloned().collect();
    let stays = |it: &Booking| pinned.iter().any(|other| other.volunteer == it.volunteer && other.shift == it.shift);
    let mut refused: BTreeMap<&VolunteerId, Vec<ShiftId>> = BTreeMap::new();
    for booking in change.declined.iter().filter(|it| !stays(it)) {
        refused.entry(&booking.volunteer).or_default().push(booking.shift.clone());
    }
    let mut volunteers: Vec<_> = problem.volunteers.iter().filter(|it| !absent.contains(&it.id)).cloned().collect();
    for volunteer in &mut volunteers {
        volunteer.blocked_shifts.extend(refused.remove(&volunteer.id).into_iter().flatten());
    }
    Problem {
        format: problem.format.clone(),
        name: problem.name.clone(),
        horizon: problem.horizon.clone(),
        weights: problem.weights.clone(),
        volunteers,
        shifts: problem.shifts.iter().filter(|it| !cancelled.contains(&it.id)).cloned().collect(),
        pinned,
        previous: problem.previous.clone(),
    }
}

/// The bookings that still stand, pinned ones included, and those that do not.
fn split(problem: &Problem, bookings: &[Booking]) -> (Vec<Booking>, Vec<Booking>) {
    let names = Names::of(problem);
    let pinned: BTreeSet<&Booking> = problem.pinned.iter().collect();
    let known = bookings.iter().filter(|it| names.find(it).is_some() && !pinned.contains(it));
    let mut kept: Vec<Booking> = problem.pinned.clone();
    kept.extend(known.collect::<BTreeSet<_>>().into_iter().cloned());
    loop {
        let broken: BTreeSet<Booking> = breaches(problem, &kept).into_iter().map(|breach| breach.booking).collect();
        let before = kept.len();
        kept.retain(|it| pinned.contains(it) || !broken.contains(it));
        if kept.len() == before {
            break;
        }
    }
    let standing: BTreeSet<&Booking> = kept.iter().collect();
    let lost = bookings.iter().filter(|it| !standing.contains(it)).cloned().collect();
    (kept, lost)
}

/// Fills the places that were lost, and moves nobody.
fn fill(problem: &Problem, plan: &Plan, kept: &[Booking], lost: &[Booking]) -> (Vec<Booking>, u64) {
    let vacated: BTreeSet<&ShiftId> = lost.iter().map(|it| &it.shift).collect();
    let index = Index::among(problem, kept, |_| true, |shift| vacated.contains(shift));
    let rewards = rewards(&index, &plan.shadow_prices);
    let list = Shortlist::everything(&index);
    let mut program = Program::default();
    let mut search = Search::new(&index, &rewards, &list, Roster::empty(&index), 1);
    search.construct(&mut program);
    let quick = Budget::of(Effort::Quick, &index).total;
    let until = program.work + FILL_WORK.min(quick);
    search.improve(&mut program, until, 0, &mut |_| true);
    (search.roster.bookings(&index, kept), program.work)
}

/// Plans those again who could fill a lost place, or everybody, from where they are.
fn move_some(problem: &Problem, plan: &Plan, kept: &[Booking], lost: Option<&[Booking]>) -> (Vec<Booking>, u64) {
    let mut working = problem.clone();
    working.previous = kept.to_vec();
    if lost.is_some() {
        working.weights.stay = working.weights.stay.max(working.weights.priority.first / 4);
    }
    let near = lost.map(|lost| could_fill(problem, lost));
    let is_free = |id: &VolunteerId| near.as_ref().is_none_or(|near| near.contains(id));
    let pinned: BTreeSet<&Booking> = problem.pinned.iter().collect();
    let stays = |it: &&Booking| pinned.contains(it) || !is_free(&it.volunteer);
    let fixed: Vec<Booking> = kept.iter().filter(stays).cloned().collect();
    let index = Index::among(&working, &fixed, is_free, |_| true);
    let rewards = rewards(&index, &plan.shadow_prices);
    let list = Shortlist::of(&index, &rewards, MARGIN);
    let mut roster = Roster::empty(&index);
    let groups = index.group_numbers();
    let mut held: BTreeMap<PersonNo, Vec<u32>> = BTreeMap::new();
    for booking in kept.iter().filter(|it| !stays(it)) {
        let group = groups.get(&(&booking.shift, &booking.role));
        if let (Some(person), Some(&group)) = (index.person_no(&booking.volunteer), group) {
            held.entry(person).or_default().push(group);
        }
    }
    for (person, groups) in held {
        roster.assign(&index, person, Schedule::of(&index, person, groups));
    }
    let mut program = Program::default();
    let mut search = Search::new(&index, &rewards, &list, roster, 1);
    let quick = Budget::of(Effort::Quick, &index).total;
    let work = if lost.is_some() { FEW_WORK.min(quick) } else { quick };
    search.improve(&mut program, work, 0, &mut |_| true);
    (search.roster.bookings(&index, &fixed), program.work)
}

/// Everybody whom the rules allow in one of the places that were lost.
fn could_fill(problem: &Problem, lost: &[Booking]) -> BTreeSet<VolunteerId> {
    let names = Names::of(problem);
    let mut near = BTreeSet::new();
    let places: BTreeSet<(&ShiftId, &Role)> = lost.iter().map(|it| (&it.shift, &it.role)).collect();
    for (shift, role) in places {
        let Some(shift) = names.shifts.get(shift) else { continue };
        let Some(need) = shift.roles.iter().find(|need| need.role == *role) else { continue };
        let able = problem.volunteers.iter().filter(|it| broken_alone(it, shift, need).is_empty());
        near.extend(able.map(|it| it.id.clone()));
    }
    near
}

/// The prices of the old plan, and guesses for what it has none for.
fn rewards(index: &Index<'_>, prices: &[ShadowPrice]) -> Vec<i64> {
    let mut rewards = first_guess(index);
    let groups = index.group_numbers();
    for price in prices {
        if let Some(&group) = groups.get(&(&price.shift, &price.role)) {
            let most = index.group(group).first * SCALE;
            rewards[group as usize] = (price.hundredths.saturating_mul(SCALE) / 100).clamp(PRICE_MIN, most);
        }
    }
    rewards
}

/// A bound from the old prices.
fn prove(problem: &Problem, plan: &Plan) -> i64 {
    let index = Index::of(problem);
    let rewards = rewards(&index, &plan.shadow_prices);
    bound(&index, &mut Program::default(), &rewards)
}

fn difference(these: &[Booking], those: &[Booking]) -> Vec<Booking> {
    let those: BTreeSet<&Booking> = those.iter().collect();
    these.iter().filter(|it| !those.contains(it)).cloned().collect()
}

/// Who leaves something, with what they take.
fn moves(before: &[Booking], after: &[Booking]) -> Vec<Move> {
    let mut moves: BTreeMap<VolunteerId, Move> = BTreeMap::new();
    for booking in difference(before, after) {
        let id = booking.volunteer.clone();
        let empty = Move { volunteer: id.clone(), leaves: Vec::new(), takes: Vec::new() };
        moves.entry(id).or_insert(empty).leaves.push(booking);
    }
    for booking in difference(after, before) {
        if let Some(it) = moves.get_mut(&booking.volunteer) {
            it.takes.push(booking);
        }
    }
    moves.into_values().collect()
}

/// How many needed places are filled.
fn needs_filled(problem: &Problem, bookings: &[Booking]) -> i64 {
    let mut filled: BTreeMap<(&ShiftId, &Role), i64> = BTreeMap::new();
    for booking in bookings {
        *filled.entry((&booking.shift, &booking.role)).or_default() += 1;
    }
    let roles = problem.shifts.iter().flat_map(|shift| shift.roles.iter().map(move |need| (&shift.id, need)));
    roles.map(|(shift, need)| filled.get(&(shift, &need.role)).copied().unwrap_or_default().min(need.min)).sum()
}
