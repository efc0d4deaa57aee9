//! Whether a problem is well formed. The engine takes nothing else.

use std::collections::BTreeSet;
use std::fmt;

use thiserror::Error;

use crate::breaches::Ledger;
use crate::names::Names;
use crate::problem::{Booking, PROBLEM_FORMAT, Problem, Shift, Volunteer, WEEK, Weights, Window};
use crate::{Role, Rule, ShiftId, VolunteerId};

const COORDINATE_MAX: i64 = 1_000_000;
const WEIGHT_MAX: i64 = 1_000_000;
const BONUS_MAX: i64 = 1 << 30;
const PREFERENCE_MAX: i64 = 20;
const SHIFT_MINUTES_MAX: i64 = 1440;

/// Why a problem is not well formed: whose field, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{entity}: {field} {fault}")]
pub struct ProblemError {
    pub entity: Entity,
    /// The key as written in the format.
    pub field: &'static str,
    pub fault: Fault,
}

/// What a [`ProblemError`] is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entity {
    Problem,
    Volunteer(VolunteerId),
    Shift(ShiftId),
    Role(ShiftId, Role),
    Pinned(Booking),
}

impl fmt::Display for Entity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem => out.write_str("problem"),
            Self::Volunteer(id) => write!(out, "volunteer {:?}", id.0),
            Self::Shift(id) => write!(out, "shift {:?}", id.0),
            Self::Role(shift, role) => write!(out, "shift {:?}, role {:?}", shift.0, role.0),
            Self::Pinned(it) => {
                write!(out, "pinned booking of {:?} on {:?} as {:?}", it.volunteer.0, it.shift.0, it.role.0)
            }
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("is {0:?}, which this engine does not know")]
    UnknownFormat(String),
    #[error("is {value}, outside {min} to {max}")]
    OutOfRange { value: i64, min: i64, max: i64 },
    #[error("is {0:?}, used twice")]
    Duplicate(String),
    #[error("is empty")]
    Empty,
    #[error("has windows that are empty, out of order, overlapping or touching, at {0}")]
    BadWindows(i64),
    #[error("names nothing in this problem")]
    Unknown,
    #[error("breaks the rule {0}")]
    Breaks(Rule),
}

impl Problem {
    /// Checks every field, and that the pinned bookings keep the rules together.
    ///
    /// # Errors
    ///
    /// The first fault found, in the order of the format.
    pub fn validate(&self) -> Result<(), ProblemError> {
        checked(self).map(drop)
    }
}

/// The names of a problem that is well formed. See [`Problem::validate`].
pub(crate) fn checked(problem: &Problem) -> Result<Names<'_>, ProblemError> {
    let about = About::Problem;
    if problem.format != PROBLEM_FORMAT {
        return Err(about.error("format", Fault::UnknownFormat(problem.format.clone())));
    }
    range(about, "horizon.weeks", problem.horizon.weeks, 1, i64::MAX)?;
    check_weights(&problem.weights)?;
    let names = Names::of(problem);
    let distinct = names.are_distinct();
    for (volunteer, at) in problem.volunteers.iter().zip(0..) {
        let about = About::Volunteer(&volunteer.id);
        check_id(about, &volunteer.id.0, distinct || names.volunteer_at(&volunteer.id) == Some(at))?;
        check_volunteer(about, volunteer)?;
    }
    for (shift, at) in problem.shifts.iter().zip(0..) {
        let about = About::Shift(&shift.id);
        check_id(about, &shift.id.0, distinct || names.shift_at(&shift.id) == Some(at))?;
        check_shift(about, shift, problem.horizon.weeks)?;
    }
    check_pinned(&names)?;
    Ok(names)
}

/// What is being checked: becomes an [`Entity`] when something is wrong with it.
#[derive(Clone, Copy)]
enum About<'a> {
    Problem,
    Volunteer(&'a VolunteerId),
    Shift(&'a ShiftId),
    Role(&'a ShiftId, &'a Role),
    Pinned(&'a Booking),
}

impl About<'_> {
    fn error(self, field: &'static str, fault: Fault) -> ProblemError {
        let entity = match self {
            Self::Problem => Entity::Problem,
            Self::Volunteer(id) => Entity::Volunteer(id.clone()),
            Self::Shift(id) => Entity::Shift(id.clone()),
            Self::Role(shift, role) => Entity::Role(shift.clone(), role.clone()),
            Self::Pinned(booking) => Entity::Pinned(booking.clone()),
        };
        ProblemError { entity, field, fault }
    }
}

fn range(about: About<'_>, field: &'static str, value: i64, min: i64, max: i64) -> Result<(), ProblemError> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    Err(about.error(field, Fault::OutOfRange { value, min, max }))
}

