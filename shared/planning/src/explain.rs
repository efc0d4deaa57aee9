//! Why somebody is, or is not, on a shift.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::index::{GroupNo, Index, PersonNo};
use crate::plan::Plan;
use crate::problem::{Booking, Problem, Shift, Volunteer};
use crate::program::Program;
use crate::roster::{Roster, Schedule};
use crate::rules::broken_alone;
use crate::score::score;
use crate::search::place_best;
use crate::situation::Situation;
use crate::{Role, Rule, ShiftId, VolunteerId};

/// The answer to "why is this person (not) on this shift?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Explanation {
    /// The volunteer or the shift is not in the problem, or the problem is not well formed.
    Unknown,
    /// They are on it. Without them, and with nobody instead, the plan would lose `worth` points.
    Booked { role: Role, pinned: bool, worth: i64 },
    /// No role is open to them: the rules in the way, for each role.
    NotEligible { roles: Vec<NotEligibleFor> },
    /// Bookings that must stay are in the way.
    Committed { rules: Vec<Rule> },
    /// They could: what it would take.
    Possible(Forced),
}

/// The rules between somebody and a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotEligibleFor {
    pub role: Role,
    pub rules: Vec<Rule>,
}

/// The plan with somebody on a shift by force, everybody concerned planned again as well as can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forced {
    pub role: Role,
    /// What the score would gain: negative when it would lose, which is why they are not there.
    pub difference: i64,
    /// What they would leave, and what else they would take.
    pub leaves: Vec<Booking>,
    pub takes: Vec<Booking>,
    /// Who would have to go because the role is full, and what that person would leave and take.
    pub pushed_out: Option<PushedOut>,
}

/// Somebody who would have to leave a full role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PushedOut {
    pub volunteer: VolunteerId,
    pub leaves: Vec<Booking>,
    pub takes: Vec<Booking>,
}

/// Why `volunteer` is, or is not, on `shift` in `plan`.
#[must_use]
pub fn explain(problem: &Problem, plan: &Plan, volunteer: &VolunteerId, shift: &ShiftId) -> Explanation {
    if problem.validate().is_err() {
        return Explanation::Unknown;
    }
    let situation = Situation::of(problem, &plan.bookings);
    let (Some(&volunteer), Some(&shift)) =
        (situation.names.volunteers.get(volunteer), situation.names.shifts.get(shift))
    else {
        return Explanation::Unknown;
    };
    if let Some(held) = situation.held(&volunteer.id).iter().find(|it| it.shift.id == shift.id) {
        let minutes = situation.minutes(&volunteer.id, shift.week());
        let fairness =
            situation.over_target(volunteer, minutes) - situation.over_target(volunteer, minutes - shift.minutes().0);
        let worth = situation.worth_held(volunteer, held) - fairness;
        return Explanation::Booked { role: held.booking.role.clone(), pinned: held.pinned, worth };
    }
    let barred = |need: &crate::RoleNeed| broken_alone(volunteer, shift, need);
    if shift.roles.iter().all(|need| !barred(need).is_empty()) {
        let told =
            |need: &crate::RoleNeed| NotEligibleFor { role: need.role.clone(), rules: barred(need).iter().collect() };
        return Explanation::NotEligible { roles: shift.roles.iter().map(told).collect() };
    }
    let committed = situation.broken_by_pinned(volunteer, shift);
    if !committed.is_empty() {
        return Explanation::Committed { rules: committed.iter().collect() };
    }
    let open = (0..shift.roles.len()).filter(|&at| barred(&shift.roles[at]).is_empty());
    let ways = open.filter_map(|role| force(&situation, &plan.bookings, volunteer, shift, role));
    match ways.max_by_key(|forced| forced.difference) {
        Some(forced) => Explanation::Possible(forced),
        None => Explanation::Committed { rules: vec![Rule::RoleOverfull] },
    }
}

