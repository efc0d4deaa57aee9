use crate::{KindId, NeedId, PlaceId, ShiftId, Window};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A need placed in time, with roles and places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Its id.
    pub id: ShiftId,
    /// The need that it answers.
    pub need: NeedId,
    /// What it is called.
    pub title: String,
    /// The kind of help.
    pub kind: KindId,
    /// Where.
    pub place: PlaceId,
    /// When; at most 24 hours.
    pub window: Window,
    /// How urgent.
    pub priority: Priority,
    /// Done from home.
    pub remote: bool,
    /// Only for people whose identity was checked.
    pub needs_vetted: bool,
    /// A language that everybody in it must speak.
    pub language: Option<String>,
    /// How many, in which role, by the role's name ("Cuisine").
    pub roles: BTreeMap<String, RoleNeed>,
    /// Whether it still takes place.
    pub status: ShiftStatus,
}

/// How many hands a role takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleNeed {
    /// A skill that it demands.
    pub skill: Option<String>,
    /// Fewer is short.
    pub min: u32,
    /// More is too many; at least 1 and not below `min`.
    pub max: u32,
}

/// How urgent a shift is: 1 (most) to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Priority(u8);

impl Priority {
    /// What a shift has when nobody says otherwise.
    pub const USUAL: Self = Self(2);

    /// 1 to 4, or nothing.
    pub fn new(priority: u8) -> Option<Self> {
        (1..=4).contains(&priority).then_some(Self(priority))
    }

    /// 1 (most urgent) to 4.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Priority {
    type Error = String;
    fn try_from(priority: u8) -> Result<Self, String> {
        Self::new(priority).ok_or_else(|| format!("priority {priority} is not 1 to 4"))
    }
}

impl From<Priority> for u8 {
    fn from(priority: Priority) -> u8 {
        priority.0
    }
}

/// Whether a shift still takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftStatus {
    /// It takes place.
    Planned,
    /// It does not.
    Cancelled,
}
