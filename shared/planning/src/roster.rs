//! A plan under construction: who is where, how full each role is, and the score.

use crate::index::{GroupNo, Index, PersonNo};
use crate::problem::Booking;

/// The bookings that the engine decides about; pinned ones are folded into the [`Index`].
#[derive(Debug, Clone)]
pub(crate) struct Roster {
    /// Each person's role groups, in order of time.
    schedules: Vec<Vec<GroupNo>>,
    /// How many people each group has.
    filled: Vec<u32>,
    /// The score, pinned bookings included.
    pub(crate) score: i64,
}

impl Roster {
    /// Nobody but the pinned.
    pub(crate) fn empty(index: &Index<'_>) -> Self {
        Self { schedules: vec![Vec::new(); index.people.len()], filled: vec![0; index.groups.len()], score: index.base }
    }

    pub(crate) fn schedule(&self, person: PersonNo) -> &[GroupNo] {
        &self.schedules[person as usize]
    }

    pub(crate) fn filled(&self, group: GroupNo) -> u32 {
        self.filled[group as usize]
    }

    /// Takes all bookings of `person` away; returns them.
    pub(crate) fn clear(&mut self, index: &Index<'_>, person: PersonNo) -> Vec<GroupNo> {
        let schedule = std::mem::take(&mut self.schedules[person as usize]);
        self.score -= worth(index, person, &schedule);
        for &group in &schedule {
            let filled = &mut self.filled[group as usize];
            *filled -= 1;
            self.score -= index.group(group).gain(*filled).unwrap_or_default();
        }
        schedule
    }

    /// Gives `schedule` to `person`, who has nothing.
    pub(crate) fn assign(&mut self, index: &Index<'_>, person: PersonNo, schedule: &[GroupNo]) {
        self.score += worth(index, person, schedule);
        for &group in schedule {
            let filled = &mut self.filled[group as usize];
            self.score += index.group(group).gain(*filled).unwrap_or_default();
            *filled += 1;
        }
        self.schedules[person as usize].clear();
        self.schedules[person as usize].extend_from_slice(schedule);
    }

    /// All bookings, pinned ones included, by shift, role and volunteer.
    pub(crate) fn bookings(&self, index: &Index<'_>) -> Vec<Booking> {
        let mut bookings = index.problem.pinned.clone();
        for (person, schedule) in self.schedules.iter().enumerate() {
            bookings.extend(schedule.iter().map(|&group| index.booking(person as PersonNo, group)));
        }
        bookings.sort_by(|a, b| (&a.shift, &a.role, &a.volunteer).cmp(&(&b.shift, &b.role, &b.volunteer)));
        bookings
    }
}

/// What a schedule is worth apart from the places: likings, continuity, staying, travel and fairness.
pub(crate) fn worth(index: &Index<'_>, person: PersonNo, schedule: &[GroupNo]) -> i64 {
    let choices = index.choices(person);
    let mut total = 0;
    let (mut week, mut minutes) = (0, 0);
    for &group in schedule {
        let at = choices.binary_search_by_key(&group, |choice| choice.group);
        total += at.ok().and_then(|at| choices.get(at)).map_or(0, |choice| i64::from(choice.worth));
        let slot = index.slot_of(group);
        if slot.week != week {
            total -= index.over_target(index.person(person), week, minutes);
            (week, minutes) = (slot.week, 0);
        }
        minutes += slot.minutes();
    }
    total - index.over_target(index.person(person), week, minutes)
}
