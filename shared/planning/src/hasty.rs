//! A first answer for a whole city, when there is no time for shortlists.
//!
//! A pass over all choices of a large city takes a good part of the time that somebody waits. So there are few passes, and
//! they look at the shifts that pay best for their minutes only. Everybody's best schedule among all choices is found just
//! once: it proves the bound, and is where the plan begins.

use crate::effort::Budget;
use crate::engine::{Outcome, TOLERANCE, pass_cost};
use crate::index::Index;
use crate::price::{Descent, descend, first_guess};
use crate::program::Program;
use crate::roster::Roster;
use crate::search::Search;
use crate::shortlist::Shortlist;

/// The passes, at least and at most.
const PASSES: (u64, u64) = (5, 12);
/// The part of the work that they may take, whatever the effort: search alone gains little in so large a problem.
const PRICES_PERCENT: u64 = 65;
/// How far steps are halved after all of them, at least.
const HALVED_MIN: u32 = 6;
/// How many shifts somebody's schedule is chosen from.
const BREADTH: usize = 64;

/// Plans within `budget`, or until `go_on`, which is told the work done, says no.
pub(crate) fn run(index: &Index<'_>, budget: Budget, go_on: &mut dyn FnMut(u64) -> bool) -> Outcome {
    let mut program = Program::default();
    program.breadth = Some(BREADTH);
    let mut rewards = first_guess(index);
    let passes = passes(index, budget);
    let descent = Descent { passes, halved: (0, (passes / 2 + 3).max(HALVED_MIN)), seed: 1 };
    descend(index, &mut program, &mut rewards, |person| index.choices(person), descent, &mut *go_on);
    let list = Shortlist::one_sided(index);
    let mut search = Search::new(index, &rewards, &list, Roster::empty(index), 1);
    let bound = search.construct_with_proof(&mut program);
    let mut roster = search.roster;
    if program.work < budget.total {
        let list = Shortlist::everything(index);
        let mut search = Search::new(index, &rewards, &list, roster, 2);
        search.improve(&mut program, budget.total, TOLERANCE, go_on);
        roster = search.roster;
    }
    Outcome { roster, rewards, bound, work: program.work }
}

fn passes(index: &Index<'_>, budget: Budget) -> u32 {
    (budget.total / 100 * PRICES_PERCENT / pass_cost(index)).clamp(PASSES.0, PASSES.1) as u32
}
