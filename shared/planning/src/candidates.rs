//! Who can take which place: the rules about one booking alone, on numbers instead of names, by window of time.
//!
//! Says the same as [`crate::rules::broken_alone`], which the tests hold it to, at a few nanoseconds a pair.

use std::collections::BTreeMap;

use crate::index::{Choice, GroupNo, Index, PersonNo, numbered};
use crate::problem::{Booking, Volunteer};
use crate::rules::{inside, radius_squared};
use crate::{Minutes, Role, ShiftId, VolunteerId};

/// Numbers given to names that a table does not know.
const NOBODY: u32 = u32::MAX;

/// A value for each small number, which is cheap to take back: a table that one volunteer after the other fills.
struct Marks<T> {
    values: Vec<T>,
    marked: Vec<u32>,
}

impl<T: Copy + Default> Marks<T> {
    fn new(len: usize) -> Self {
        Self { values: vec![T::default(); len], marked: Vec::new() }
    }

    fn set(&mut self, at: u32, value: T) {
        if let Some(slot) = self.values.get_mut(at as usize) {
            *slot = value;
            self.marked.push(at);
        }
    }

    fn get(&self, at: u32) -> T {
        self.values[at as usize]
    }

    fn clear(&mut self) {
        for at in self.marked.drain(..) {
            self.values[at as usize] = T::default();
        }
    }
}

/// What a shift asks of a volunteer, on numbers.
struct Demand {
    start: i64,
    end: i64,
    x: i64,
    y: i64,
    remote: bool,
    needs_vetted: bool,
    language: Option<u32>,
    org: u32,
    category: u32,
    place: u32,
}

/// The tables, and the scratch for one volunteer at a time.
pub(crate) struct Candidates<'a> {
    /// By number of the slot, in order of start.
    demands: Vec<Demand>,
    /// The slots that are looked at.
    open: Vec<u32>,
    skill_of: Vec<Option<u32>>,
    skills: BTreeMap<&'a str, u32>,
    languages: BTreeMap<&'a str, u32>,
    orgs: BTreeMap<&'a str, u32>,
    categories: BTreeMap<&'a str, u32>,
    places: BTreeMap<&'a str, u32>,
    slots: BTreeMap<&'a ShiftId, u32>,
    previous: BTreeMap<&'a VolunteerId, Vec<GroupNo>>,
    pinned: BTreeMap<PersonNo, Vec<u32>>,
    has_skill: Marks<bool>,
    speaks: Marks<bool>,
    avoids: Marks<bool>,
    blocked: Marks<bool>,
    liking: Marks<i64>,
    usual: Marks<i64>,
    stays: Marks<bool>,
}

fn number(names: &BTreeMap<&str, u32>, name: &str) -> u32 {
    names.get(name).copied().unwrap_or(NOBODY)
}

impl<'a> Candidates<'a> {
    /// Prepares the tables; `pinned` holds the slots of each person's fixed bookings, `open` tells the shifts to look at.
    pub(crate) fn of(index: &Index<'a>, pinned: BTreeMap<PersonNo, Vec<u32>>, open: impl Fn(&ShiftId) -> bool) -> Self {
        let problem = index.problem;
        let shifts = || problem.shifts.iter();
        let needs = || shifts().flat_map(|it| &it.roles);
        let skills = numbered(needs().filter_map(|it| it.skill.as_deref()), 0);
        let languages = numbered(shifts().filter_map(|it| it.language.as_deref()), 0);
        let orgs = numbered(shifts().map(|it| it.org.as_str()), 0);
        let categories = numbered(shifts().map(|it| it.category.as_str()), 0);
        let places = numbered(shifts().map(|it| it.place.as_str()), 0);
        let demand = |source: usize| {
            let shift = &problem.shifts[source];
            Demand {
                start: shift.start.0,
                end: shift.end.0,
                x: shift.x.0,
                y: shift.y.0,
                remote: shift.remote,
                needs_vetted: shift.needs_vetted,
                language: shift.language.as_deref().map(|it| number(&languages, it)),
                org: number(&orgs, shift.org.as_str()),
                category: number(&categories, &shift.category),
                place: number(&places, shift.place.as_str()),
            }
        };
        let skill_of = |no: GroupNo| {
            let skill = index.shift(no).roles[index.group(no).role].skill.as_deref();
            skill.map(|it| number(&skills, it))
        };
        Self {
            demands: index.slots.iter().map(|slot| demand(slot.source)).collect(),
            open: (0..index.slots.len() as u32)
                .filter(|&no| open(&problem.shifts[index.slots[no as usize].source].id))
                .collect(),
            skill_of: (0..index.groups.len() as GroupNo).map(skill_of).collect(),
            slots: index.slots.iter().zip(0..).map(|(slot, no)| (&problem.shifts[slot.source].id, no)).collect(),
            previous: previous(index),
            pinned,
            has_skill: Marks::new(skills.len()),
            speaks: Marks::new(languages.len()),
            avoids: Marks::new(orgs.len()),
            blocked: Marks::new(index.slots.len()),
            liking: Marks::new(categories.len()),
            usual: Marks::new(places.len()),
            stays: Marks::new(index.groups.len()),
            skills,
            languages,
            orgs,
            categories,
            places,
        }
    }

