use crate::{ReclaimedView, Seat};
use mainforte_domain::{Answer, BookingId, Minute, Priority, Right, SettlementId, ShiftId, VolunteerId, Window};
use serde::{Deserialize, Serialize};

/// *À régler*.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SettleView {
    /// What waits for a decision, by time.
    pub open: Vec<ContestView>,
    /// What was lent and taken back, and is still counted on, by time.
    #[serde(default)]
    pub reclaimed: Vec<ReclaimedView>,
    /// What was decided, newest first, at most 50.
    pub settled: Vec<SettledView>,
}

/// Two bookings of one person that cannot both stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContestView {
    /// The pair.
    pub id: SettlementId,
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// First phone.
    pub phone: Option<String>,
    /// Why they cannot both stand.
    pub cause: ContestCause,
    /// Both versions; the first has the smaller booking id.
    pub sides: [Side; 2],
    /// Which of the two is suggested: the same on every laptop.
    pub suggested: BookingId,
    /// Why.
    pub reason: SuggestionReason,
}

/// Why two bookings cannot both stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContestCause {
    /// They overlap in time.
    Overlap,
    /// Together they pass the hours lent.
    Quota,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The booking.
    pub booking: BookingId,
    /// The shift.
    pub shift: ShiftId,
    /// Its title.
    pub title: String,
    /// Its place's name.
    pub place: String,
    /// When.
    pub window: Window,
    /// As what.
    pub role: String,
    /// How urgent.
    pub priority: Priority,
    /// What they said.
    pub answer: Answer,
    /// The right that it would have alone.
    pub right: Right,
    /// The laptop that booked it.
    pub device: String,
    /// When, by that laptop's clock.
    pub at: Minute,
}

/// Why one of two bookings is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionReason {
    /// They have said yes to it.
    SaidYes,
    /// It is more urgent.
    MoreUrgent,
    /// The association holds them for it, the other is requested.
    Held,
    /// They know the place.
    Continuity,
    /// Nothing tells them apart; the same one on every laptop.
    Arbitrary,
}

/// A decision that was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SettledView {
    /// The pair.
    pub id: SettlementId,
    /// Who it was about.
    pub name: String,
    /// What stands.
    pub kept: Seat,
    /// What does not.
    pub dropped: Seat,
    /// The laptop on which it was decided.
    pub device: String,
    /// When.
    pub at: Minute,
}
