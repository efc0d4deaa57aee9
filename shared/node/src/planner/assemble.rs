//! A week's planning problem, in minutes from its Monday 00:00.

use crate::trouble::Trouble;
use jiff::civil::Date;
use mainforte_domain::{
    Booking, CityCalendar, Minute, Person, PersonStatus, Point, Shift, ShiftId, ShiftStatus, VolunteerId, Window,
    expand_availability,
};
use mainforte_planning as engine;
use mainforte_store::{PlannablePerson, PlanningInput};
use std::collections::BTreeMap;

/// Between two places: half an hour to cross a part of the city.
const TURNAROUND: i64 = 30;
/// What it is worth that somebody offers this very kind of help.
const OFFERED: i64 = 12;

/// A week, as people know it and as the engine does.
pub(super) struct Week {
    pub(super) monday: String,
    pub(super) problem: engine::Problem,
    pub(super) people: BTreeMap<VolunteerId, PlannablePerson>,
    pub(super) shifts: BTreeMap<ShiftId, PlannedShift>,
    /// Standing bookings that the problem cannot hold; their time and place are out of it.
    pub(super) set_aside: u32,
    /// Bookings of the week that stand, pinned or set aside.
    pub(super) standing: Vec<Booking>,
}

pub(super) struct PlannedShift {
    pub(super) shift: Shift,
    pub(super) place: String,
}

/// Reads a Monday: `2020-03-23`.
pub(super) fn monday(text: &str, calendar: &CityCalendar) -> Result<(Date, Window), Trouble> {
    let wrong = || Trouble::invalid("monday", "not_a_monday", text);
    let date: Date = text.trim().parse().map_err(|_| wrong())?;
    let week = calendar.week(date).ok_or_else(wrong)?;
    if calendar.monday(week.from) != date {
        return Err(wrong());
    }
    Ok((date, week))
}

impl Week {
    /// The problem of one week. Standing bookings are pinned as far as they fit together.
    pub(super) fn assemble(input: PlanningInput, date: Date, week: Window, calendar: &CityCalendar) -> Self {
        let clock = Clock { monday: date, week };
        let people: BTreeMap<VolunteerId, PlannablePerson> =
            input.people.into_iter().map(|p| (p.person.id.clone(), p)).collect();
        let volunteers = people.values().map(|p| clock.volunteer(p, &input.centres, calendar)).collect();
        let (inside, outside): (Vec<_>, Vec<_>) =
            input.bookings.into_iter().partition(|b| week.covers_start(&b.window));
        let shifts: BTreeMap<ShiftId, PlannedShift> = input
            .shifts
            .iter()
            .filter(|s| s.shift.status == ShiftStatus::Planned && week.covers_start(&s.shift.window))
            .map(|s| (s.shift.id.clone(), PlannedShift { shift: s.shift.clone(), place: s.place_name.clone() }))
            .collect();
        let problem = engine::Problem {
            format: engine::PROBLEM_FORMAT.to_owned(),
            name: date.to_string(),
            horizon: engine::Horizon {
                start: date.to_string(),
                weeks: (week.length().0 + engine::WEEK - 1) / engine::WEEK,
            },
            weights: weights(),
            volunteers,
            shifts: input
                .shifts
                .iter()
                .filter(|s| shifts.contains_key(&s.shift.id))
                .map(|s| clock.shift(&s.shift, s.org.as_str(), s.point))
                .collect(),
            pinned: Vec::new(),
            previous: Vec::new(),
        };
        let mut assembled = Self {
            monday: date.to_string(),
            problem,
            people,
            shifts,
            set_aside: 0,
            standing: inside.into_iter().map(|b| b.booking).collect(),
        };
        for booked in &outside {
            assembled.block(
                &booked.booking.volunteer,
                clock.minutes(booked.window.from),
                clock.minutes(booked.window.until),
            );
        }
        assembled.pin();
        assembled
    }

    /// Takes a stretch of time, and the way to and from it, out of a person's availability.
    pub(super) fn block(&mut self, volunteer: &VolunteerId, from: i64, until: i64) {
        let found = self.problem.volunteers.iter_mut().find(|v| v.id.0 == volunteer.as_str());
        let Some(person) = found else { return };
        let (from, until) = (from - TURNAROUND, until + TURNAROUND);
        person.availability = person
            .availability
            .iter()
            .flat_map(|w| [(w.0.0, w.1.0.min(from)), (w.0.0.max(until), w.1.0)])
            .filter(|(start, end)| start < end)
            .map(|(start, end)| engine::Window(engine::Minutes(start), engine::Minutes(end)))
            .collect();
    }
}

