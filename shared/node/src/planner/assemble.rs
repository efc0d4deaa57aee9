//! A week's planning problem, in minutes from its Monday 00:00.

use super::minutes::{Clock, TURNAROUND};
use crate::trouble::Trouble;
use jiff::civil::Date;
use mainforte_domain::{
    Answer, Booking, BookingId, CityCalendar, Minute, Right, Shift, ShiftId, ShiftStatus, VolunteerId, Window,
};
use mainforte_planning as engine;
use mainforte_store::{PlannablePerson, PlannableShift, PlannedBooking, PlanningInput};
use std::collections::{BTreeMap, BTreeSet};

/// A week, as people know it and as the engine does.
pub(super) struct Week {
    pub(super) monday: String,
    pub(super) problem: engine::Problem,
    pub(super) people: BTreeMap<VolunteerId, PlannablePerson>,
    pub(super) shifts: BTreeMap<ShiftId, PlannedShift>,
    /// Standing bookings that the problem cannot hold; their time and place are out of it.
    pub(super) set_aside: u32,
    /// Bookings of the week that stand: pinned, movable or set aside.
    pub(super) standing: Vec<Booking>,
    /// Standing bookings that a new plan may move.
    pub(super) movable: Vec<Booking>,
    /// Places that somebody has turned down or given up.
    pub(super) declined: Vec<Booking>,
    /// Standing bookings that the city has yet to grant.
    pub(super) asked: BTreeSet<BookingId>,
}

pub(super) struct PlannedShift {
    pub(super) shift: Shift,
    pub(super) place: String,
}

/// What of a week is open to a plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    pub(super) pinning: Pinning,
    /// Shifts that have begun by then are no longer planned: whoever is there is busy.
    pub(super) begun: Option<Minute>,
}

