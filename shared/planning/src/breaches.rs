//! The rules that bookings break, straight from the format and free of the engine's index.

use std::collections::BTreeSet;

use crate::names::{Names, Placed};
use crate::problem::{Booking, Problem, Shift};
use crate::rules::{BrokenRules, Rule, broken_alone, broken_together};

/// A broken rule, and the booking that breaks it (with others, for rules about more than one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    pub rule: Rule,
    pub booking: Booking,
}

/// Every rule that `bookings` break, in the order of the bookings; bookings that name nothing in the problem are skipped
/// (see [`unknown`]).
#[must_use]
pub fn breaches(problem: &Problem, bookings: &[Booking]) -> Vec<Breach> {
    let names = Names::of(problem);
    let pinned = names.placed(&problem.pinned);
    let mut ledger = Ledger::of(&names);
    let mut found = Vec::new();
    for booking in bookings {
        let broken = names.find(booking).map(|placed| {
            let broken = ledger.judge(placed, pinned.binary_search(&placed).is_ok());
            ledger.enter(placed);
            broken
        });
        let rules = broken.into_iter().flat_map(BrokenRules::iter);
        found.extend(rules.map(|rule| Breach { rule, booking: booking.clone() }));
    }
    let missing = problem.pinned.iter().filter(|it| !names.find(it).is_some_and(|placed| ledger.has(placed)));
    found.extend(missing.map(|booking| Breach { rule: Rule::PinnedMissing, booking: booking.clone() }));
    found
}

/// The bookings that name a volunteer, shift or role that the problem does not have, and those listed twice.
#[must_use]
pub fn unknown(problem: &Problem, bookings: &[Booking]) -> Vec<Booking> {
    let names = Names::of(problem);
    let mut seen = BTreeSet::new();
    bookings.iter().filter(|booking| names.find(booking).is_none() || !seen.insert(*booking)).cloned().collect()
}

/// Bookings entered one after the other, so that each can be judged beside those before it.
pub(crate) struct Ledger<'n, 'a> {
    names: &'n Names<'a>,
    filled: Vec<i64>,
    held: Vec<Vec<Placed>>,
}

impl<'n, 'a> Ledger<'n, 'a> {
    pub(crate) fn of(names: &'n Names<'a>) -> Self {
        let held = vec![Vec::new(); names.problem.volunteers.len()];
        Self { names, filled: vec![0; names.roles_len()], held }
    }

    /// The rules that a booking breaks beside those entered, none when it stands there already. A pinned one need not be
    /// held.
    pub(crate) fn judge(&self, placed: Placed, pinned: bool) -> BrokenRules {
        if self.has(placed) {
            return BrokenRules::NONE;
        }
        let (volunteer, shift) = (self.names.volunteer(placed.volunteer), self.names.shift(placed.shift));
        let need = self.names.need(placed);
        let mut broken = broken_alone(volunteer, shift, need);
        if pinned {
            broken = broken.without(Rule::NotHeld);
        }
        broken.note(Rule::RoleOverfull, self.filled[self.names.role_no(placed.shift, placed.role)] == need.max);
        let others = || self.held[placed.volunteer as usize].iter().map(|it| self.names.shift(it.shift));
        for other in others() {
            broken = broken.with(broken_together(volunteer, other, shift));
        }
        let minutes = |other: &Shift| if other.week() == shift.week() { other.minutes().0 } else { 0 };
        let week = others().map(minutes).sum::<i64>() + shift.minutes().0;
        broken.note(Rule::WeekCap, week > volunteer.max_minutes_per_week.0);
        broken
    }

    /// Enters a booking, once.
    pub(crate) fn enter(&mut self, placed: Placed) {
        if !self.has(placed) {
            self.filled[self.names.role_no(placed.shift, placed.role)] += 1;
            self.held[placed.volunteer as usize].push(placed);
        }
    }

    /// Whether a booking is entered.
    pub(crate) fn has(&self, placed: Placed) -> bool {
        self.held[placed.volunteer as usize].contains(&placed)
    }
}
