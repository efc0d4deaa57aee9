//! Why a shift is short of people.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::Plan;
use crate::problem::{Problem, RoleNeed, Shift};
use crate::questions::Questions;
use crate::rules::{broken_alone, broken_together};
use crate::situation::Situation;
use crate::{Role, Rule, ShiftId};

/// Why a shift is short, role by role; empty when nothing is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Shortage {
    pub roles: Vec<RoleShortage>,
}

/// A role with fewer people than it needs, and where the others are. Everybody who is not in the role is counted once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleShortage {
    pub role: Role,
    pub booked: i64,
    pub needed: i64,
    /// Who could come without leaving anything, and was not proposed.
    pub free: u32,
    /// Who could come, but is booked elsewhere at that time, or too near to it.
    pub taken_elsewhere: u32,
    /// Who could come, but has no minutes left in that week.
    pub out_of_hours: u32,
    /// Who breaks a single rule: how many, by rule. The nearest misses.
    pub one_rule_away: BTreeMap<Rule, u32>,
    /// Who breaks several.
    pub others: u32,
}

/// Why `shift` is short. Empty for a shift that is unknown or has all it needs, and when the problem is not well formed.
#[must_use]
pub fn why_short(problem: &Problem, plan: &Plan, shift: &ShiftId) -> Shortage {
    Questions::about(problem, plan).map(|it| it.why_short(shift)).unwrap_or_default()
}

/// See [`why_short`].
pub(crate) fn shortage(situation: &Situation<'_>, shift: &ShiftId) -> Shortage {
    let Some(at) = situation.names.shift_at(shift) else { return Shortage::default() };
    let roles = situation.names.roles(at);
    let short = roles.into_iter().filter(|(role, need)| situation.filled(at, *role) < need.min);
    Shortage { roles: short.map(|(role, need)| role_shortage(situation, at, role, need)).collect() }
}

fn role_shortage(situation: &Situation<'_>, shift: u32, role: u32, need: &RoleNeed) -> RoleShortage {
    let mut shortage = RoleShortage {
        role: need.role.clone(),
        booked: situation.filled(shift, role),
        needed: need.min,
        free: 0,
        taken_elsewhere: 0,
        out_of_hours: 0,
        one_rule_away: BTreeMap::new(),
        others: 0,
    };
    for volunteer in 0..situation.problem().volunteers.len() as u32 {
        let there = situation.held(volunteer).iter().any(|it| (it.placed.shift, it.placed.role) == (shift, role));
        if !there {
            count(situation, situation.names.shift(shift), need, volunteer, &mut shortage);
        }
    }
    shortage
}

fn count(situation: &Situation<'_>, shift: &Shift, need: &RoleNeed, no: u32, shortage: &mut RoleShortage) {
    let volunteer = situation.names.volunteer(no);
    let mut broken = broken_alone(volunteer, shift, need).iter();
    match (broken.next(), broken.next()) {
        (Some(rule), None) => *shortage.one_rule_away.entry(rule).or_default() += 1,
        (Some(_), Some(_)) => shortage.others += 1,
        (None, _) => {
            let mut held = situation.held(no).iter();
            let minutes = situation.minutes(no, shift.week()) + shift.minutes().0;
            if held.any(|it| !broken_together(volunteer, it.shift, shift).is_empty()) {
                shortage.taken_elsewhere += 1;
            } else if minutes > volunteer.max_minutes_per_week.0 {
                shortage.out_of_hours += 1;
            } else {
                shortage.free += 1;
            }
        }
    }
}