/// Minutes of the week.
struct Clock {
    monday: Date,
    week: Window,
}

impl Clock {
    fn minutes(&self, at: Minute) -> i64 {
        at.0 - self.week.from.0
    }

    fn windows(&self, windows: &[Window]) -> Vec<engine::Window> {
        // A shift of Sunday night ends after the week: windows reach a day beyond.
        let reach = Window { from: self.week.from, until: self.week.until.plus(1440) };
        let inside = windows.iter().filter_map(|w| w.intersection(&reach));
        let minutes = |at| engine::Minutes(self.minutes(at));
        joined(inside.collect()).into_iter().map(|w| engine::Window(minutes(w.from), minutes(w.until))).collect()
    }

    fn volunteer(
        &self,
        plannable: &PlannablePerson,
        centres: &BTreeMap<mainforte_domain::DistrictId, Point>,
        calendar: &CityCalendar,
    ) -> engine::Volunteer {
        let person = &plannable.person;
        let home = person.district.as_ref().and_then(|d| centres.get(d)).copied().unwrap_or_default();
        let available = if can_be_asked(person) {
            expand_availability(&person.availability, self.monday, 2, calendar)
        } else {
            Vec::new()
        };
        engine::Volunteer {
            id: engine::VolunteerId(person.id.to_string()),
            x: engine::Metres(home.x),
            y: engine::Metres(home.y),
            radius_m: engine::Metres(person.radius.0),
            skills: person.skills.iter().cloned().collect(),
            languages: person.languages.iter().cloned().collect(),
            vetted: person.vetted,
            remote_only: person.remote_only,
            max_minutes_per_week: engine::Minutes(person.week_max.0),
            target_minutes_per_week: engine::Minutes(person.week_target.0),
            turnaround_minutes: engine::Minutes(TURNAROUND),
            availability: self.windows(&available),
            windows_held: (!plannable.own).then(|| self.windows(&plannable.held)),
            preferences: person.offers.iter().map(|kind| (kind.to_string(), OFFERED)).collect(),
            never_with_orgs: Vec::new(),
            blocked_shifts: Vec::new(),
            usual: BTreeMap::new(),
        }
    }

    fn shift(&self, shift: &Shift, org: &str, point: Option<Point>) -> engine::Shift {
        let point = point.unwrap_or_default();
        let roles = shift.roles.iter().map(|(role, need)| engine::RoleNeed {
            role: engine::Role(role.clone()),
            skill: need.skill.clone(),
            min: i64::from(need.min),
            max: i64::from(need.max),
        });
        engine::Shift {
            id: engine::ShiftId(shift.id.to_string()),
            org: engine::OrgId(org.to_owned()),
            place: engine::PlaceId(shift.place.to_string()),
            x: engine::Metres(point.x),
            y: engine::Metres(point.y),
            start: engine::Minutes(self.minutes(shift.window.from)),
            end: engine::Minutes(self.minutes(shift.window.until)),
            category: shift.kind.to_string(),
            priority: i64::from(shift.priority.get()),
            remote: shift.remote,
            needs_vetted: shift.needs_vetted,
            language: shift.language.clone(),
            roles: roles.collect(),
        }
    }
}

fn can_be_asked(person: &Person) -> bool {
    matches!(person.status, PersonStatus::Active | PersonStatus::ToInform)
}

/// Sorted, with what overlaps or touches made one.
fn joined(mut windows: Vec<Window>) -> Vec<Window> {
    windows.sort_unstable();
    let mut joined: Vec<Window> = Vec::with_capacity(windows.len());
    for window in windows {
        match joined.last_mut() {
            Some(last) if window.from <= last.until => last.until = last.until.max(window.until),
            _ => joined.push(window),
        }
    }
    joined
}

/// A place of the most urgent kind is worth eight of the least; a kilometre costs three points, an hour over what somebody
/// would rather give twelve: the weights of the instances that the engine is measured on.
fn weights() -> engine::Weights {
    engine::Weights {
        priority: engine::PriorityWeights { first: 800, second: 400, third: 200, fourth: 100 },
        distance_per_km: 3,
        over_target_per_hour: 12,
        stay: 40,
    }
}

trait CoversStart {
    /// Whether the other starts inside: the week in which a shift counts.
    fn covers_start(&self, other: &Window) -> bool;
}

impl CoversStart for Window {
    fn covers_start(&self, other: &Window) -> bool {
        self.from <= other.from && other.from < self.until
    }
}
