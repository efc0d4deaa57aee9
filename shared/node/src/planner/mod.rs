//! The planner: the week's problem from the read models, the engine's plan as proposals with reasons.
//!
//! People whom the association holds are planned first; what stays short is then offered to lent people outside their
//! windows, as requests to the city. Standing bookings stay where they are, until somebody drops out: then those that nobody has
//! promised may move, as little as asked.

mod answers;
mod assemble;
mod chain;
mod explain;
mod minutes;
mod pairs;
mod pin;
mod propose;
mod quotas;
mod rearrange;
mod reasons;
mod recommend;
mod replan;
mod seats;
mod shortage;
#[cfg(test)]
mod tests;

pub(crate) use answers::broken_rules;
pub(crate) use explain::explain;
pub(crate) use propose::plan_week;
pub(crate) use recommend::recommend;
pub(crate) use replan::replan;
