//! The engine's front door: a problem in, a plan with its proof out.

use serde::{Deserialize, Serialize};

use crate::index::{Index, PersonNo};
use crate::problem::{Booking, Problem};
use crate::program::{Program, SCALE};
use crate::roster::Roster;
use crate::validate::ProblemError;
use crate::{Role, ShiftId};

/// How long to search: a number of work units that depends on the problem's size, never a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effort {
    /// A first answer at once.
    Quick,
    /// What a planner waits for.
    #[default]
    Standard,
    /// Over a coffee.
    Thorough,
}

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
pub fn plan_with(problem: &Problem, _effort: Effort, watch: &mut dyn Watch) -> Result<Plan, ProblemError> {
    problem.validate()?;
    let index = Index::of(problem);
    let mut program = Program::default();
    let mut roster = Roster::empty(&index);
    let people = index.people.len() as u64;
    let top: i64 = index.groups.iter().map(|it| it.value(it.room)).sum();
    let mut bound = top;
    for round in 0..2 {
        for person in 0..index.people.len() as PersonNo {
            let old = roster.clear(&index, person);
            drop(old);
            program
                .solve(&index, person, |group| index.group(group).gain(roster.filled(group)).map(|gain| gain * SCALE));
            let chosen = program.chosen().to_vec();
            roster.assign(&index, person, &chosen);
            if round == 0 {
                bound += program.solve(&index, person, |_| Some(0)) / SCALE;
            }
        }
        watch.progress((round + 1) * people, 2 * people);
        if watch.cancelled() {
            break;
        }
    }
    Ok(Plan {
        bookings: roster.bookings(&index),
        score: roster.score,
        upper_bound: index.base + bound,
        work_units: program.work,
        shadow_prices: Vec::new(),
    })
}