/// Which standing bookings stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pinning {
    /// All: a plan adds and moves nobody.
    All,
    /// Those that somebody has said yes to, and those that another association has a say in: loans and requests.
    Promised,
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
    pub(super) fn assemble(
        input: PlanningInput,
        date: Date,
        week: Window,
        calendar: &CityCalendar,
        scope: Scope,
    ) -> Self {
        let clock = Clock { monday: date, week };
        let PlanningInput { people, shifts, bookings, declined, centres } = input;
        let people: BTreeMap<VolunteerId, PlannablePerson> =
            people.into_iter().map(|p| (p.person.id.clone(), p)).collect();
        let open = |s: &&PlannableShift| {
            let coming = scope.begun.is_none_or(|now| s.shift.window.from > now);
            s.shift.status == ShiftStatus::Planned && week.covers_start(&s.shift.window) && coming
        };
        let open: Vec<&PlannableShift> = shifts.iter().filter(open).collect();
        let mut problem = empty_problem(date, week);
        problem.volunteers = people.values().map(|p| clock.volunteer(p, &centres, calendar)).collect();
        problem.shifts = open.iter().map(|s| clock.shift(&s.shift, s.org.as_str(), s.point)).collect();
        let planned = |s: &&PlannableShift| PlannedShift { shift: s.shift.clone(), place: s.place_name.clone() };
        let shifts: BTreeMap<ShiftId, PlannedShift> = open.iter().map(|s| (s.shift.id.clone(), planned(s))).collect();
        let (inside, outside): (Vec<_>, Vec<_>) =
            bookings.into_iter().partition(|b| shifts.contains_key(&b.booking.shift));
        let asked = inside.iter().filter(|b| b.right != Right::Held).map(|b| b.booking.id.clone()).collect();
        let mut assembled = Self {
            monday: date.to_string(),
            problem,
            people,
            set_aside: 0,
            standing: inside.into_iter().map(|b| b.booking).collect(),
            movable: Vec::new(),
            declined: declined.into_iter().filter(|b| shifts.contains_key(&b.shift)).collect(),
            asked,
            shifts,
        };
        assembled.keep_out(&clock, &outside);
        assembled.take_no_for_an_answer();
        assembled.pin(scope.pinning);
        assembled
    }

    /// The standing bookings that a new plan may move. Who only comes with somebody stays where they are.
    pub(super) fn not_promised(&self) -> BTreeSet<BookingId> {
        let tied: BTreeSet<&VolunteerId> = self
            .people
            .values()
            .map(|p| &p.person)
            .flat_map(|p| p.together.iter().chain((!p.together.is_empty()).then_some(&p.id)))
            .collect();
        let may_move = |booking: &&Booking| {
            let own = self.people.get(&booking.volunteer).is_some_and(|p| p.own);
            own && booking.answer != Answer::Yes
                && !self.asked.contains(&booking.id)
                && !tied.contains(&booking.volunteer)
        };
        self.standing.iter().filter(may_move).map(|b| b.id.clone()).collect()
    }

    /// All that stands in the problem: what is pinned and what may move.
    pub(super) fn booked(&self) -> Vec<engine::Booking> {
        self.problem.pinned.iter().cloned().chain(self.movable.iter().map(super::pin::engine_booking)).collect()
    }

    /// Takes a stretch of time, and the way to and from it, out of a person's availability.
    pub(super) fn block(&mut self, volunteer: &VolunteerId, from: i64, until: i64) {
        let Some(person) = self.person_mut(volunteer) else { return };
        let (from, until) = (from - TURNAROUND, until + TURNAROUND);
        person.availability = person
            .availability
            .iter()
            .flat_map(|w| [(w.0.0, w.1.0.min(from)), (w.0.0.max(until), w.1.0)])
            .filter(|(start, end)| start < end)
            .map(|(start, end)| engine::Window(engine::Minutes(start), engine::Minutes(end)))
            .collect();
    }

    pub(super) fn person_mut(&mut self, volunteer: &VolunteerId) -> Option<&mut engine::Volunteer> {
        self.problem.volunteers.iter_mut().find(|v| v.id.0 == volunteer.as_str())
    }

    /// Bookings in shifts that are not planned here hold their time; those of this week spend its hours too.
    fn keep_out(&mut self, clock: &Clock, outside: &[PlannedBooking]) {
        for booked in outside {
            let volunteer = &booked.booking.volunteer;
            self.block(volunteer, clock.minutes(booked.window.from), clock.minutes(booked.window.until));
            if clock.week.covers_start(&booked.window)
                && let Some(person) = self.person_mut(volunteer)
            {
                let left = person.max_minutes_per_week.0 - booked.window.length().0;
                person.max_minutes_per_week.0 = left.max(0);
            }
        }
    }

    /// A place that was turned down is not proposed again to the same person. Whoever cannot come to what they had promised
    /// is offered nothing else that week.
    fn take_no_for_an_answer(&mut self) {
        for no in self.declined.clone() {
            let standing: BTreeSet<ShiftId> =
                self.standing.iter().filter(|b| b.volunteer == no.volunteer).map(|b| b.shift.clone()).collect();
            let refused: Vec<engine::ShiftId> = match no.answer {
                Answer::Withdrew => self.shifts.keys().filter(|s| !standing.contains(*s)).map(engine_shift).collect(),
                _ => vec![engine_shift(&no.shift)],
            };
            if let Some(person) = self.person_mut(&no.volunteer) {
                person.blocked_shifts.extend(refused);
            }
        }
    }
}

fn engine_shift(shift: &ShiftId) -> engine::ShiftId {
    engine::ShiftId(shift.to_string())
}

fn empty_problem(date: Date, week: Window) -> engine::Problem {
    engine::Problem {
        format: engine::PROBLEM_FORMAT.to_owned(),
        name: date.to_string(),
        horizon: engine::Horizon {
            start: date.to_string(),
            weeks: (week.length().0 + engine::WEEK - 1) / engine::WEEK,
        },
        weights: weights(),
        volunteers: Vec::new(),
        shifts: Vec::new(),
        pinned: Vec::new(),
        previous: Vec::new(),
    }
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
