//! The volunteers, shifts and roles of a problem in the order of the engine.
//!
//! All orders come from ids and times, never from the order of the input, so that permuting a problem changes nothing.

use std::ops::Range;

use crate::numbers::Numbers;
use crate::problem::{Problem, Shift};

/// A volunteer, by position in the order of ids.
pub(crate) type PersonNo = u32;
/// A role of a shift, by position in the order of start, end, shift id and role.
pub(crate) type GroupNo = u32;

/// A shift, as the program over one volunteer's time sees it.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// Equal numbers need no turnaround: 0 for remote shifts, else one number per place.
    pub(crate) place: u32,
    /// The week that it counts in, numbered among the weeks that have shifts.
    pub(crate) week: u32,
    pub(crate) groups: Range<GroupNo>,
    /// Position in the problem.
    pub(crate) source: usize,
}

impl Slot {
    pub(crate) fn minutes(&self) -> i64 {
        self.end - self.start
    }

    /// Whether somebody who needs `turnaround` can do both.
    pub(crate) fn goes_with(&self, other: &Self, turnaround: i64) -> bool {
        let gap = if self.place == other.place { 0 } else { turnaround };
        self.end.saturating_add(gap) <= other.start || other.end.saturating_add(gap) <= self.start
    }
}

/// One role of one shift: places of equal kind. Its value rises with each place and is concave.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) slot: u32,
    /// Position of the role in its shift, in the problem.
    pub(crate) role: usize,
    /// Needed places that no pinned booking takes and somebody could.
    pub(crate) need: u32,
    /// Places that no pinned booking takes and somebody could; at least `need`.
    pub(crate) room: u32,
    /// Value of each needed place.
    pub(crate) first: i64,
    /// Value of each further place.
    pub(crate) extra: i64,
}

impl Group {
    /// What `count` people are worth here.
    pub(crate) fn value(&self, count: u32) -> i64 {
        let needed = count.min(self.need);
        self.first * i64::from(needed) + self.extra * i64::from(count - needed)
    }

    /// What one more is worth when `count` are here; none when the group is full.
    pub(crate) fn gain(&self, count: u32) -> Option<i64> {
        match count {
            _ if count < self.need => Some(self.first),
            _ if count < self.room => Some(self.extra),
            _ => None,
        }
    }
}

/// A volunteer's limits.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) source: usize,
    pub(crate) turnaround: i64,
    pub(crate) cap: i64,
    pub(crate) target: i64,
    /// Minutes of pinned bookings, by week, where there are any.
    pub(crate) pinned: Vec<(u32, i64)>,
}

impl Person {
    pub(crate) fn pinned_minutes(&self, week: u32) -> i64 {
        self.pinned.iter().find(|(at, _)| *at == week).map_or(0, |(_, minutes)| *minutes)
    }

    /// The minutes still free in `week`.
    pub(crate) fn room(&self, week: u32) -> i64 {
        self.cap - self.pinned_minutes(week)
    }
}

/// The shifts, by start, end and id.
pub(crate) fn slots(problem: &Problem) -> Vec<Slot> {
    let mut order: Vec<usize> = (0..problem.shifts.len()).collect();
    order.sort_by_key(|&at| {
        let shift = &problem.shifts[at];
        (shift.start, shift.end, &shift.id)
    });
    let places = Numbers::of(problem.shifts.iter().map(|it| it.place.as_str()));
    let mut weeks: Vec<i64> = problem.shifts.iter().map(Shift::week).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let mut next: GroupNo = 0;
    let slot = |source: usize| {
        let shift = &problem.shifts[source];
        let from = next;
        next += shift.roles.len() as GroupNo;
        Slot {
            start: shift.start.0,
            end: shift.end.0,
            place: if shift.remote { 0 } else { places.get(shift.place.as_str()) + 1 },
            week: weeks.partition_point(|it| *it < shift.week()) as u32,
            groups: from..next,
            source,
        }
    };
    order.into_iter().map(slot).collect()
}

/// The roles of the shifts, shift by shift.
pub(crate) fn groups(problem: &Problem, slots: &[Slot]) -> Vec<Group> {
    let people = i64::try_from(problem.volunteers.len()).unwrap_or(i64::MAX);
    let mut groups = Vec::new();
    for (no, slot) in slots.iter().enumerate() {
        let shift = &problem.shifts[slot.source];
        let weight = problem.weights.priority.get(shift.priority).unwrap_or_default();
        let mut roles: Vec<usize> = (0..shift.roles.len()).collect();
        roles.sort_by_key(|&at| &shift.roles[at].role);
        groups.extend(roles.into_iter().map(|role| Group {
            slot: no as u32,
            role,
            need: shift.roles[role].min.min(people) as u32,
            room: shift.roles[role].max.min(people) as u32,
            first: weight,
            extra: weight / 4,
        }));
    }
    groups
}

/// The volunteers, by id.
pub(crate) fn people(problem: &Problem) -> Vec<Person> {
    let mut order: Vec<usize> = (0..problem.volunteers.len()).collect();
    order.sort_by_key(|&at| &problem.volunteers[at].id);
    order
        .into_iter()
        .map(|source| {
            let volunteer = &problem.volunteers[source];
            Person {
                source,
                turnaround: volunteer.turnaround_minutes.0,
                cap: volunteer.max_minutes_per_week.0,
                target: volunteer.target_minutes_per_week.0,
                pinned: Vec::new(),
            }
        })
        .collect()
}
