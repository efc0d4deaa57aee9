//! The problem, laid out for search: who can take which place, in order of time, with everything else left out.
//!
//! Pinned bookings are folded away here once: they take their time, their minutes of the week and their places, so that
//! the rest of the engine decides only about what is free. All orders come from ids and times, never from the order of the
//! input, so that permuting a problem changes nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::candidates::Candidates;
use crate::problem::{Booking, Problem, Shift};
use crate::score::{over_target_cost, score};
use crate::{Role, ShiftId, VolunteerId};

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
    /// Needed places that no pinned booking takes.
    pub(crate) need: u32,
    /// Places that no pinned booking takes; at least `need`.
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

    /// The most that one more can ever be worth.
    pub(crate) fn gain_max(&self) -> i64 {
        self.gain(0).unwrap_or_default()
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
    fn pinned_minutes(&self, week: u32) -> i64 {
        self.pinned.iter().find(|(at, _)| *at == week).map_or(0, |(_, minutes)| *minutes)
    }

    /// The minutes still free in `week`.
    pub(crate) fn room(&self, week: u32) -> i64 {
        self.cap - self.pinned_minutes(week)
    }
}

/// Where a volunteer could go, and what going there is worth apart from the place: likings, continuity, staying, travel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    pub(crate) group: GroupNo,
    pub(crate) worth: i32,
}

/// The whole problem, indexed.
pub(crate) struct Index<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) people: Vec<Person>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) groups: Vec<Group>,
    /// All choices, by person, then by group.
    choices: Vec<Choice>,
    /// Where each person's choices start, and a last one where they end.
    starts: Vec<usize>,
    /// The score of the pinned bookings alone.
    pub(crate) base: i64,
}

impl<'a> Index<'a> {
    /// Indexes a valid problem.
    pub(crate) fn of(problem: &'a Problem) -> Self {
        Self::among(problem, &problem.pinned, |_| true, |_| true)
    }

    /// Indexes the part of a valid problem where the `fixed` bookings, which keep the rules, stay, only `free` people are
    /// decided about, and only bookings on `open` shifts.
    pub(crate) fn among(
        problem: &'a Problem,
        fixed: &[Booking],
        free: impl Fn(&VolunteerId) -> bool,
        open: impl Fn(&ShiftId) -> bool,
    ) -> Self {
        let slots = slots(problem);
        let mut groups = groups(problem, &slots);
        let mut people = people(problem);
        let pinned = fold_fixed(problem, fixed, &slots, &mut groups, &mut people);
        let mut index = Self {
            problem,
            people,
            slots,
            groups,
            choices: Vec::new(),
            starts: vec![0],
            base: score(problem, fixed).total(),
        };
        let mut candidates = Candidates::of(&index, pinned, open);
        let mut choices = Vec::new();
        for no in 0..index.people.len() as PersonNo {
            if free(index.volunteer_id(no)) {
                candidates.gather(&index, no, &mut choices);
            }
            index.starts.push(choices.len());
        }
        choices.shrink_to_fit();
        index.choices = choices;
        index
    }

    /// Everything that `person` could take, in order of time.
    pub(crate) fn choices(&self, person: PersonNo) -> &[Choice] {
        let at = person as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => self.choices.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// How many choices there are in all.
    pub(crate) fn choices_len(&self) -> usize {
        self.choices.len()
    }

    pub(crate) fn group(&self, group: GroupNo) -> &Group {
        &self.groups[group as usize]
    }

    pub(crate) fn slot_of(&self, group: GroupNo) -> &Slot {
        &self.slots[self.group(group).slot as usize]
    }

    pub(crate) fn person(&self, person: PersonNo) -> &Person {
        &self.people[person as usize]
    }

    /// The fairness cost of `minutes` of a week beyond what pinned bookings cost already.
    pub(crate) fn over_target(&self, person: &Person, week: u32, minutes: i64) -> i64 {
        let pinned = person.pinned_minutes(week);
        if minutes + pinned <= person.target {
            return 0;
        }
        let cost = |total| over_target_cost(&self.problem.weights, person.target.into(), total);
        cost(minutes + pinned) - cost(pinned)
    }

    pub(crate) fn volunteer_id(&self, person: PersonNo) -> &'a VolunteerId {
        &self.problem.volunteers[self.person(person).source].id
    }

