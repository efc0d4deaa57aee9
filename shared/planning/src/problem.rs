//! The planning problem, `mainforte-planning/1`, as values.
//!
//! Times are minutes from the Monday 00:00 that starts the horizon, intervals are half open, all numbers are integers.
//! [`Problem::validate`](crate::Problem::validate) tells whether a problem is well formed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Metres, Minutes, OrgId, PlaceId, Role, ShiftId, VolunteerId};

/// The format name of a problem.
pub const PROBLEM_FORMAT: &str = "mainforte-planning/1";

/// Minutes in a week.
pub const WEEK: i64 = 10_080;

/// Everything that decides who does which shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Always [`PROBLEM_FORMAT`].
    pub format: String,
    /// A name for people; a plan repeats it.
    pub name: String,
    pub horizon: Horizon,
    pub weights: Weights,
    pub volunteers: Vec<Volunteer>,
    pub shifts: Vec<Shift>,
    /// Bookings that exist and stay.
    pub pinned: Vec<Booking>,
    /// An earlier plan, worth `weights.stay` for each booking kept. What it names may be gone.
    pub previous: Vec<Booking>,
}

/// The weeks that are planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horizon {
    /// The Monday of the first week, `YYYY-MM-DD`, for people only.
    pub start: String,
    /// How many weeks; at least 1.
    pub weeks: i64,
}

/// What each part of the score is worth, 0 to 1,000,000.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    pub priority: PriorityWeights,
    /// Cost of each whole kilometre between home and shift.
    pub distance_per_km: i64,
    /// Cost of each started hour beyond a volunteer's weekly target.
    pub over_target_per_hour: i64,
    /// Value of a booking that the previous plan had too.
    pub stay: i64,
}

/// The value of a needed place, by the shift's priority (1 to 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorityWeights {
    #[serde(rename = "1")]
    pub first: i64,
    #[serde(rename = "2")]
    pub second: i64,
    #[serde(rename = "3")]
    pub third: i64,
    #[serde(rename = "4")]
    pub fourth: i64,
}

impl PriorityWeights {
    /// The weight of `priority`; none when it is not 1 to 4.
    #[must_use]
    pub fn get(&self, priority: i64) -> Option<i64> {
        match priority {
            1 => Some(self.first),
            2 => Some(self.second),
            3 => Some(self.third),
            4 => Some(self.fourth),
            _ => None,
        }
    }
}

/// A half-open interval of time, `[start, end)`, written `[start, end]` in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window(pub Minutes, pub Minutes);

impl Window {
    /// Whether `[start, end)` lies wholly inside.
    #[must_use]
    pub fn contains(&self, start: Minutes, end: Minutes) -> bool {
        self.0 <= start && end <= self.1
    }
}

/// Somebody who offers time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volunteer {
    pub id: VolunteerId,
    /// Home or usual starting point.
    pub x: Metres,
    pub y: Metres,
    /// Furthest shift, in a straight line.
    pub radius_m: Metres,
    pub skills: Vec<String>,
    pub languages: Vec<String>,
    pub vetted: bool,
    /// Takes only remote shifts.
    pub remote_only: bool,
    /// Hard limit of each week.
    pub max_minutes_per_week: Minutes,
    /// Beyond this each started hour of a week costs `weights.over_target_per_hour`.
    pub target_minutes_per_week: Minutes,
    /// Least gap between two shifts at different places.
    pub turnaround_minutes: Minutes,
    /// Sorted, disjoint, not touching.
    pub availability: Vec<Window>,
    /// When the planning association may confirm this person: none means always, an empty list never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows_held: Option<Vec<Window>>,
    /// Liking of a category of work, -20 to 20; a missing category is 0.
    pub preferences: BTreeMap<String, i64>,
    pub never_with_orgs: Vec<OrgId>,
    pub blocked_shifts: Vec<ShiftId>,
    /// Continuity: the bonus of each place where this person usually helps.
    pub usual: BTreeMap<PlaceId, i64>,
}

/// Work at one place and time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    pub id: ShiftId,
    pub org: OrgId,
    pub place: PlaceId,
    pub x: Metres,
    pub y: Metres,
    pub start: Minutes,
    pub end: Minutes,
    pub category: String,
    /// 1 to 4, a key of [`PriorityWeights`].
    pub priority: i64,
    pub remote: bool,
    pub needs_vetted: bool,
    pub language: Option<String>,
    pub roles: Vec<RoleNeed>,
}

impl Shift {
    /// How long it lasts.
    #[must_use]
    pub fn minutes(&self) -> Minutes {
        Minutes(self.end.0.saturating_sub(self.start.0))
    }

    /// The week of the horizon that it counts in.
    #[must_use]
    pub fn week(&self) -> i64 {
        self.start.0.div_euclid(WEEK)
    }
}

/// How many people a shift needs in one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleNeed {
    pub role: Role,
    pub skill: Option<String>,
    /// The needed places; fewer is allowed, and worth less.
    pub min: i64,
    /// The most places.
    pub max: i64,
}

/// One volunteer in one role of one shift.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Booking {
    pub volunteer: VolunteerId,
    pub shift: ShiftId,
    pub role: Role,
}