fn check_id(about: About<'_>, id: &str, new: bool) -> Result<(), ProblemError> {
    let fault = match (id.is_empty(), new) {
        (true, _) => Fault::Empty,
        (_, false) => Fault::Duplicate(id.to_owned()),
        _ => return Ok(()),
    };
    Err(about.error("id", fault))
}

fn check_weights(weights: &Weights) -> Result<(), ProblemError> {
    let priority = &weights.priority;
    for (field, value) in [
        ("weights.priority.1", priority.first),
        ("weights.priority.2", priority.second),
        ("weights.priority.3", priority.third),
        ("weights.priority.4", priority.fourth),
        ("weights.distance_per_km", weights.distance_per_km),
        ("weights.over_target_per_hour", weights.over_target_per_hour),
        ("weights.stay", weights.stay),
    ] {
        range(About::Problem, field, value, 0, WEIGHT_MAX)?;
    }
    Ok(())
}

fn check_volunteer(about: About<'_>, volunteer: &Volunteer) -> Result<(), ProblemError> {
    range(about, "x", volunteer.x.0, -COORDINATE_MAX, COORDINATE_MAX)?;
    range(about, "y", volunteer.y.0, -COORDINATE_MAX, COORDINATE_MAX)?;
    for (field, value) in [
        ("radius_m", volunteer.radius_m.0),
        ("max_minutes_per_week", volunteer.max_minutes_per_week.0),
        ("target_minutes_per_week", volunteer.target_minutes_per_week.0),
        ("turnaround_minutes", volunteer.turnaround_minutes.0),
    ] {
        range(about, field, value, 0, i64::MAX)?;
    }
    check_windows(about, "availability", &volunteer.availability)?;
    check_windows(about, "windows_held", volunteer.windows_held.as_deref().unwrap_or_default())?;
    for liking in volunteer.preferences.values() {
        range(about, "preferences", *liking, -PREFERENCE_MAX, PREFERENCE_MAX)?;
    }
    for bonus in volunteer.usual.values() {
        range(about, "usual", *bonus, 0, BONUS_MAX)?;
    }
    Ok(())
}

fn check_windows(about: About<'_>, field: &'static str, windows: &[Window]) -> Result<(), ProblemError> {
    let mut last = None;
    for window in windows {
        if window.0 >= window.1 || last.is_some_and(|end| window.0 <= end) {
            return Err(about.error(field, Fault::BadWindows(window.0.0)));
        }
        last = Some(window.1);
    }
    Ok(())
}

fn check_shift(about: About<'_>, shift: &Shift, weeks: i64) -> Result<(), ProblemError> {
    range(about, "x", shift.x.0, -COORDINATE_MAX, COORDINATE_MAX)?;
    range(about, "y", shift.y.0, -COORDINATE_MAX, COORDINATE_MAX)?;
    let latest = WEEK.saturating_mul(weeks).min(i64::MAX - SHIFT_MINUTES_MAX) - 1;
    range(about, "start", shift.start.0, 0, latest)?;
    range(about, "end", shift.end.0, shift.start.0 + 1, shift.start.0 + SHIFT_MINUTES_MAX)?;
    range(about, "priority", shift.priority, 1, 4)?;
    if shift.roles.is_empty() {
        return Err(about.error("roles", Fault::Empty));
    }
    let mut names = BTreeSet::new();
    for need in &shift.roles {
        let about = About::Role(&shift.id, &need.role);
        if !names.insert(&need.role) {
            return Err(about.error("role", Fault::Duplicate(need.role.0.clone())));
        }
        range(about, "max", need.max, 1, i64::MAX)?;
        range(about, "min", need.min, 0, need.max)?;
    }
    Ok(())
}

fn check_pinned(names: &Names<'_>) -> Result<(), ProblemError> {
    let mut ledger = Ledger::of(names);
    let mut broken = None;
    for booking in &names.problem.pinned {
        let about = About::Pinned(booking);
        if names.volunteer_at(&booking.volunteer).is_none() {
            return Err(about.error("volunteer", Fault::Unknown));
        }
        if names.shift_at(&booking.shift).is_none() {
            return Err(about.error("shift", Fault::Unknown));
        }
        let Some(placed) = names.find(booking) else { return Err(about.error("role", Fault::Unknown)) };
        if ledger.has(placed) {
            return Err(about.error("pinned", Fault::Duplicate(booking.volunteer.0.clone())));
        }
        let rules = ledger.judge(placed, true);
        ledger.enter(placed);
        broken = broken.or_else(|| rules.iter().next().map(|rule| (about, rule)));
    }
    // Names first: what is known to be there is judged.
    broken.map_or(Ok(()), |(about, rule)| Err(about.error("pinned", Fault::Breaks(rule))))
}
