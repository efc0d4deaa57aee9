//! Quantities with their unit in the type.

use serde::{Deserialize, Serialize};

/// A length of time in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Minutes(pub i64);

/// A distance in metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Metres(pub i64);

impl Minutes {
    /// Whole hours as minutes.
    pub const fn hours(hours: i64) -> Self {
        Self(hours * 60)
    }
}

impl std::iter::Sum for Minutes {
    fn sum<I: Iterator<Item = Minutes>>(minutes: I) -> Self {
        Self(minutes.map(|m| m.0).sum())
    }
}
