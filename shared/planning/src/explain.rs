//! Why somebody is, or is not, on a shift.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::index::{Index, Scope};
use crate::names::Placed;
use crate::plan::Plan;
use crate::problem::{Booking, Problem, RoleNeed};
use crate::program::Program;
use crate::questions::Questions;
use crate::roster::{Roster, Schedule};
use crate::rules::broken_alone;
use crate::search::place_best;
use crate::situation::{Held, Situation};
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
    Questions::about(problem, plan).map_or(Explanation::Unknown, |it| it.explain(volunteer, shift))
}

/// See [`explain`].
pub(crate) fn explanation(situation: &Situation<'_>, volunteer: &VolunteerId, shift: &ShiftId) -> Explanation {
    let Some((volunteer, at)) = situation.find(volunteer, shift) else { return Explanation::Unknown };
    let (person, shift) = (situation.names.volunteer(volunteer), situation.names.shift(at));
    if let Some(held) = situation.held(volunteer).iter().find(|it| it.placed.shift == at) {
        return booked(situation, held);
    }
    let barred = |need: &RoleNeed| broken_alone(person, shift, need);
    let roles = situation.names.roles(at);
    if roles.iter().all(|(_, need)| !barred(need).is_empty()) {
        let told = |need: &RoleNeed| NotEligibleFor { role: need.role.clone(), rules: barred(need).iter().collect() };
        return Explanation::NotEligible { roles: roles.into_iter().map(|(_, need)| told(need)).collect() };
    }
    let committed = situation.broken_by_pinned(volunteer, shift);
    if !committed.is_empty() {
        return Explanation::Committed { rules: committed.iter().collect() };
    }
    let open = roles.into_iter().filter(|(_, need)| barred(need).is_empty());
    let ways = open.filter_map(|(role, _)| force(situation, Placed { volunteer, shift: at, role }));
    match ways.max_by_key(|forced| forced.difference) {
        Some(forced) => Explanation::Possible(forced),
        None => Explanation::Committed { rules: vec![Rule::RoleOverfull] },
    }
}

/// What a booking of the plan is worth to it.
fn booked(situation: &Situation<'_>, held: &Held<'_>) -> Explanation {
    let Placed { volunteer, .. } = held.placed;
    let person = situation.names.volunteer(volunteer);
    let minutes = situation.minutes(volunteer, held.shift.week());
    let fairness =
        situation.over_target(person, minutes) - situation.over_target(person, minutes - held.shift.minutes().0);
    Explanation::Booked {
        role: situation.names.need(held.placed).role.clone(),
        pinned: held.pinned,
        worth: situation.worth_held(held) - fairness,
    }
}

/// Puts somebody in a role; none when pinned bookings fill it.
fn force(situation: &Situation<'_>, forced: Placed) -> Option<Forced> {
    let inside: Vec<u32> = situation
        .bookings()
        .filter(|it| !it.pinned && (it.placed.shift, it.placed.role) == (forced.shift, forced.role))
        .map(|it| it.placed.volunteer)
        .collect();
    let full = situation.filled(forced.shift, forced.role) >= situation.names.need(forced).max;
    if full && inside.is_empty() {
        return None;
    }
    let mut free = vec![false; situation.problem().volunteers.len()];
    let others: &[u32] = if full { &inside } else { &[] };
    for &volunteer in others.iter().chain([&forced.volunteer]) {
        free[volunteer as usize] = true;
    }
    let stays = |it: &&Held<'_>| it.pinned || !free[it.placed.volunteer as usize];
    let mut fixed: Vec<Placed> = situation.bookings().filter(stays).map(|it| it.placed).collect();
    fixed.push(forced);
    fixed.sort_unstable();
    let whole = Scope::of(situation.problem(), &fixed, &situation.previous);
    let scope = Scope { free: Some(&free), ..whole };
    let index = Index::among(&situation.names, &scope);
    let trial = Trial { situation, index: &index, forced };
    if !full {
        return Some(trial.tell(&trial.run(others, None), None));
    }
    let outcomes = inside.iter().map(|&out| (out, trial.run(others, Some(out))));
    let id = |out: u32| &situation.names.volunteer(out).id;
    let (out, roster) =
        outcomes.max_by(|(a, with), (b, without)| (with.score, id(*b)).cmp(&(without.score, id(*a))))?;
    Some(trial.tell(&roster, Some(out)))
}

/// A forced booking being tried.
struct Trial<'t, 'a> {
    situation: &'t Situation<'a>,
    index: &'t Index<'a>,
    forced: Placed,
}

impl Trial<'_, '_> {
    /// Plans the forced volunteer and then `out` again, all `others` as they were.
    fn run(&self, others: &[u32], out: Option<u32>) -> Roster {
        let mut program = Program::default();
        let mut roster = Roster::empty(self.index);
        for &volunteer in others.iter().filter(|it| Some(**it) != out) {
            let person = self.index.person_of(volunteer);
            let held = self.situation.held(volunteer).iter().filter(|it| !it.pinned);
            let groups = held.map(|it| self.index.group_at(it.placed)).collect();
            roster.assign(self.index, person, Schedule::of(self.index, person, groups));
        }
        for volunteer in [Some(self.forced.volunteer), out].into_iter().flatten() {
            place_best(self.index, &mut program, &mut roster, self.index.person_of(volunteer));
        }
        roster
    }

    fn tell(&self, roster: &Roster, out: Option<u32>) -> Forced {
        let names = &self.situation.names;
        let (leaves, takes) = self.changes(self.forced.volunteer, roster);
        let pushed_out = out.map(|out| {
            let (leaves, takes) = self.changes(out, roster);
            PushedOut { volunteer: names.volunteer(out).id.clone(), leaves, takes }
        });
        Forced {
            role: names.need(self.forced).role.clone(),
            difference: roster.score - self.situation.score(),
            leaves,
            takes,
            pushed_out,
        }
    }

    /// What somebody leaves and takes, the forced booking apart.
    fn changes(&self, volunteer: u32, roster: &Roster) -> (Vec<Booking>, Vec<Booking>) {
        let person = self.index.person_of(volunteer);
        let after = roster.schedule(person).groups.iter().map(|&group| self.index.booking(person, group));
        let after: BTreeSet<Booking> = after.collect();
        let held = self.situation.held(volunteer).iter().filter(|it| !it.pinned);
        let before: BTreeSet<Booking> = held.map(|it| self.situation.names.booking(it.placed)).collect();
        (before.difference(&after).cloned().collect(), after.difference(&before).cloned().collect())
    }
}
