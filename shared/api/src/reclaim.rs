//! Taking lent time back before it was given back, and what comes of it.

use crate::Seat;
use mainforte_domain::{Answer, BookingId, LoanId, Minute, OrgId, VolunteerId, Window};
use serde::{Deserialize, Serialize};

/// A booking of the borrower in the time of a loan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LentBooking {
    /// Which.
    pub booking: BookingId,
    /// The place in the shift.
    pub seat: Seat,
    /// What the person said.
    pub answer: Answer,
    /// Another association holds the person in that time: they are promised to two. Known to the city alone, which sees the boards
    /// of both.
    pub elsewhere: Option<Elsewhere>,
}

/// Where else a person is expected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// At this association.
    pub org_name: String,
    /// In this place.
    pub seat: Seat,
}

/// A loan that the city took back, with bookings that still count on it: the association has to let them go, or may not have
/// heard of it yet. Shown until it has, or until the shifts are over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReclaimedView {
    /// The loan.
    pub loan: LoanId,
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// First phone.
    pub phone: Option<String>,
    /// To whom they were lent.
    pub org: OrgId,
    /// Their name.
    pub org_name: String,
    /// The time of the loan.
    pub window: Window,
    /// The city's device that decided it.
    pub device: String,
    /// When it took effect.
    pub at: Minute,
    /// What still counts on it, by time.
    pub bookings: Vec<LentBooking>,
}
