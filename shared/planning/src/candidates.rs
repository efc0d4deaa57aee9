//! Who can take which place: the rules about one booking alone, on numbers instead of names, by window of time.
//!
//! Says the same as [`crate::rules::broken_alone`], which the tests hold it to, at a few nanoseconds a pair.

use std::ops::Range;

use crate::Minutes;
use crate::index::{Choice, Index, Scope};
use crate::layout::{GroupNo, PersonNo, Slot};
use crate::names::of_volunteer;
use crate::numbers::{Marks, Numbers};
use crate::problem::{Volunteer, Window};
use crate::rules::{inside, kilometres, radius_squared};

/// What a shift asks of a volunteer, on numbers. Small, because all of them are gone through for everybody.
struct Demand {
    start: i64,
    end: i64,
    x: i32,
    y: i32,
    remote: bool,
    needs_vetted: bool,
    language: Option<u32>,
    org: u32,
    category: u32,
    place: u32,
    /// Position of the shift in the problem.
    source: u32,
    week: u32,
}

/// What a role asks on top, and the most that one more in it is worth, where there is room.
struct Opening {
    skill: Option<u32>,
    gain_max: Option<i64>,
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
    /// Those of a window that fit somebody.
    fitting: Vec<u32>,
    /// By group.
    openings: Vec<Opening>,
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
        let demand = |slot: &Slot| {
            let shift = &problem.shifts[slot.source];
            Demand {
                start: shift.start.0,
                end: shift.end.0,
                x: shift.x.0 as i32,
                y: shift.y.0 as i32,
                remote: shift.remote,
                needs_vetted: shift.needs_vetted,
                language: shift.language.as_deref().map(|it| languages.get(it)),
                org: orgs.get(shift.org.as_str()),
                category: categories.get(&shift.category),
                place: places.get(shift.place.as_str()),
                source: slot.source as u32,
                week: slot.week,
            }
        };
        let opening = |no: GroupNo| {
            let skill = index.shift(no).roles[index.group(no).role].skill.as_deref();
            Opening { skill: skill.map(|it| skills.get(it)), gain_max: index.group(no).gain(0) }
        };
        let is_open = |slot: &u32| scope.open.is_none_or(|open| open[index.slots[*slot as usize].source]);
        Self {
            scope,
            pinned,
            demands: index.slots.iter().map(demand).collect(),
            open: (0..index.slots.len() as u32).filter(is_open).collect(),
            fitting: Vec::new(),
            openings: (0..index.groups.len() as GroupNo).map(opening).collect(),
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
        let pinned = self.pinned[from..from + many].to_vec();
        for (open, end) in offered {
            self.find_fitting(volunteer, open, end);
            for &no in &self.fitting {
                let demand = &self.demands[no as usize];
                if self.suits(volunteer, demand) && is_free(index, person, &pinned, no, demand) {
                    self.push_roles(index, volunteer, no as usize, out);
                }
            }
        }
        self.clear();
    }

    /// Finds the slots of a window that keep the rules which many pairs break. Each slot is written down first and kept or
    /// written over then: a branch that the processor foretells wrongly costs more than looking at all of these rules.
    fn find_fitting(&mut self, volunteer: &Volunteer, open: Range<usize>, end: i64) {
        self.fitting.clear();
        self.fitting.resize(open.len() + 1, 0);
        let radius_squared = radius_squared(volunteer.radius_m);
        let mut many = 0;
        for &no in &self.open[open] {
            let demand = &self.demands[no as usize];
            let near = !volunteer.remote_only & (squared(volunteer, demand) <= radius_squared);
            let fits = (demand.end <= end)
                & (demand.remote | near)
                & (volunteer.vetted | !demand.needs_vetted)
                & !self.avoids.get(demand.org);
            self.fitting[many] = no;
            many += usize::from(fits);
        }
        self.fitting.truncate(many);
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

    /// The rules about the shift that few pairs break.
    fn suits(&self, volunteer: &Volunteer, demand: &Demand) -> bool {
        !self.blocked.get(demand.source)
            && demand.language.is_none_or(|it| self.speaks.get(it))
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
            false => weights.distance_per_km * kilometres(squared(volunteer, demand)),
        };
        let worth = self.liking.get(demand.category) + self.usual.get(demand.place) - travel;
        for group in index.slots[no].groups.clone() {
            let Opening { skill, gain_max: Some(gain_max) } = self.openings[group as usize] else { continue };
            let worth = worth + if self.stays.get(group) { self.scope.stay } else { 0 };
            // A booking that can only lose points is in no best plan.
            if worth + gain_max > 0
                && let Ok(worth) = i32::try_from(worth)
            {
                // Again written down first, and taken back where the skill is lacking.
                let known = out.len();
                out.push(Choice { group, worth });
                out.truncate(known + usize::from(skill.is_none_or(|skill| self.has_skill.get(skill))));
            }
        }
    }
}

/// Whether somebody's pinned slots leave the time and the minutes for another one.
fn is_free(index: &Index<'_>, person: PersonNo, pinned: &[(PersonNo, u32)], no: u32, demand: &Demand) -> bool {
    let limits = index.person(person);
    let goes_with = |other: u32| index.slots[other as usize].goes_with(&index.slots[no as usize], limits.turnaround);
    demand.end - demand.start <= limits.room(demand.week) && pinned.iter().all(|&(_, other)| goes_with(other))
}

fn squared(volunteer: &Volunteer, demand: &Demand) -> i64 {
    let (dx, dy) = (volunteer.x.0 - i64::from(demand.x), volunteer.y.0 - i64::from(demand.y));
    dx * dx + dy * dy
}

/// Of sorted `pairs`, those of one volunteer.
fn barred(pairs: &[(u32, u32)], volunteer: u32) -> &[(u32, u32)] {
    let from = pairs.partition_point(|it| it.0 < volunteer);
    let many = pairs[from..].partition_point(|it| it.0 == volunteer);
    &pairs[from..from + many]
}
