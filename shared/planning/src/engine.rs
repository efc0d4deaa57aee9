//! A whole run: prices, a first plan from them, then search, within a budget of work.

use crate::effort::Budget;
use crate::hasty;
use crate::index::Index;
use crate::layout::PersonNo;
use crate::price::{Descent, bound, descend, first_guess};
use crate::program::Program;
use crate::roster::Roster;
use crate::search::Search;
use crate::shortlist::Shortlist;

/// Below so many passes in all there is no time for shortlists.
const HASTY_BELOW: u64 = 28;
/// Passes over all choices, before a shortlist of them is good enough.
const COARSE_PASSES: u32 = 8;
/// Passes over the shortlist: fewer are not worth making it.
const FINE_PASSES: (u64, u64) = (8, 200);
/// Where passes are cheap, more of them still help: so many at most.
const FINEST_PASSES: u64 = 1600;
/// Tenths of a work unit that a pass takes for each choice.
const PASS_COST: u64 = 16;
/// What making a shortlist takes, in passes.
const LIST_PASSES: u64 = 5;
/// How far steps are halved after the coarse passes, and after all.
const COARSE_HALVED: u32 = 4;
const FINE_HALVED: u32 = 10;
/// The regret, in points, beyond which the fine passes leave a choice out.
const FINE_MARGIN: i64 = 60;
/// The regrets, in points, up to which the search considers choices, one after the other.
const MARGINS: [i64; 4] = [5, 10, 20, 40];
/// With work for so many passes in all, the search ends with choices of more regret: among few people the best plan may
/// need one.
const PLENTY: u64 = 400;
const PLENTY_MARGINS: [i64; 5] = [5, 10, 20, 40, 400];
/// The loss in points that the search accepts at first.
pub(crate) const TOLERANCE: i64 = 6;

/// What a run has come to.
pub(crate) struct Outcome {
    pub(crate) roster: Roster,
    pub(crate) rewards: Vec<i64>,
    pub(crate) bound: i64,
    pub(crate) work: u64,
}

impl Outcome {
    /// The better plan and the better bound, with its prices, of an earlier run and a later one.
    pub(crate) fn better(self, later: Self) -> Self {
        let (rewards, bound) =
            if later.bound <= self.bound { (later.rewards, later.bound) } else { (self.rewards, self.bound) };
        let roster = if later.roster.score > self.roster.score { later.roster } else { self.roster };
        Self { roster, rewards, bound, work: later.work }
    }
}

/// Plans within `budget`, or until `go_on`, which is told the work done, says no.
pub(crate) fn run(index: &Index<'_>, budget: Budget, go_on: &mut dyn FnMut(u64) -> bool) -> Outcome {
    if passes_in_all(index, budget) < HASTY_BELOW {
        return hasty::run(index, budget, go_on);
    }
    let mut program = Program::default();
    let mut rewards = first_guess(index);
    settle(index, &mut program, &mut rewards, budget, go_on);
    let proven = bound(index, &mut program, &rewards);
    let roster = improve(index, &mut program, &rewards, budget, go_on);
    Outcome { roster, rewards, bound: proven, work: program.work }
}

/// Finds prices: over all choices at first, then over a shortlist.
fn settle(
    index: &Index<'_>,
    program: &mut Program,
    rewards: &mut [i64],
    budget: Budget,
    go_on: &mut dyn FnMut(u64) -> bool,
) {
    let all = |person: PersonNo| index.choices(person);
    let coarse = Descent { passes: COARSE_PASSES, halved: (0, COARSE_HALVED), seed: 1 };
    descend(index, program, rewards, all, coarse, &mut *go_on);
    let coarse_cost = (program.work / u64::from(COARSE_PASSES)).max(1);
    let list = Shortlist::of(index, rewards, FINE_MARGIN);
    program.work += LIST_PASSES * pass_cost(index);
    let left = budget.prices.saturating_sub(program.work);
    let usual = (left / (pass_cost(index) / 2).max(1)).clamp(FINE_PASSES.0, FINE_PASSES.1);
    let passes = usual.max((left / coarse_cost).min(FINEST_PASSES));
    // The last steps of many passes are as much smaller.
    let halved = FINE_HALVED + (passes / FINE_PASSES.1).max(1).ilog2();
    let fine = Descent { passes: passes as u32, halved: (COARSE_HALVED, halved), seed: 2 };
    descend(index, program, rewards, |person| list.choices(person), fine, go_on);
}

/// Makes a plan from the prices, and improves it with what is left of the budget.
fn improve(
    index: &Index<'_>,
    program: &mut Program,
    rewards: &[i64],
    budget: Budget,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Roster {
    let mut roster = Roster::empty(index);
    program.work += LIST_PASSES * pass_cost(index);
    let margins = if passes_in_all(index, budget) < PLENTY { &MARGINS[..] } else { &PLENTY_MARGINS };
    let widest = Shortlist::of(index, rewards, margins.iter().copied().max().unwrap_or_default());
    let start = program.work;
    for (stage, &margin) in (1..).zip(margins) {
        let list = widest.within(margin);
        let mut search = Search::new(index, rewards, &list, roster, stage);
        if stage == 1 {
            search.construct(program);
        }
        let until = start + budget.total.saturating_sub(start) * stage / margins.len() as u64;
        search.improve(program, until, if stage == 1 { TOLERANCE } else { 0 }, go_on);
        roster = search.roster;
    }
    roster
}

/// The work of a pass over all choices, roughly.
pub(crate) fn pass_cost(index: &Index<'_>) -> u64 {
    (index.choices_len() as u64 * PASS_COST / 10).max(1)
}

/// How many passes over all choices the whole budget would pay, roughly.
fn passes_in_all(index: &Index<'_>, budget: Budget) -> u64 {
    budget.total / pass_cost(index)
}