    pub(crate) fn shift(&self, group: GroupNo) -> &'a Shift {
        &self.problem.shifts[self.slot_of(group).source]
    }

    pub(crate) fn booking(&self, person: PersonNo, group: GroupNo) -> Booking {
        let shift = self.shift(group);
        let role: &Role = &shift.roles[self.group(group).role].role;
        Booking { volunteer: self.volunteer_id(person).clone(), shift: shift.id.clone(), role: role.clone() }
    }

    /// The number of the volunteer called `id`.
    pub(crate) fn person_no(&self, id: &VolunteerId) -> Option<PersonNo> {
        let at = self.people.binary_search_by(|it| self.problem.volunteers[it.source].id.cmp(id)).ok()?;
        Some(at as PersonNo)
    }

    /// The numbers of all role groups, by name.
    pub(crate) fn group_numbers(&self) -> BTreeMap<(&'a ShiftId, &'a Role), GroupNo> {
        (0..self.groups.len() as GroupNo)
            .map(|no| {
                let shift = self.shift(no);
                ((&shift.id, &shift.roles[self.group(no).role].role), no)
            })
            .collect()
    }
}

fn slots(problem: &Problem) -> Vec<Slot> {
    let mut order: Vec<usize> = (0..problem.shifts.len()).collect();
    order.sort_by_key(|&at| {
        let shift = &problem.shifts[at];
        (shift.start, shift.end, &shift.id)
    });
    let places: BTreeMap<_, _> = numbered(problem.shifts.iter().map(|it| &it.place), 1);
    let weeks: BTreeMap<_, _> = numbered(problem.shifts.iter().map(Shift::week), 0);
    let mut next: GroupNo = 0;
    let slot = |source: usize| {
        let shift = &problem.shifts[source];
        let from = next;
        next += shift.roles.len() as GroupNo;
        Slot {
            start: shift.start.0,
            end: shift.end.0,
            place: if shift.remote { 0 } else { places[&shift.place] },
            week: weeks[&shift.week()],
            groups: from..next,
            source,
        }
    };
    order.into_iter().map(slot).collect()
}

/// Numbers the distinct keys in their own order.
pub(crate) fn numbered<K: Ord>(keys: impl Iterator<Item = K>, from: u32) -> BTreeMap<K, u32> {
    let distinct: std::collections::BTreeSet<K> = keys.collect();
    distinct.into_iter().zip(from..).collect()
}

fn groups(problem: &Problem, slots: &[Slot]) -> Vec<Group> {
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

fn people(problem: &Problem) -> Vec<Person> {
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

/// Takes the places and minutes of fixed bookings out; returns each person's fixed slots.
fn fold_fixed(
    problem: &Problem,
    fixed: &[Booking],
    slots: &[Slot],
    groups: &mut [Group],
    people: &mut [Person],
) -> BTreeMap<PersonNo, Vec<u32>> {
    let numbers: BTreeMap<&ShiftId, u32> =
        slots.iter().zip(0..).map(|(slot, no)| (&problem.shifts[slot.source].id, no)).collect();
    let mut pinned: BTreeMap<PersonNo, Vec<u32>> = BTreeMap::new();
    for booking in fixed {
        let id = |it: &Person| &problem.volunteers[it.source].id;
        let Ok(person) = people.binary_search_by(|it| id(it).cmp(&booking.volunteer)) else { continue };
        let Some(&no) = numbers.get(&booking.shift) else { continue };
        let slot = &slots[no as usize];
        let shift = &problem.shifts[slot.source];
        let taken = slot.groups.clone().find(|&at| shift.roles[groups[at as usize].role].role == booking.role);
        if let Some(group) = taken.and_then(|at| groups.get_mut(at as usize)) {
            group.need = group.need.saturating_sub(1);
            group.room = group.room.saturating_sub(1);
        }
        pinned.entry(person as PersonNo).or_default().push(no);
        let weeks = &mut people[person].pinned;
        match weeks.iter_mut().find(|(week, _)| *week == slot.week) {
            Some((_, minutes)) => *minutes += slot.minutes(),
            None => weeks.push((slot.week, slot.minutes())),
        }
    }
    pinned
}
