//! The planner: the week's problem from the read models, the engine's plan as proposals with reasons.
//!
//! People whom the association holds are planned first; what stays short is then offered to lent people outside their
//! windows, as requests to the city. Standing bookings stay where they are.

mod answers;
mod assemble;
mod pin;
mod propose;
mod quotas;
mod reasons;
mod shortage;

pub(crate) use answers::{broken_rules, explain, recommend};
pub(crate) use propose::plan_week;