    /// Adds everything that `person` could take to `out`, in order of group.
    pub(crate) fn gather(&mut self, index: &Index<'a>, person: PersonNo, out: &mut Vec<Choice>) {
        let volunteer = &index.problem.volunteers[index.person(person).source];
        self.mark(volunteer);
        for window in &volunteer.availability {
            let from = self.open.partition_point(|&no| self.demands[no as usize].start < window.0.0);
            for &no in &self.open[from..] {
                let demand = &self.demands[no as usize];
                if demand.start >= window.1.0 {
                    break;
                }
                let fits = demand.end <= window.1.0 && self.suits(volunteer, demand, no);
                if fits && self.is_free(index, person, no) {
                    self.push_roles(index, volunteer, no as usize, out);
                }
            }
        }
        self.clear();
    }

    fn mark(&mut self, volunteer: &Volunteer) {
        for skill in &volunteer.skills {
            self.has_skill.set(number(&self.skills, skill), true);
        }
        for language in &volunteer.languages {
            self.speaks.set(number(&self.languages, language), true);
        }
        for org in &volunteer.never_with_orgs {
            self.avoids.set(number(&self.orgs, org.as_str()), true);
        }
        for shift in &volunteer.blocked_shifts {
            self.blocked.set(self.slots.get(shift).copied().unwrap_or(NOBODY), true);
        }
        for (category, liking) in &volunteer.preferences {
            self.liking.set(number(&self.categories, category), *liking);
        }
        for (place, bonus) in &volunteer.usual {
            self.usual.set(number(&self.places, place.as_str()), *bonus);
        }
        for &group in self.previous.get(&volunteer.id).into_iter().flatten() {
            self.stays.set(group, true);
        }
    }

    fn clear(&mut self) {
        self.has_skill.clear();
        self.speaks.clear();
        self.avoids.clear();
        self.blocked.clear();
        self.liking.clear();
        self.usual.clear();
        self.stays.clear();
    }

    /// The rules about the shift, its window of availability apart.
    fn suits(&self, volunteer: &Volunteer, demand: &Demand, slot: u32) -> bool {
        let near = demand.remote
            || (!volunteer.remote_only && squared(volunteer, demand) <= radius_squared(volunteer.radius_m));
        near && (volunteer.vetted || !demand.needs_vetted)
            && demand.language.is_none_or(|it| self.speaks.get(it))
            && !self.avoids.get(demand.org)
            && !self.blocked.get(slot)
            && volunteer
                .windows_held
                .as_ref()
                .is_none_or(|held| inside(held, Minutes(demand.start), Minutes(demand.end)))
    }

    /// Whether the pinned bookings leave the time and the minutes for it.
    fn is_free(&self, index: &Index<'a>, person: PersonNo, slot: u32) -> bool {
        let limits = index.person(person);
        let slot = &index.slots[slot as usize];
        let pinned = self.pinned.get(&person).map(Vec::as_slice).unwrap_or_default();
        slot.minutes() <= limits.room(slot.week)
            && pinned.iter().all(|&no| index.slots[no as usize].goes_with(slot, limits.turnaround))
    }

    fn push_roles(&self, index: &Index<'a>, volunteer: &Volunteer, no: usize, out: &mut Vec<Choice>) {
        let demand = &self.demands[no];
        let weights = &index.problem.weights;
        let travel = match demand.remote {
            true => 0,
            false => weights.distance_per_km * (squared(volunteer, demand).isqrt() / 1000),
        };
        let worth = self.liking.get(demand.category) + self.usual.get(demand.place) - travel;
        for group in index.slots[no].groups.clone() {
            if self.skill_of[group as usize].is_some_and(|skill| !self.has_skill.get(skill)) {
                continue;
            }
            let stay = if self.stays.get(group) { weights.stay } else { 0 };
            let places = index.group(group);
            // A booking that can only lose points is in no best plan.
            if places.room > 0
                && worth + stay + places.gain_max() > 0
                && let Ok(worth) = i32::try_from(worth + stay)
            {
                out.push(Choice { group, worth });
            }
        }
    }
}

fn squared(volunteer: &Volunteer, demand: &Demand) -> i64 {
    let (dx, dy) = (volunteer.x.0 - demand.x, volunteer.y.0 - demand.y);
    dx * dx + dy * dy
}

/// The role groups of the previous plan, by volunteer.
fn previous<'a>(index: &Index<'a>) -> BTreeMap<&'a VolunteerId, Vec<GroupNo>> {
    let mut kept: BTreeMap<&VolunteerId, Vec<GroupNo>> = BTreeMap::new();
    let groups: BTreeMap<(&ShiftId, &Role), GroupNo> = index.group_numbers();
    for Booking { volunteer, shift, role } in &index.problem.previous {
        if let Some(&group) = groups.get(&(shift, role)) {
            kept.entry(volunteer).or_default().push(group);
        }
    }
    kept
}
