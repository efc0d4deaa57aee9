use crate::{BookingId, DeviceId, Minute};
use serde::{Deserialize, Serialize};

/// What people decided between two bookings of one person that cannot both stand. One register for each pair, so that two
/// laptops that settle the same pair apart end with one decision, not with two cancelled bookings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The pair.
    pub id: SettlementId,
    /// The booking that stands: one of the pair.
    pub keep: BookingId,
    /// The device on which it was decided.
    pub by: DeviceId,
    /// When, by that device's clock.
    pub at: Minute,
}

/// Two bookings, smaller id first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SettlementId {
    /// The smaller id.
    pub first: BookingId,
    /// The larger id.
    pub second: BookingId,
}

impl SettlementId {
    /// The pair of two different bookings, in whatever order they come.
    pub fn of(a: &BookingId, b: &BookingId) -> Option<Self> {
        match a.cmp(b) {
            std::cmp::Ordering::Less => Some(Self { first: a.clone(), second: b.clone() }),
            std::cmp::Ordering::Greater => Some(Self { first: b.clone(), second: a.clone() }),
            std::cmp::Ordering::Equal => None,
        }
    }
}

impl Settlement {
    /// The booking that does not stand.
    pub fn dropped(&self) -> &BookingId {
        if self.keep == self.id.first { &self.id.second } else { &self.id.first }
    }
}
