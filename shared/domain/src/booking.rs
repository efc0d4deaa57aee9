use crate::{BookingId, DeviceId, Minute, ShiftId, VolunteerId};
use serde::{Deserialize, Serialize};

/// A volunteer holding a place in a shift. What right the association has to it is derived, never stored: see [`Right`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// Its id.
    pub id: BookingId,
    /// The shift.
    pub shift: ShiftId,
    /// The role's name in that shift.
    pub role: String,
    /// Who.
    pub volunteer: VolunteerId,
    /// What the person said.
    pub answer: Answer,
    /// Whether it still stands.
    pub status: BookingStatus,
    /// The device that made it.
    pub by: DeviceId,
    /// When it was made, by that device's clock; shown to people, never decides.
    pub at: Minute,
}

/// What the person said, apart from any right to book them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nobody has called yet.
    NotAsked,
    /// Asked, and thinking.
    Asked,
    /// Nobody picked up.
    NoReply,
    /// To be called again.
    CallBack,
    /// Yes: they know and will come.
    Yes,
    /// No.
    No,
    /// Said yes and cannot come any more.
    Withdrew,
}

/// Whether a booking still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingStatus {
    /// It stands.
    Active,
    /// Taken back.
    Cancelled,
}

/// The association's right to a booking: derived from its people, the loans and its boards, equal on every replica that
/// has read the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// The association holds the person for that time.
    Held,
    /// It does not: not confirmed, do not promise.
    Requested,
    /// The person holds another booking at that time, or their lent hours are spent: people must settle it.
    Contested,
}
