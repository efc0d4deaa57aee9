//! A plan beside its problem, as the questions about it need it: who holds what, and how full each role is.

use std::collections::{HashMap, HashSet};

use crate::problem::{Booking, Problem, Shift, Volunteer};
use crate::rules::{BrokenRules, broken_together};
use crate::score::{Names, over_target_cost, travel_cost};
use crate::{Rule, ShiftId, VolunteerId};

/// A booking, looked up.
#[derive(Clone, Copy)]
pub(crate) struct Held<'a> {
    pub(crate) booking: &'a Booking,
    pub(crate) shift: &'a Shift,
    /// Position of the role in its shift.
    pub(crate) role: usize,
    pub(crate) pinned: bool,
}

/// Its tables are looked up, never gone through, so that no order can leak.
pub(crate) struct Situation<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) names: Names<'a>,
    held: HashMap<&'a VolunteerId, Vec<Held<'a>>>,
    filled: HashMap<(&'a ShiftId, usize), i64>,
    previous: HashSet<&'a Booking>,
}

impl<'a> Situation<'a> {
    /// `bookings` that name nothing in the problem are left out, as are repetitions.
    pub(crate) fn of(problem: &'a Problem, bookings: &'a [Booking]) -> Self {
        let pinned: HashSet<&Booking> = problem.pinned.iter().collect();
        let mut situation = Self {
            problem,
            names: Names::of(problem),
            held: HashMap::new(),
            filled: HashMap::new(),
            previous: problem.previous.iter().collect(),
        };
        for booking in bookings {
            let Some((volunteer, shift, role)) = situation.names.find(booking) else { continue };
            let held = situation.held.entry(&volunteer.id).or_default();
            if held.iter().all(|it| it.booking != booking) {
                held.push(Held { booking, shift, role, pinned: pinned.contains(booking) });
                *situation.filled.entry((&shift.id, role)).or_default() += 1;
            }
        }
        situation
    }

    pub(crate) fn held(&self, volunteer: &VolunteerId) -> &[Held<'a>] {
        self.held.get(volunteer).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn filled(&self, shift: &ShiftId, role: usize) -> i64 {
        self.filled.get(&(shift, role)).copied().unwrap_or_default()
    }

    /// What one more in a role is worth when `count` are there; none when it is full.
    pub(crate) fn gain(&self, shift: &Shift, role: usize, count: i64) -> Option<i64> {
        let need = shift.roles.get(role)?;
        let weight = self.problem.weights.priority.get(shift.priority)?;
        match count {
            _ if count < need.min => Some(weight),
            _ if count < need.max => Some(weight / 4),
            _ => None,
        }
    }

    /// What the plan would lose with this booking's place, liking, continuity, staying and travel; fairness apart.
    pub(crate) fn worth_held(&self, volunteer: &Volunteer, held: &Held<'_>) -> i64 {
        let place = self.gain(held.shift, held.role, self.filled(&held.shift.id, held.role) - 1).unwrap_or_default();
        place + self.worth(volunteer, held.shift, held.booking)
    }

    /// Liking, continuity, staying and travel.
    pub(crate) fn worth(&self, volunteer: &Volunteer, shift: &Shift, booking: &Booking) -> i64 {
        let liking = volunteer.preferences.get(&shift.category).copied().unwrap_or_default();
        let usual = volunteer.usual.get(&shift.place).copied().unwrap_or_default();
        let stay = if self.previous.contains(booking) { self.problem.weights.stay } else { 0 };
        liking + usual + stay - travel_cost(&self.problem.weights, volunteer, shift)
    }

    /// The minutes that `volunteer` holds in the week of `shift`.
    pub(crate) fn minutes(&self, volunteer: &VolunteerId, week: i64) -> i64 {
        self.held(volunteer).iter().filter(|it| it.shift.week() == week).map(|it| it.shift.minutes().0).sum()
    }

    /// The fairness cost of `minutes` in a week.
    pub(crate) fn over_target(&self, volunteer: &Volunteer, minutes: i64) -> i64 {
        over_target_cost(&self.problem.weights, volunteer.target_minutes_per_week, minutes)
    }

    /// What the volunteer's pinned bookings have against `shift`.
    pub(crate) fn broken_by_pinned(&self, volunteer: &Volunteer, shift: &Shift) -> BrokenRules {
        let mut broken = BrokenRules::NONE;
        let pinned = || self.held(&volunteer.id).iter().filter(|it| it.pinned);
        for held in pinned() {
            for rule in broken_together(volunteer, held.shift, shift).iter() {
                broken.note(rule, true);
            }
        }
        let week = pinned().filter(|it| it.shift.week() == shift.week()).map(|it| it.shift.minutes().0).sum::<i64>();
        broken.note(Rule::WeekCap, week + shift.minutes().0 > volunteer.max_minutes_per_week.0);
        broken
    }
}
