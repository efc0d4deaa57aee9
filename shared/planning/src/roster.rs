//! A plan under construction: who is where, how full each role is, and the score.

use std::collections::BTreeMap;

use crate::index::Index;
use crate::layout::{GroupNo, PersonNo};
use crate::names::Placed;
use crate::plan::by_shift;
use crate::problem::Booking;

/// One person's bookings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Schedule {
    /// In order of time.
    pub(crate) groups: Vec<GroupNo>,
    /// What it is worth apart from the places: likings, continuity, staying, travel and fairness.
    pub(crate) worth: i64,
}

/// The bookings that the engine decides about; pinned ones are folded into the [`Index`].
#[derive(Debug, Clone)]
pub(crate) struct Roster {
    schedules: Vec<Schedule>,
    /// Who is in each group, in no particular but repeatable order.
    holders: Vec<Vec<PersonNo>>,
    /// What one more is worth in each group; none where it is full.
    gains: Vec<Option<i64>>,
    /// The score, pinned bookings included.
    pub(crate) score: i64,
}

impl Roster {
    /// Nobody but the pinned.
    pub(crate) fn empty(index: &Index<'_>) -> Self {
        Self {
            schedules: vec![Schedule::default(); index.people.len()],
            holders: vec![Vec::new(); index.groups.len()],
            gains: index.groups.iter().map(|it| it.gain(0)).collect(),
            score: index.base,
        }
    }

    pub(crate) fn schedule(&self, person: PersonNo) -> &Schedule {
        &self.schedules[person as usize]
    }

    pub(crate) fn holders(&self, group: GroupNo) -> &[PersonNo] {
        &self.holders[group as usize]
    }

    /// How many people `group` has.
    pub(crate) fn filled(&self, group: GroupNo) -> u32 {
        self.holders[group as usize].len() as u32
    }

    /// What one more in `group` is worth; none when it is full.
    pub(crate) fn gain(&self, group: GroupNo) -> Option<i64> {
        self.gains[group as usize]
    }

    /// Takes all bookings of `person` away; returns them.
    pub(crate) fn clear(&mut self, index: &Index<'_>, person: PersonNo) -> Schedule {
        let schedule = std::mem::take(&mut self.schedules[person as usize]);
        self.score -= schedule.worth;
        for &group in &schedule.groups {
            let holders = &mut self.holders[group as usize];
            if let Some(at) = holders.iter().position(|holder| *holder == person) {
                holders.swap_remove(at);
            }
            let gain = index.group(group).gain(holders.len() as u32);
            self.score -= gain.unwrap_or_default();
            self.gains[group as usize] = gain;
        }
        schedule
    }

    /// Gives `schedule` to `person`, who has nothing.
    pub(crate) fn assign(&mut self, index: &Index<'_>, person: PersonNo, schedule: Schedule) {
        self.score += schedule.worth;
        for &group in &schedule.groups {
            let holders = &mut self.holders[group as usize];
            holders.push(person);
            let gain = &mut self.gains[group as usize];
            self.score += gain.unwrap_or_default();
            *gain = index.group(group).gain(holders.len() as u32);
        }
        self.schedules[person as usize] = schedule;
    }

    /// The bookings of the roster on top of `fixed` ones, by shift, role and volunteer.
    pub(crate) fn bookings(&self, index: &Index<'_>, fixed: &[Booking]) -> Vec<Booking> {
        let mut bookings = fixed.to_vec();
        for (person, schedule) in (0..).zip(&self.schedules) {
            bookings.extend(schedule.groups.iter().map(|&group| index.booking(person, group)));
        }
        bookings.sort_unstable_by(by_shift);
        bookings
    }

    /// The bookings of the roster on top of `fixed` ones, sorted, by positions in the problem.
    pub(crate) fn placed(&self, index: &Index<'_>, fixed: &[Placed]) -> Vec<Placed> {
        let mut placed = fixed.to_vec();
        for (person, schedule) in (0..).zip(&self.schedules) {
            placed.extend(schedule.groups.iter().map(|&group| index.placed(person, group)));
        }
        placed.sort_unstable();
        placed
    }
}

impl Schedule {
    /// `groups` for `person`, in any order; groups that are not among the person's choices are left out.
    pub(crate) fn of(index: &Index<'_>, person: PersonNo, mut groups: Vec<GroupNo>) -> Self {
        let choices = index.choices(person);
        let known = |group: &GroupNo| choices.binary_search_by_key(group, |choice| choice.group).ok();
        groups.retain(|group| known(group).is_some());
        groups.sort_unstable();
        let mut worth: i64 = groups.iter().filter_map(known).map(|at| i64::from(choices[at].worth)).sum();
        let mut minutes: BTreeMap<u32, i64> = BTreeMap::new();
        for &group in &groups {
            let slot = index.slot_of(group);
            *minutes.entry(slot.week).or_default() += slot.minutes();
        }
        worth -=
            minutes.iter().map(|(&week, &total)| index.over_target(index.person(person), week, total)).sum::<i64>();
        Self { groups, worth }
    }
}