/// Puts `volunteer` in a role; none when pinned bookings fill it.
fn force(
    situation: &Situation<'_>,
    bookings: &[Booking],
    volunteer: &Volunteer,
    shift: &Shift,
    role: usize,
) -> Option<Forced> {
    let need = &shift.roles[role];
    let forced = Booking { volunteer: volunteer.id.clone(), shift: shift.id.clone(), role: need.role.clone() };
    let inside: Vec<&VolunteerId> = bookings
        .iter()
        .filter(|it| it.shift == shift.id && it.role == need.role && !situation.problem.pinned.contains(it))
        .map(|it| &it.volunteer)
        .collect();
    let full = situation.filled(&shift.id, role) >= need.max;
    if full && inside.is_empty() {
        return None;
    }
    let mut free: BTreeSet<&VolunteerId> = if full { inside.iter().copied().collect() } else { BTreeSet::new() };
    free.insert(&volunteer.id);
    let stays = |it: &&Booking| !free.contains(&it.volunteer) || situation.problem.pinned.contains(it);
    let mut fixed: Vec<Booking> = bookings.iter().filter(stays).cloned().collect();
    fixed.push(forced.clone());
    let index = Index::among(situation.problem, &fixed, |id| free.contains(id), |_| true);
    let before = score(situation.problem, bookings).total();
    let trial = Trial { situation, index: &index, groups: index.group_numbers(), forced: &forced };
    if !full {
        let (score, roster) = trial.run(volunteer, &free, None)?;
        return Some(trial.tell(volunteer, score - before, &roster, None));
    }
    let outcomes = inside.iter().filter_map(|&out| Some((out, trial.run(volunteer, &free, Some(out))?)));
    let (out, (score, roster)) = outcomes.max_by_key(|(out, (score, _))| (*score, std::cmp::Reverse(*out)))?;
    Some(trial.tell(volunteer, score - before, &roster, Some(out)))
}

/// A forced booking being tried.
struct Trial<'t, 'a> {
    situation: &'t Situation<'a>,
    index: &'t Index<'a>,
    groups: BTreeMap<(&'a ShiftId, &'a Role), GroupNo>,
    forced: &'t Booking,
}

impl Trial<'_, '_> {
    /// Plans `volunteer` and then `out` again, all other `free` people as they were.
    fn run(
        &self,
        volunteer: &Volunteer,
        free: &BTreeSet<&VolunteerId>,
        out: Option<&VolunteerId>,
    ) -> Option<(i64, Roster)> {
        let mut program = Program::default();
        let mut roster = Roster::empty(self.index);
        for &id in free.iter().filter(|id| **id != &volunteer.id && Some(**id) != out) {
            let person = self.index.person_no(id)?;
            roster.assign(self.index, person, Schedule::of(self.index, person, self.groups_of(id)));
        }
        for id in [Some(&volunteer.id), out].into_iter().flatten() {
            place_best(self.index, &mut program, &mut roster, self.index.person_no(id)?);
        }
        Some((roster.score, roster))
    }

    fn groups_of(&self, id: &VolunteerId) -> Vec<GroupNo> {
        let held = self.situation.held(id).iter().filter(|it| !it.pinned);
        held.filter_map(|it| self.groups.get(&(&it.booking.shift, &it.booking.role)).copied()).collect()
    }

    fn tell(&self, volunteer: &Volunteer, difference: i64, roster: &Roster, out: Option<&VolunteerId>) -> Forced {
        let (leaves, takes) = self.changes(&volunteer.id, roster);
        let pushed_out = out.map(|out| {
            let (leaves, takes) = self.changes(out, roster);
            PushedOut { volunteer: out.clone(), leaves, takes }
        });
        Forced { role: self.forced.role.clone(), difference, leaves, takes, pushed_out }
    }

    /// What somebody leaves and takes, the forced booking apart.
    fn changes(&self, id: &VolunteerId, roster: &Roster) -> (Vec<Booking>, Vec<Booking>) {
        let after =
            |person: PersonNo| roster.schedule(person).groups.iter().map(move |&it| self.index.booking(person, it));
        let after: BTreeSet<Booking> = self.index.person_no(id).map(|it| after(it).collect()).unwrap_or_default();
        let held = self.situation.held(id).iter().filter(|it| !it.pinned);
        let before: BTreeSet<Booking> = held.map(|it| it.booking.clone()).collect();
        (before.difference(&after).cloned().collect(), after.difference(&before).cloned().collect())
    }
}
