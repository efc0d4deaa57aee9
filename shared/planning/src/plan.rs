//! The engine's front door: a problem in, a plan with its proof out.

use serde::{Deserialize, Serialize};

use crate::effort::{Budget, Effort};
use crate::engine::{Outcome, run};
use crate::index::Index;
use crate::layout::GroupNo;
use crate::problem::{Booking, Problem};
use crate::program::SCALE;
use crate::validate::{ProblemError, checked};
use crate::{Role, ShiftId};

/// Who does what, and how good that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Pinned bookings included; by shift, role and volunteer.
    pub bookings: Vec<Booking>,
    /// See [`crate::score`].
    pub score: i64,
    /// No valid plan scores more: proven, not guessed.
    pub upper_bound: i64,
    /// The effort spent, the same on every machine.
    pub work_units: u64,
    /// What one more pair of hands would be worth, for each role of each shift; by shift and role.
    pub shadow_prices: Vec<ShadowPrice>,
}

/// The order of a plan's bookings.
pub(crate) fn by_shift(a: &Booking, b: &Booking) -> std::cmp::Ordering {
    (&a.shift, &a.role, &a.volunteer).cmp(&(&b.shift, &b.role, &b.volunteer))
}

/// What one more pair of hands in a role is worth to the whole plan, everybody's other uses considered: high where hands
/// are scarce, low or negative where there are plenty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShadowPrice {
    pub shift: ShiftId,
    pub role: Role,
    /// In hundredths of a point.
    pub hundredths: i64,
}

/// Who waits for a long run: is told how far it is, and may call it off.
pub trait Watch {
    /// `done` of `total` work units are spent.
    fn progress(&mut self, done: u64, total: u64);
    /// Whether to stop now, with the best plan so far.
    fn cancelled(&self) -> bool;
}

/// Nobody waits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&mut self, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// The best plan for `problem` that `effort` finds. The same problem and effort give the same plan everywhere.
///
/// # Errors
///
/// The problem's first fault, when it is not well formed.
pub fn plan(problem: &Problem, effort: Effort) -> Result<Plan, ProblemError> {
    plan_with(problem, effort, &mut Unwatched)
}

/// As [`plan`], with progress and a way to stop early. A plan from a run that was stopped is sound, and its bound proven.
///
/// # Errors
///
/// The problem's first fault, when it is not well formed.
pub fn plan_with(problem: &Problem, effort: Effort, watch: &mut dyn Watch) -> Result<Plan, ProblemError> {
    let index = Index::of(&checked(problem)?);
    let outcome = run_up_to(&index, effort, watch);
    Ok(Plan {
        bookings: outcome.roster.bookings(&index, &problem.pinned),
        score: outcome.roster.score,
        upper_bound: outcome.bound,
        work_units: outcome.work,
        shadow_prices: shadow_prices(&index, &outcome.rewards),
    })
}

/// Runs the lesser efforts first: they cost little beside the greater one, and more effort then never gives a worse plan.
fn run_up_to(index: &Index<'_>, effort: Effort, watch: &mut dyn Watch) -> Outcome {
    let efforts = || [Effort::Quick, Effort::Standard, Effort::Thorough].into_iter().filter(|it| *it <= effort);
    let total = efforts().map(|it| Budget::of(it, index).total).sum();
    let mut best: Option<Outcome> = None;
    for it in efforts() {
        let done = best.as_ref().map_or(0, |best| best.work);
        if done > 0 && watch.cancelled() {
            break;
        }
        let mut outcome = run(index, Budget::of(it, index), &mut |work| {
            watch.progress((done + work).min(total), total);
            !watch.cancelled()
        });
        outcome.work += done;
        best = Some(match best {
            Some(before) => before.better(outcome),
            None => outcome,
        });
    }
    best.unwrap_or_else(|| run(index, Budget::of(effort, index), &mut |_| true))
}

fn shadow_prices(index: &Index<'_>, rewards: &[i64]) -> Vec<ShadowPrice> {
    let price = |(group, reward): (GroupNo, &i64)| ShadowPrice {
        shift: index.shift(group).id.clone(),
        role: index.role(group).clone(),
        hundredths: reward * 100 / SCALE,
    };
    let mut prices: Vec<ShadowPrice> = (0..).zip(rewards).map(price).collect();
    prices.sort_unstable_by(|a, b| (&a.shift, &a.role).cmp(&(&b.shift, &b.role)));
    prices
}
