//! The problem, laid out for search: who can take which place, in order of time, with everything else left out.
//!
//! Pinned bookings are folded away here once: they take their time, their minutes of the week and their places, so that
//! the rest of the engine decides only about what is free.

use crate::candidates::Candidates;
use crate::layout::{Group, GroupNo, Person, PersonNo, Slot, groups, people, slots};
use crate::names::{Names, Placed};
use crate::problem::{Booking, Problem, Shift};
use crate::score::{over_target_cost, score_placed};
use crate::{Role, VolunteerId};

/// Where a volunteer could go, and what going there is worth apart from the place: likings, continuity, staying, travel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    pub(crate) group: GroupNo,
    pub(crate) worth: i32,
}

/// The shift of a group, in short: what is read for every choice stands close together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    pub(crate) slot: u32,
    pub(crate) minutes: u32,
}

/// The whole problem, indexed.
pub(crate) struct Index<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) people: Vec<Person>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) groups: Vec<Group>,
    /// By group.
    stands: Vec<Stand>,
    /// By position in the problem: the number of the person, of the slot.
    people_by_source: Vec<PersonNo>,
    slots_by_source: Vec<u32>,
    /// All choices, by person, then by group.
    choices: Vec<Choice>,
    /// Where each person's choices start, and a last one where they end.
    starts: Vec<usize>,
    /// The score of the pinned bookings alone.
    pub(crate) base: i64,
}

/// Which part of a problem is decided about.
pub(crate) struct Scope<'s> {
    /// Bookings that stay, sorted. Together they keep the rules.
    pub(crate) fixed: &'s [Placed],
    /// Bookings worth staying in, sorted, and how much.
    pub(crate) previous: &'s [Placed],
    pub(crate) stay: i64,
    /// Volunteers and shifts that must not come together, sorted.
    pub(crate) barred: &'s [(u32, u32)],
    /// By position in the problem: whom to decide about, and which shifts to book; none for all.
    pub(crate) free: Option<&'s [bool]>,
    pub(crate) open: Option<&'s [bool]>,
}

impl<'s> Scope<'s> {
    /// All that is not `fixed`.
    pub(crate) fn of(problem: &Problem, fixed: &'s [Placed], previous: &'s [Placed]) -> Self {
        Self { fixed, previous, stay: problem.weights.stay, barred: &[], free: None, open: None }
    }
}

impl<'a> Index<'a> {
    /// Indexes a valid problem.
    pub(crate) fn of(names: &Names<'a>) -> Self {
        let problem = names.problem;
        let (fixed, previous) = (names.placed(&problem.pinned), names.placed(&problem.previous));
        Self::among(names, &Scope::of(problem, &fixed, &previous))
    }

    /// Indexes the part of a valid problem that is in `scope`.
    pub(crate) fn among(names: &Names<'a>, scope: &Scope<'_>) -> Self {
        let problem = names.problem;
        let slots = slots(problem);
        let groups = groups(problem, &slots);
        let people = people(problem);
        let mut index = Self {
            problem,
            people_by_source: inverse(people.iter().map(|it| it.source)),
            slots_by_source: inverse(slots.iter().map(|it| it.source)),
            stands: groups.iter().map(|it| stand(it.slot, &slots[it.slot as usize])).collect(),
            people,
            slots,
            groups,
            choices: Vec::new(),
            starts: vec![0],
            base: score_placed(names, scope.fixed, scope.previous).total(),
        };
        let pinned = index.fold_fixed(scope.fixed);
        let mut candidates = Candidates::of(&index, scope, pinned);
        let mut choices = Vec::new();
        for no in 0..index.people.len() as PersonNo {
            let source = index.person(no).source;
            if scope.free.is_none_or(|free| free[source]) {
                candidates.gather(&index, no, &mut choices);
            }
            index.starts.push(choices.len());
        }
        choices.shrink_to_fit();
        index.choices = choices;
        index.close_beyond_reach();
        index
    }

    /// Leaves no role more places than people who could take one: the others stay empty in every plan, and as long as
    /// they count, prices that are a little off promise what nobody can fill.
    fn close_beyond_reach(&mut self) {
        let mut suitors = vec![0; self.groups.len()];
        for choice in &self.choices {
            suitors[choice.group as usize] += 1;
        }
        for (group, suitors) in self.groups.iter_mut().zip(suitors) {
            group.room = group.room.min(suitors);
            group.need = group.need.min(group.room);
        }
    }

    /// Takes the places and minutes of fixed bookings out; returns the fixed slots, by person.
    fn fold_fixed(&mut self, fixed: &[Placed]) -> Vec<(PersonNo, u32)> {
        let mut pinned = Vec::with_capacity(fixed.len());
        for &placed in fixed {
            let person = self.person_of(placed.volunteer);
            let group = self.group_at(placed);
            let places = &mut self.groups[group as usize];
            places.need = places.need.saturating_sub(1);
            places.room = places.room.saturating_sub(1);
            pinned.push((person, places.slot));
            let slot = &self.slots[places.slot as usize];
            let weeks = &mut self.people[person as usize].pinned;
            match weeks.iter_mut().find(|(week, _)| *week == slot.week) {
                Some((_, minutes)) => *minutes += slot.minutes(),
                None => weeks.push((slot.week, slot.minutes())),
            }
        }
        pinned.sort_unstable();
        pinned
    }

    /// Everything that `person` could take, in order of time.
    pub(crate) fn choices(&self, person: PersonNo) -> &[Choice] {
        let at = person as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => self.choices.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Everybody's choices one after the other, and where each person's start and the last one's end.
    pub(crate) fn all_choices(&self) -> (&[Choice], &[usize]) {
        (&self.choices, &self.starts)
    }

    /// How many choices there are in all.
    pub(crate) fn choices_len(&self) -> usize {
        self.choices.len()
    }

    pub(crate) fn group(&self, group: GroupNo) -> &Group {
        &self.groups[group as usize]
    }

    pub(crate) fn stand(&self, group: GroupNo) -> Stand {
        self.stands[group as usize]
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

    pub(crate) fn role(&self, group: GroupNo) -> &'a Role {
        &self.shift(group).roles[self.group(group).role].role
    }

    pub(crate) fn booking(&self, person: PersonNo, group: GroupNo) -> Booking {
        let (shift, role) = (self.shift(group).id.clone(), self.role(group).clone());
        Booking { volunteer: self.volunteer_id(person).clone(), shift, role }
    }

    /// The number of the volunteer at a position in the problem.
    pub(crate) fn person_of(&self, volunteer: u32) -> PersonNo {
        self.people_by_source[volunteer as usize]
    }

    /// The number of the role group of a booking.
    pub(crate) fn group_at(&self, placed: Placed) -> GroupNo {
        let groups = self.slots[self.slots_by_source[placed.shift as usize] as usize].groups.clone();
        let first = groups.start;
        groups.into_iter().find(|&it| self.group(it).role == placed.role as usize).unwrap_or(first)
    }

    /// A booking by positions in the problem.
    pub(crate) fn placed(&self, person: PersonNo, group: GroupNo) -> Placed {
        Placed {
            volunteer: self.person(person).source as u32,
            shift: self.slot_of(group).source as u32,
            role: self.group(group).role as u32,
        }
    }
}

fn stand(no: u32, slot: &Slot) -> Stand {
    Stand { slot: no, minutes: slot.minutes() as u32 }
}

/// For each source its place in the order.
fn inverse(sources: impl ExactSizeIterator<Item = usize>) -> Vec<u32> {
    let mut places = vec![0; sources.len()];
    for (source, no) in sources.zip(0..) {
        places[source] = no;
    }
    places
}
