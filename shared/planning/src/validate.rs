//! Whether a problem is well formed. The engine takes nothing else.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;

use thiserror::Error;

use crate::problem::{Booking, PROBLEM_FORMAT, Problem, Shift, Volunteer, WEEK, Weights, Window};
use crate::score::breaches;
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
        let about = |field, fault| Err(ProblemError { entity: Entity::Problem, field, fault });
        if self.format != PROBLEM_FORMAT {
            return about("format", Fault::UnknownFormat(self.format.clone()));
        }
        range(&Entity::Problem, "horizon.weeks", self.horizon.weeks, 1, i64::MAX)?;
        check_weights(&self.weights)?;
        let mut ids = HashSet::new();
        for volunteer in &self.volunteers {
            let entity = Entity::Volunteer(volunteer.id.clone());
            check_id(&entity, &volunteer.id.0, ids.insert(&volunteer.id.0))?;
            check_volunteer(&entity, volunteer)?;
        }
        ids.clear();
        for shift in &self.shifts {
            let entity = Entity::Shift(shift.id.clone());
            check_id(&entity, &shift.id.0, ids.insert(&shift.id.0))?;
            check_shift(&entity, shift, self.horizon.weeks)?;
        }
        check_pinned(self)
    }
}

fn range(entity: &Entity, field: &'static str, value: i64, min: i64, max: i64) -> Result<(), ProblemError> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    Err(ProblemError { entity: entity.clone(), field, fault: Fault::OutOfRange { value, min, max } })
}

fn check_id(entity: &Entity, id: &str, new: bool) -> Result<(), ProblemError> {
    let fault = match (id.is_empty(), new) {
        (true, _) => Fault::Empty,
        (_, false) => Fault::Duplicate(id.to_owned()),
        _ => return Ok(()),
    };
    Err(ProblemError { entity: entity.clone(), field: "id", fault })
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
        range(&Entity::Problem, field, value, 0, WEIGHT_MAX)?;
    }
    Ok(())
}

fn check_volunteer(entity: &Entity, volunteer: &Volunteer) -> Result<(), ProblemError> {
    range(entity, "x", volunteer.x.0, -COORDINATE_MAX, COORDINATE_MAX)?;
    range(entity, "y", volunteer.y.0, -COORDINATE_MAX, COORDINATE_MAX)?;
    for (field, value) in [
        ("radius_m", volunteer.radius_m.0),
        ("max_minutes_per_week", volunteer.max_minutes_per_week.0),
        ("target_minutes_per_week", volunteer.target_minutes_per_week.0),
        ("turnaround_minutes", volunteer.turnaround_minutes.0),
    ] {
        range(entity, field, value, 0, i64::MAX)?;
    }
    check_windows(entity, "availability", &volunteer.availability)?;
    check_windows(entity, "windows_held", volunteer.windows_held.as_deref().unwrap_or_default())?;
    for liking in volunteer.preferences.values() {
        range(entity, "preferences", *liking, -PREFERENCE_MAX, PREFERENCE_MAX)?;
    }
    for bonus in volunteer.usual.values() {
        range(entity, "usual", *bonus, 0, BONUS_MAX)?;
    }
    Ok(())
}

fn check_windows(entity: &Entity, field: &'static str, windows: &[Window]) -> Result<(), ProblemError> {
    let mut last = None;
    for window in windows {
        if window.0 >= window.1 || last.is_some_and(|end| window.0 <= end) {
            return Err(ProblemError { entity: entity.clone(), field, fault: Fault::BadWindows(window.0.0) });
        }
        last = Some(window.1);
    }
    Ok(())
}

fn check_shift(entity: &Entity, shift: &Shift, weeks: i64) -> Result<(), ProblemError> {
    range(entity, "x", shift.x.0, -COORDINATE_MAX, COORDINATE_MAX)?;
    range(entity, "y", shift.y.0, -COORDINATE_MAX, COORDINATE_MAX)?;
    let latest = WEEK.saturating_mul(weeks).min(i64::MAX - SHIFT_MINUTES_MAX) - 1;
    range(entity, "start", shift.start.0, 0, latest)?;
    range(entity, "end", shift.end.0, shift.start.0 + 1, shift.start.0 + SHIFT_MINUTES_MAX)?;
    range(entity, "priority", shift.priority, 1, 4)?;
    if shift.roles.is_empty() {
        return Err(ProblemError { entity: entity.clone(), field: "roles", fault: Fault::Empty });
    }
    let mut names = BTreeSet::new();
    for need in &shift.roles {
        let entity = Entity::Role(shift.id.clone(), need.role.clone());
        if !names.insert(&need.role) {
            return Err(ProblemError { entity, field: "role", fault: Fault::Duplicate(need.role.0.clone()) });
        }
        range(&entity, "max", need.max, 1, i64::MAX)?;
        range(&entity, "min", need.min, 0, need.max)?;
    }
    Ok(())
}

fn check_pinned(problem: &Problem) -> Result<(), ProblemError> {
    let volunteers: HashSet<&VolunteerId> = problem.volunteers.iter().map(|it| &it.id).collect();
    let shifts: HashMap<&ShiftId, &Shift> = problem.shifts.iter().map(|it| (&it.id, it)).collect();
    let mut seen = HashSet::new();
    for booking in &problem.pinned {
        let wrong = |field, fault| Err(ProblemError { entity: Entity::Pinned(booking.clone()), field, fault });
        if !volunteers.contains(&booking.volunteer) {
            return wrong("volunteer", Fault::Unknown);
        }
        let Some(shift) = shifts.get(&booking.shift) else {
            return wrong("shift", Fault::Unknown);
        };
        if !shift.roles.iter().any(|need| need.role == booking.role) {
            return wrong("role", Fault::Unknown);
        }
        if !seen.insert(booking) {
            return wrong("pinned", Fault::Duplicate(booking.volunteer.0.clone()));
        }
    }
    match breaches(problem, &problem.pinned).into_iter().next() {
        None => Ok(()),
        Some(breach) => Err(ProblemError {
            entity: Entity::Pinned(breach.booking),
            field: "pinned",
            fault: Fault::Breaks(breach.rule),
        }),
    }
}
