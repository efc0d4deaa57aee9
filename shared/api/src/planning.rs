//! A plan as people see it: proposals with reasons, and answers to why and why not.

use crate::{Proposal, Seat, Step};
use mainforte_domain::{Minute, Minutes, ShiftId, VolunteerId, Window};
use serde::{Deserialize, Serialize};

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// An answer at once.
    Quick,
    /// A good one in a moment.
    #[default]
    Standard,
    /// The best that can be found while one waits.
    Thorough,
}

/// A plan for a week. Nothing of it is booked yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanView {
    /// The Monday.
    pub monday: String,
    /// Places demanded at least, in the whole week.
    pub places_needed: u32,
    /// Of them filled already.
    pub filled_before: u32,
    /// Of them filled when all is accepted.
    pub filled_after: u32,
    /// The proven distance to the best possible plan, in thousandths of a percent.
    pub gap_millipercent: Option<u32>,
    /// What is proposed, by time.
    pub proposals: Vec<ProposalView>,
    /// Shifts that stay short.
    pub short: Vec<WhyShort>,
    /// Bookings that stand although they break a rule of planning: kept, and out of the plan's reach.
    pub set_aside: u32,
}

/// One proposed booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalView {
    /// What is proposed.
    pub proposal: Proposal,
    /// The person's name.
    pub name: String,
    /// The shift's title.
    pub title: String,
    /// Its place's name.
    pub place: String,
    /// When.
    pub window: Window,
    /// Whether the association does not hold the person then: the city would be asked.
    pub requested: bool,
    /// Why this person.
    pub reasons: Vec<ProposalReason>,
}

/// Why this person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum ProposalReason {
    /// Has the skill demanded.
    Skill {
        /// Which.
        skill: String,
    },
    /// Speaks the language demanded.
    Language {
        /// ISO 639-1.
        language: String,
    },
    /// Lives near.
    Near {
        /// Metres.
        metres: i64,
    },
    /// Offers this kind of help.
    Offers,
    /// Knows the place.
    Usual,
    /// Comes together with somebody.
    With {
        /// Their name.
        name: String,
    },
    /// Booked so much that week, this one included.
    WeekHours {
        /// Minutes.
        minutes: i64,
    },
    /// So few others could.
    FewOthers {
        /// How many others may do it.
        others: u32,
    },
}

/// A rule that keeps a person from a shift.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum EligibilityRule {
    /// Lacks the skill.
    Skill {
        /// Which.
        skill: String,
    },
    /// Does not speak the language.
    Language {
        /// Which.
        language: String,
    },
    /// Identity not checked.
    Vetted,
    /// Helps only from home.
    RemoteOnly,
    /// Lives too far.
    TooFar {
        /// How far.
        metres: i64,
        /// How far they go.
        radius: i64,
    },
    /// Not available then.
    NotAvailable,
    /// Not held then: the city has not lent them.
    NotHeld,
    /// Would pass their weekly hours.
    WeekHours {
        /// Their limit, in minutes.
        max: i64,
    },
    /// Is taken then.
    Overlap {
        /// By this shift.
        shift: ShiftId,
    },
    /// Not enough time to get there.
    Turnaround {
        /// From or to this shift.
        shift: ShiftId,
    },
    /// Does not want to, or must not.
    Blocked,
    /// Paused or left.
    NotActive,
    /// Has turned this very shift down, or given it up.
    SaidNo,
    /// Has given up another place that week.
    Withdrew,
    /// Is never put together with somebody who is there.
    NeverWith {
        /// Their name.
        name: String,
    },
}

/// Somebody who could take a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommended {
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// First phone.
    pub phone: Option<String>,
    /// Whether the association holds them then.
    pub held: bool,
    /// Why.
    pub reasons: Vec<ProposalReason>,
    /// When they were last asked.
    pub last_asked: Option<Minute>,
    /// What they would leave for it: then they are moved, not booked.
    pub leaves: Vec<Seat>,
    /// The same as one step, for [`Command::Rearrange`](crate::Command::Rearrange).
    pub step: Step,
}

/// Why a shift stays short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhyShort {
    /// Which.
    pub shift: ShiftId,
    /// Its title.
    pub title: String,
    /// Its place's name.
    pub place: String,
    /// When.
    pub window: Window,
    /// The role.
    pub role: String,
    /// Places missing.
    pub missing: u32,
    /// How many people could in principle.
    pub able: u32,
    /// What keeps the others, most frequent first.
    pub causes: Vec<(ShortageCause, u32)>,
    /// The least that is needed to have them: weekly minutes of one more person.
    pub length: Minutes,
}

/// What keeps people from a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortageCause {
    /// Taken elsewhere at that time.
    TakenElsewhere,
    /// Out of weekly hours.
    OutOfHours,
    /// Too far.
    TooFar,
    /// Not available then.
    NotAvailable,
    /// Without the skill.
    NoSkill,
    /// Without the language.
    NoLanguage,
    /// Not checked.
    NotVetted,
    /// Not held then.
    NotHeld,
    /// Only from home, or does not want to.
    Unwilling,
}
