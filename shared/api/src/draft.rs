//! Forms as people fill them in: free text is parsed by the node, which answers with the field that is wrong.

use mainforte_domain::{
    DistrictId, KindId, Metres, Minute, Minutes, PersonStatus, PlaceId, Priority, RoleNeed, WeekWindow, Window,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A person's form. Phones and e-mails as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonDraft {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// As typed.
    pub phones: Vec<String>,
    /// As typed.
    pub emails: Vec<String>,
    /// Where they start from.
    pub district: Option<DistrictId>,
    /// Kinds of help offered.
    pub offers: BTreeSet<KindId>,
    /// Skills.
    pub skills: BTreeSet<String>,
    /// ISO 639-1 codes.
    pub languages: BTreeSet<String>,
    /// Whether somebody has checked who they are.
    pub vetted: bool,
    /// Helps only from home.
    pub remote_only: bool,
    /// How far they go.
    pub radius: Metres,
    /// Never more in a week.
    pub week_max: Minutes,
    /// Rather not more in a week.
    pub week_target: Minutes,
    /// When they can.
    pub availability: Vec<WeekWindow>,
    /// Where they stand.
    pub status: PersonStatus,
    /// Free words.
    pub note: String,
}

/// A place's form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceDraft {
    /// None: a new place.
    pub id: Option<PlaceId>,
    /// Its name.
    pub name: String,
    /// Its district.
    pub district: Option<DistrictId>,
}

/// A need's form: what is wanted, and each stretch of time in which it is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedDraft {
    /// What it is called.
    pub title: String,
    /// The kind of help.
    pub kind: KindId,
    /// The place's name; a place of that name is made when there is none.
    pub place: String,
    /// The place's district, when the place is new.
    pub district: Option<DistrictId>,
    /// How urgent.
    pub priority: Priority,
    /// Done from home.
    pub remote: bool,
    /// Only for people whose identity was checked.
    pub needs_vetted: bool,
    /// A language that everybody in it must speak.
    pub language: Option<String>,
    /// Places by role.
    pub roles: BTreeMap<String, RoleNeed>,
    /// When.
    pub slots: Vec<Slot>,
    /// Free words.
    pub note: String,
}

/// One stretch of wall-clock time in the city: `2020-03-24T09:00` to `2020-03-24T12:00`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Start, as the city's clock shows it.
    pub start: String,
    /// End.
    pub end: String,
}

/// What changes about a shift; none: stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShiftEdit {
    /// Title.
    pub title: Option<String>,
    /// When.
    pub window: Option<Window>,
    /// How urgent.
    pub priority: Option<Priority>,
    /// Places by role.
    pub roles: Option<BTreeMap<String, RoleNeed>>,
}

/// An ask for hands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskDraft {
    /// The kind of help.
    pub kind: KindId,
    /// A skill that is needed.
    pub skill: Option<String>,
    /// Where.
    pub district: Option<DistrictId>,
    /// From.
    pub from: Minute,
    /// Until.
    pub until: Minute,
    /// How many people.
    pub hands: u32,
    /// Free words.
    pub note: String,
}
