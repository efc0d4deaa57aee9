//! Who does which shift: the allocation engine.
//!
//! A pure function from a [`Problem`] to a [`Plan`] with a proof of how good it is, and the questions that people ask about
//! a plan. No clock, no input or output, no thread, integers only: the same problem and the same [`Effort`] give the same
//! plan, byte for byte, everywhere.
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
