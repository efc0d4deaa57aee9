//! Who can take which place: the rules about one booking alone, on numbers instead of names, by window of time.
//!
//! Says the same as [`crate::rules::broken_alone`], which the tests hold it to, at a few nanoseconds a pair.

use std::ops::Range;

use crate::Minutes;
use crate::index::{Choice, Index, Scope};
use crate::layout::{GroupNo, PersonNo};
use crate::names::of_volunteer;
use crate::numbers::{Marks, Numbers};
use crate::problem::{Volunteer, Window};
use crate::rules::{inside, radius_squared};

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
    /// Position of the shift in the problem.
    source: u32,
}

/// The tables, and the scratch for one volunteer at a time.
pub(crate) struct Candidates<'a, 's> {
    scope: &'s Scope<'s>,
    /// The fixed slots of each person, sorted.
    pinned: Vec<(PersonNo, u32)>,
    /// By number of the slot, in order of start.
    demands: Vec<Demand>,
    /// The slots that are looked at.
    open: Vec<u32>,
    skill_of: Vec<Option<u32>>,
    skills: Numbers<'a>,
    languages: Numbers<'a>,
    orgs: Numbers<'a>,
    categories: Numbers<'a>,
    places: Numbers<'a>,
    shifts: Numbers<'a>,
    has_skill: Marks<bool>,
    speaks: Marks<bool>,
    avoids: Marks<bool>,
    /// By position of the shift in the problem.
    blocked: Marks<bool>,
    liking: Marks<i64>,
    usual: Marks<i64>,
    stays: Marks<bool>,
}

impl<'a, 's> Candidates<'a, 's> {
    /// Prepares the tables; `pinned` holds the fixed slots of each person, sorted.
    pub(crate) fn of(index: &Index<'a>, scope: &'s Scope<'s>, pinned: Vec<(PersonNo, u32)>) -> Self {
        let problem = index.problem;
        let shifts = || problem.shifts.iter();
        let skills = Numbers::of(shifts().flat_map(|it| &it.roles).filter_map(|it| it.skill.as_deref()));
        let languages = Numbers::of(shifts().filter_map(|it| it.language.as_deref()));
        let orgs = Numbers::of(shifts().map(|it| it.org.as_str()));
        let categories = Numbers::of(shifts().map(|it| it.category.as_str()));
        let places = Numbers::of(shifts().map(|it| it.place.as_str()));
        let demand = |source: usize| {
            let shift = &problem.shifts[source];
            Demand {
                start: shift.start.0,
                end: shift.end.0,
                x: shift.x.0,
                y: shift.y.0,
                remote: shift.remote,
                needs_vetted: shift.needs_vetted,
                language: shift.language.as_deref().map(|it| languages.get(it)),
                org: orgs.get(shift.org.as_str()),
                category: categories.get(&shift.category),
                place: places.get(shift.place.as_str()),
                source: source as u32,
            }
        };
        let skill_of = |no: GroupNo| {
            let skill = index.shift(no).roles[index.group(no).role].skill.as_deref();
            skill.map(|it| skills.get(it))
        };
        let is_open = |slot: &u32| scope.open.is_none_or(|open| open[index.slots[*slot as usize].source]);
        Self {
            scope,
            pinned,
            demands: index.slots.iter().map(|slot| demand(slot.source)).collect(),
            open: (0..index.slots.len() as u32).filter(is_open).collect(),
            skill_of: (0..index.groups.len() as GroupNo).map(skill_of).collect(),
            shifts: Numbers::of(shifts().map(|it| it.id.as_str())),
            has_skill: Marks::new(skills.len()),
            speaks: Marks::new(languages.len()),
            avoids: Marks::new(orgs.len()),
            blocked: Marks::new(problem.shifts.len()),
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
        let source = index.person(person).source;
        let volunteer = &index.problem.volunteers[source];
        let within = |window: &Window| {
            let from = self.open.partition_point(|&no| self.demands[no as usize].start < window.0.0);
            let many = self.open[from..].partition_point(|&no| self.demands[no as usize].start < window.1.0);
            (from..from + many, window.1.0)
        };
        let offered: Vec<(Range<usize>, i64)> = volunteer.availability.iter().map(within).collect();
        if offered.iter().all(|(open, _)| open.is_empty()) {
            return;
        }
        self.mark(index, volunteer, source as u32);
        let from = self.pinned.partition_point(|it| it.0 < person);
        let many = self.pinned[from..].partition_point(|it| it.0 == person);
        let pinned = &self.pinned[from..from + many];
        for (open, end) in offered {
            for &no in &self.open[open] {
                let demand = &self.demands[no as usize];
                let fits = demand.end <= end && self.suits(volunteer, demand);
                if fits && is_free(index, person, pinned, no) {
                    self.push_roles(index, volunteer, no as usize, out);
                }
            }
        }
        self.clear();
    }

    fn mark(&mut self, index: &Index<'a>, volunteer: &Volunteer, source: u32) {
        for skill in &volunteer.skills {
            self.has_skill.set(self.skills.get(skill), true);
        }
        for language in &volunteer.languages {
            self.speaks.set(self.languages.get(language), true);
        }
        for org in &volunteer.never_with_orgs {
            self.avoids.set(self.orgs.get(org.as_str()), true);
        }
        for shift in &volunteer.blocked_shifts {
            self.blocked.set(self.shifts.get(shift.as_str()), true);
        }
        for &(_, shift) in barred(self.scope.barred, source) {
            self.blocked.set(shift, true);
        }
        for (category, liking) in &volunteer.preferences {
            self.liking.set(self.categories.get(category), *liking);
        }
        for (place, bonus) in &volunteer.usual {
            self.usual.set(self.places.get(place.as_str()), *bonus);
        }
        for &placed in of_volunteer(self.scope.previous, source) {
            self.stays.set(index.group_at(placed), true);
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
    fn suits(&self, volunteer: &Volunteer, demand: &Demand) -> bool {
        let near = demand.remote
            || (!volunteer.remote_only && squared(volunteer, demand) <= radius_squared(volunteer.radius_m));
        near && (volunteer.vetted || !demand.needs_vetted)
            && demand.language.is_none_or(|it| self.speaks.get(it))
            && !self.avoids.get(demand.org)
            && !self.blocked.get(demand.source)
            && volunteer
                .windows_held
                .as_ref()
                .is_none_or(|held| inside(held, Minutes(demand.start), Minutes(demand.end)))
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
            let stay = if self.stays.get(group) { self.scope.stay } else { 0 };
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

/// Whether somebody's pinned slots leave the time and the minutes for another one.
fn is_free(index: &Index<'_>, person: PersonNo, pinned: &[(PersonNo, u32)], slot: u32) -> bool {
    let limits = index.person(person);
    let slot = &index.slots[slot as usize];
    slot.minutes() <= limits.room(slot.week)
        && pinned.iter().all(|&(_, no)| index.slots[no as usize].goes_with(slot, limits.turnaround))
}

fn squared(volunteer: &Volunteer, demand: &Demand) -> i64 {
    let (dx, dy) = (volunteer.x.0 - demand.x, volunteer.y.0 - demand.y);
    dx * dx + dy * dy
}

/// Of sorted `pairs`, those of one volunteer.
fn barred(pairs: &[(u32, u32)], volunteer: u32) -> &[(u32, u32)] {
    let from = pairs.partition_point(|it| it.0 < volunteer);
    let many = pairs[from..].partition_point(|it| it.0 == volunteer);
    &pairs[from..from + many]
}
