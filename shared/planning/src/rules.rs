//! The rules of a plan: which of them a booking breaks, and which two bookings of one person break together.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::problem::{RoleNeed, Shift, Volunteer, Window};
use crate::{Metres, Minutes};

/// A rule of the problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Too far for the volunteer's radius.
    Radius,
    /// Takes only remote shifts.
    RemoteOnly,
    /// The role needs a skill.
    Skill,
    /// The shift needs a language.
    Language,
    /// The shift needs somebody vetted.
    Vetted,
    /// Not wholly inside one window of availability.
    Availability,
    /// Never with this association.
    BlockedOrg,
    /// Never this shift.
    BlockedShift,
    /// The planning association may not confirm this person then.
    NotHeld,
    /// More people than the role takes.
    RoleOverfull,
    /// Two roles of one shift.
    TwoRolesOneShift,
    /// Two shifts at the same time.
    Overlap,
    /// Too little time to go from one place to another.
    Turnaround,
    /// More minutes than the volunteer gives in a week.
    WeekCap,
    /// A booking that must stay is missing.
    PinnedMissing,
}

impl Rule {
    /// Every rule, in the order in which they are told.
    pub const ALL: [Self; 15] = [
        Self::Radius,
        Self::RemoteOnly,
        Self::Skill,
        Self::Language,
        Self::Vetted,
        Self::Availability,
        Self::BlockedOrg,
        Self::BlockedShift,
        Self::NotHeld,
        Self::RoleOverfull,
        Self::TwoRolesOneShift,
        Self::Overlap,
        Self::Turnaround,
        Self::WeekCap,
        Self::PinnedMissing,
    ];

    /// The rule's name in the format and in the checker.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Radius => "radius",
            Self::RemoteOnly => "remote-only",
            Self::Skill => "skill",
            Self::Language => "language",
            Self::Vetted => "vetted",
            Self::Availability => "availability",
            Self::BlockedOrg => "blocked-org",
            Self::BlockedShift => "blocked-shift",
            Self::NotHeld => "not-held",
            Self::RoleOverfull => "role-overfull",
            Self::TwoRolesOneShift => "two-roles-one-shift",
            Self::Overlap => "overlap",
            Self::Turnaround => "turnaround",
            Self::WeekCap => "week-cap",
            Self::PinnedMissing => "pinned-missing",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// A set of rules, one bit each: what stands between a volunteer and a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct BrokenRules(u16);

impl BrokenRules {
    /// No rule broken.
    pub const NONE: Self = Self(0);

    /// Adds `rule` when `broken`.
    pub fn note(&mut self, rule: Rule, broken: bool) {
        if broken {
            self.0 |= 1 << rule as u16;
        }
    }

    /// Whether no rule is broken.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `rule` is among them.
    #[must_use]
    pub const fn contains(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u16) != 0
    }

    /// The set without `rule`.
    #[must_use]
    pub const fn without(self, rule: Rule) -> Self {
        Self(self.0 & !(1 << rule as u16))
    }

    /// The rules of both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The rules of the set, in the order of [`Rule::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |rule| self.contains(*rule))
    }
}

/// What keeps `volunteer` from `need` of `shift` by itself, whatever else is booked: rules 7 to 10 of the format.
#[must_use]
pub fn broken_alone(volunteer: &Volunteer, shift: &Shift, need: &RoleNeed) -> BrokenRules {
    let mut broken = broken_for_shift(volunteer, shift);
    let lacks = need.skill.as_ref().is_some_and(|skill| !volunteer.skills.contains(skill));
    broken.note(Rule::Skill, lacks);
    broken
}

/// As [`broken_alone`], without what depends on the role.
#[must_use]
pub fn broken_for_shift(volunteer: &Volunteer, shift: &Shift) -> BrokenRules {
    let mut broken = BrokenRules::NONE;
    let metres = distance(volunteer, shift);
    broken.note(Rule::Radius, !shift.remote && metres.squared > radius_squared(volunteer.radius_m));
    broken.note(Rule::RemoteOnly, volunteer.remote_only && !shift.remote);
    let foreign = shift.language.as_ref().is_some_and(|it| !volunteer.languages.contains(it));
    broken.note(Rule::Language, foreign);
    broken.note(Rule::Vetted, shift.needs_vetted && !volunteer.vetted);
    broken.note(Rule::Availability, !inside(&volunteer.availability, shift.start, shift.end));
    broken.note(Rule::BlockedOrg, volunteer.never_with_orgs.contains(&shift.org));
    broken.note(Rule::BlockedShift, volunteer.blocked_shifts.contains(&shift.id));
    let held = volunteer.windows_held.as_ref().is_none_or(|held| inside(held, shift.start, shift.end));
    broken.note(Rule::NotHeld, !held);
    broken
}

/// What keeps one volunteer from doing both shifts: rules 3 to 5.
#[must_use]
pub fn broken_together(volunteer: &Volunteer, one: &Shift, other: &Shift) -> BrokenRules {
    let mut broken = BrokenRules::NONE;
    if one.id == other.id {
        broken.note(Rule::TwoRolesOneShift, true);
        return broken;
    }
    let (first, then) = if one.end <= other.start { (one, other) } else { (other, one) };
    let gap = then.start.0.saturating_sub(first.end.0);
    broken.note(Rule::Overlap, gap < 0);
    let too_short = gap >= 0 && gap < volunteer.turnaround_minutes.0 && !same_place(one, other);
    broken.note(Rule::Turnaround, too_short);
    broken
}

/// Whether no travel lies between the two: both remote, or the same place. An equivalence.
#[must_use]
pub fn same_place(one: &Shift, other: &Shift) -> bool {
    match (one.remote, other.remote) {
        (true, true) => true,
        (false, false) => one.place == other.place,
        _ => false,
    }
}

/// Whether `[start, end)` lies wholly inside one of the sorted, disjoint `windows`.
#[must_use]
pub fn inside(windows: &[Window], start: Minutes, end: Minutes) -> bool {
    let after = windows.partition_point(|window| window.0 <= start);
    after.checked_sub(1).and_then(|at| windows.get(at)).is_some_and(|window| end <= window.1)
}

/// A straight line from home to a shift.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Distance {
    /// Square metres.
    pub(crate) squared: i64,
}

impl Distance {
    /// See [`kilometres`].
    pub(crate) fn kilometres(self) -> i64 {
        kilometres(self.squared)
    }
}

/// Whole kilometres, rounded down from whole metres: the same as from square kilometres, whose root is quicker to take.
pub(crate) fn kilometres(metres_squared: i64) -> i64 {
    let squared = metres_squared / 1_000_000;
    u32::try_from(squared).map_or_else(|_| squared.isqrt(), |it| it.isqrt().into())
}

/// The distance, meaningful for shifts that are not remote.
pub(crate) fn distance(volunteer: &Volunteer, shift: &Shift) -> Distance {
    let dx = volunteer.x.0.saturating_sub(shift.x.0);
    let dy = volunteer.y.0.saturating_sub(shift.y.0);
    Distance { squared: dx.saturating_mul(dx).saturating_add(dy.saturating_mul(dy)) }
}

/// The square of a radius, held below overflow: no two points of a valid problem are 2,900 km apart.
pub(crate) fn radius_squared(radius: Metres) -> i64 {
    radius.0.saturating_mul(radius.0)
}
