//! Who does which shift: the allocation engine.
//!
//! A pure function from a [`Problem`] to a [`Plan`] with a proof of how good it is, and the questions that people ask about
//! a plan. No clock, no input or output, no thread, integers only: the same problem and the same [`Effort`] give the same
//! plan, byte for byte, everywhere.
//!
//! # How a plan is made
//!
//! 1. [`Problem::validate`] refuses what is not well formed; names become positions (`names`).
//! 2. `candidates` finds who can take which place, `index` lays it out in order of time.
//! 3. `price` finds what a place costs: Lagrangian relaxation of "a role has so many places". Any prices prove a bound.
//! 4. `program` solves one volunteer exactly at given prices, with `schedules` and `rows`; `dominance` and `shortlist` leave
//!    out what cannot be in a best schedule.
//! 5. `search` makes a plan from the prices and improves it by large-neighbourhood search; `engine` deals out the work, and
//!    `hasty` does where there is little of it for so large a problem.
//!
//! The questions ([`Questions`]) look at a plan from where it is: `situation` says who holds what, `change` what a change
//! leaves standing, `refill` fills what it emptied, `bound_after` what the old bound still proves.
//!
//! The problem is not split into connected components first. Cities have one: in each development instance, and in invented
//! ones of 600 people with hands to spare, every volunteer who can do anything is connected with every other, since remote
//! shifts and places without a skill are open to hundreds. A split would cost a pass over all pairs and never divide anything.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod bound_after;
mod breaches;
mod candidates;
mod change;
mod dominance;
mod effort;
mod engine;
mod explain;
mod hash;
mod hasty;
mod ids;
mod index;
mod layout;
mod names;
mod numbers;
mod plan;
mod price;
mod problem;
mod program;
mod questions;
mod random;
mod recommend;
mod refill;
mod replan;
mod roster;
mod rows;
mod rules;
mod schedules;
mod score;
mod search;
mod shortage;
mod shortlist;
mod situation;
mod validate;

pub use breaches::{Breach, breaches, unknown};
pub use change::Change;
pub use effort::Effort;
pub use explain::{Explanation, Forced, NotEligibleFor, PushedOut, explain};
pub use ids::{Metres, Minutes, OrgId, PlaceId, Role, ShiftId, VolunteerId};
pub use plan::{Plan, ShadowPrice, Unwatched, Watch, plan, plan_with};
pub use problem::{
    Booking, Horizon, PROBLEM_FORMAT, PriorityWeights, Problem, RoleNeed, Shift, Volunteer, WEEK, Weights, Window,
};
pub use questions::Questions;
pub use recommend::{Recommendation, recommend};
pub use replan::{Move, Replan, Stability, replan};
pub use rules::{BrokenRules, Rule, broken_alone, broken_for_shift, broken_together, inside, same_place};
pub use score::{Score, score};
pub use shortage::{RoleShortage, Shortage, why_short};
pub use validate::{Entity, Fault, ProblemError};
