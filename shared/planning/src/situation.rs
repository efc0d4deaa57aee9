//! A plan beside its problem, as the questions about it need it: who holds what, and how full each role is.

use crate::names::{Names, Placed};
use crate::problem::{Booking, Problem, Shift, Volunteer};
use crate::rules::{BrokenRules, broken_together};
use crate::score::{filled, over_target_cost, score_placed, travel_cost};
use crate::{Rule, ShiftId, VolunteerId};

/// A booking of the plan, looked up.
#[derive(Clone, Copy)]
pub(crate) struct Held<'a> {
    pub(crate) placed: Placed,
    pub(crate) shift: &'a Shift,
    pub(crate) pinned: bool,
}

/// The plan's bookings by volunteer, and the places they fill.
pub(crate) struct Situation<'a> {
    pub(crate) names: Names<'a>,
    /// In order of volunteer, then as in the plan.
    held: Vec<Held<'a>>,
    /// By volunteer, where in `held` theirs start, and where all end.
    starts: Vec<usize>,
    filled: Vec<i64>,
    pub(crate) pinned: Vec<Placed>,
    pub(crate) previous: Vec<Placed>,
}

impl<'a> Situation<'a> {
    /// `bookings` that name nothing in the problem are left out, as are repetitions.
    pub(crate) fn of(names: Names<'a>, bookings: &[Booking]) -> Self {
        let problem = names.problem;
        let pinned = names.placed(&problem.pinned);
        let mut placed = names.find_all(bookings);
        placed.sort_by_key(|it| it.volunteer);
        let mut held: Vec<Held<'a>> = Vec::with_capacity(placed.len());
        let mut starts = vec![0];
        for of_one in placed.chunk_by(|a, b| a.volunteer == b.volunteer) {
            let from = held.len();
            starts.resize(of_one[0].volunteer as usize + 1, from);
            for &it in of_one {
                if held[from..].iter().all(|other| other.placed != it) {
                    held.push(Held {
                        placed: it,
                        shift: names.shift(it.shift),
                        pinned: pinned.binary_search(&it).is_ok(),
                    });
                }
            }
        }
        starts.resize(problem.volunteers.len() + 1, held.len());
        Self {
            filled: filled(&names, held.iter().map(|it| &it.placed)),
            previous: names.placed(&problem.previous),
            held,
            starts,
            pinned,
            names,
        }
    }

    pub(crate) fn problem(&self) -> &'a Problem {
        self.names.problem
    }

    /// Everything that is booked.
    pub(crate) fn bookings(&self) -> impl Iterator<Item = &Held<'a>> {
        self.held.iter()
    }

    /// What the plan scores.
    pub(crate) fn score(&self) -> i64 {
        let mut placed: Vec<Placed> = self.held.iter().map(|it| it.placed).collect();
        placed.sort_unstable();
        score_placed(&self.names, &placed, &self.previous).total()
    }

    /// The positions of a volunteer and a shift, when the problem has both.
    pub(crate) fn find(&self, volunteer: &VolunteerId, shift: &ShiftId) -> Option<(u32, u32)> {
        Some((self.names.volunteer_at(volunteer)?, self.names.shift_at(shift)?))
    }

    pub(crate) fn held(&self, volunteer: u32) -> &[Held<'a>] {
        let at = volunteer as usize;
        &self.held[self.starts[at]..self.starts[at + 1]]
    }

    pub(crate) fn filled(&self, shift: u32, role: u32) -> i64 {
        self.filled[self.names.role_no(shift, role)]
    }

    /// What one more in a role is worth when `count` are there; none when it is full.
    pub(crate) fn gain(&self, shift: u32, role: u32, count: i64) -> Option<i64> {
        let shift = self.names.shift(shift);
        let need = shift.roles.get(role as usize)?;
        let weight = self.problem().weights.priority.get(shift.priority)?;
        match count {
            _ if count < need.min => Some(weight),
            _ if count < need.max => Some(weight / 4),
            _ => None,
        }
    }

    /// What the plan would lose with this booking's place, liking, continuity, staying and travel; fairness apart.
    pub(crate) fn worth_held(&self, held: &Held<'_>) -> i64 {
        let Placed { shift, role, .. } = held.placed;
        self.gain(shift, role, self.filled(shift, role) - 1).unwrap_or_default() + self.worth(held.placed)
    }

    /// Liking, continuity, staying and travel.
    pub(crate) fn worth(&self, placed: Placed) -> i64 {
        let (volunteer, shift) = (self.names.volunteer(placed.volunteer), self.names.shift(placed.shift));
        let weights = &self.problem().weights;
        let liking = volunteer.preferences.get(&shift.category).copied().unwrap_or_default();
        let usual = volunteer.usual.get(&shift.place).copied().unwrap_or_default();
        let stay = if self.previous.binary_search(&placed).is_ok() { weights.stay } else { 0 };
        liking + usual + stay - travel_cost(weights, volunteer, shift)
    }

    /// The minutes that a volunteer holds in a week.
    pub(crate) fn minutes(&self, volunteer: u32, week: i64) -> i64 {
        self.held(volunteer).iter().filter(|it| it.shift.week() == week).map(|it| it.shift.minutes().0).sum()
    }

    /// The fairness cost of `minutes` in a week.
    pub(crate) fn over_target(&self, volunteer: &Volunteer, minutes: i64) -> i64 {
        over_target_cost(&self.problem().weights, volunteer.target_minutes_per_week, minutes)
    }

    /// What the volunteer's pinned bookings have against a shift.
    pub(crate) fn broken_by_pinned(&self, volunteer: u32, shift: &Shift) -> BrokenRules {
        let pinned = || self.held(volunteer).iter().filter(|it| it.pinned);
        let person = self.names.volunteer(volunteer);
        let together = pinned().map(|it| broken_together(person, it.shift, shift));
        let mut broken = together.fold(BrokenRules::NONE, BrokenRules::with);
        let week = pinned().filter(|it| it.shift.week() == shift.week()).map(|it| it.shift.minutes().0).sum::<i64>();
        broken.note(Rule::WeekCap, week + shift.minutes().0 > person.max_minutes_per_week.0);
        broken
    }
}
