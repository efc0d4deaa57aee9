//! What follows when somebody drops out, and what it would take to have somebody else: in places and names.

use crate::{EligibilityRule, Proposal, ProposalReason, WhyShort};
use mainforte_domain::{BookingId, ShiftId, VolunteerId, Window};
use serde::{Deserialize, Serialize};

/// A place in a shift, as people name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seat {
    /// When; first, so that seats sort by time.
    pub window: Window,
    /// The shift.
    pub shift: ShiftId,
    /// As what.
    pub role: String,
    /// The shift's title.
    pub title: String,
    /// Its place's name.
    pub place: String,
}

/// Why (not) this person in this shift, and what it would take.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Explanation {
    /// They are there already, as what.
    pub booked: Option<String>,
    /// What speaks for them.
    pub reasons: Vec<ProposalReason>,
    /// Rules that speak against it.
    pub broken: Vec<EligibilityRule>,
    /// Places that they have promised to take, at that time or too near to it.
    pub promised: Vec<Seat>,
    /// Every place is taken by somebody who has said yes.
    pub full: bool,
    /// What it would take; none when they are there, or when it cannot be done.
    pub forced: Option<ForcedView>,
}

/// What it would take to have somebody in a shift all the same, everybody concerned planned again as well as can be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForcedView {
    /// As what.
    pub role: String,
    /// Whether the whole would be better or worse.
    pub verdict: Verdict,
    /// What they would leave.
    pub leaves: Vec<Vacated>,
    /// What else they would take.
    pub takes: Vec<Seat>,
    /// Who would lose their place, because the role is full.
    pub pushed_out: Option<PushedOut>,
}

/// Whether the whole would be better or worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Better.
    Better,
    /// As good.
    Same,
    /// Worse.
    Worse,
}

/// A place that somebody would leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vacated {
    /// Which.
    pub seat: Seat,
    /// Whether the shift would lack somebody then.
    pub lost: bool,
    /// How many others could take it without leaving anything.
    pub others: u32,
}

/// Somebody who would lose their place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushedOut {
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// What spoke for them.
    pub reasons: Vec<ProposalReason>,
    /// What they would take instead.
    pub takes: Vec<Seat>,
}

/// How much may move when a week is planned again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stability {
    /// Nobody: only empty places are filled.
    #[default]
    MoveNobody,
    /// A few, when that fills a place.
    MoveFew,
    /// Everybody who has not said yes.
    BestPlan,
}

/// One person's part in a rearrangement: what they leave and what they take, in one step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Step {
    /// Bookings that end. None of them has been promised.
    pub leaves: Vec<BookingId>,
    /// Bookings that begin.
    pub takes: Vec<Proposal>,
}

/// A week planned again after people have dropped out. Nothing of it is booked yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplanView {
    /// The Monday.
    pub monday: String,
    /// How much was allowed to move.
    pub stability: Stability,
    /// Places that somebody has given up and that are missing still, by time.
    pub lost: Vec<LostSeat>,
    /// People who have given up a place and still hold others in the same week.
    pub doubtful: Vec<Doubtful>,
    /// Places demanded at least that are empty in what remains of the week.
    pub missing_before: u32,
    /// Of them empty still when all is accepted.
    pub missing_after: u32,
    /// Bookings that would move.
    pub moved: u32,
    /// What is proposed, by time; each stands for itself.
    pub rearrangements: Vec<Rearrangement>,
    /// Of the places that were given up, those that stay empty.
    pub short: Vec<WhyShort>,
    /// The proven distance to the best possible plan, in thousandths of a percent; only known for the best plan.
    pub gap_millipercent: Option<u32>,
}

/// A place that somebody has given up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LostSeat {
    /// Which.
    pub seat: Seat,
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
}

/// Somebody who has given up a place and still holds others in the same week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Doubtful {
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// The bookings that they still hold.
    pub bookings: Vec<BookingId>,
}

/// Steps that only make sense together: one takes what another leaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rearrangement {
    /// The steps, the one that fills the empty place first.
    pub steps: Vec<StepView>,
    /// How many more demanded places are filled by it.
    pub gains: i32,
}

/// One step as people see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepView {
    /// What [`Command::Rearrange`](crate::Command::Rearrange) takes.
    pub step: Step,
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// First phone.
    pub phone: Option<String>,
    /// What they leave.
    pub leaves: Vec<Seat>,
    /// What they take.
    pub takes: Vec<Seat>,
    /// Why this person, for what they take first.
    pub reasons: Vec<ProposalReason>,
}
