//! Points and stretches of time. Stored times are minutes since 1970-01-01 00:00 UTC, so durations are real durations.

use crate::Minutes;
use serde::{Deserialize, Serialize};

/// A point in time: minutes since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Minute(pub i64);

impl Minute {
    /// The point `minutes` later.
    pub const fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }
}

/// A stretch of time, half open: `[from, until)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Window {
    /// First minute inside.
    pub from: Minute,
    /// First minute after.
    pub until: Minute,
}

impl Window {
    /// A window, or nothing when it would be empty.
    pub fn new(from: Minute, until: Minute) -> Option<Self> {
        (from < until).then_some(Self { from, until })
    }

    /// How long it lasts.
    pub fn length(&self) -> Minutes {
        Minutes(self.until.0.saturating_sub(self.from.0))
    }

    /// Whether the two share a minute. Back to back is not an overlap.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// Whether `inner` lies wholly inside.
    pub fn covers(&self, inner: &Self) -> bool {
        self.from <= inner.from && inner.until <= self.until
    }

    /// The shared part, if any.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.until.min(other.until))
    }

    /// Minutes between the two; 0 when they touch or overlap.
    pub fn gap(&self, other: &Self) -> Minutes {
        Minutes(other.from.0.saturating_sub(self.until.0).max(self.from.0.saturating_sub(other.until.0)).max(0))
    }
}

/// A calendar month, the unit in which boards are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// 1970 to 9999.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

impl Month {
    /// Reads `yyyy-mm`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        if year.len() != 4 || month.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return None;
        }
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        (1970..=9999).contains(&year).then_some(())?;
        (1..=12).contains(&month).then_some(Self { year, month })
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: i64, until: i64) -> Window {
        Window::new(Minute(from), Minute(until)).unwrap()
    }

    #[test]
    fn back_to_back_is_not_an_overlap() {
        assert!(!window(0, 60).overlaps(&window(60, 120)));
        assert!(window(0, 61).overlaps(&window(60, 120)));
        assert_eq!(window(0, 60).gap(&window(90, 120)), Minutes(30));
        assert_eq!(window(90, 120).gap(&window(0, 60)), Minutes(30));
        assert!(Window::new(Minute(5), Minute(5)).is_none());
    }

    #[test]
    fn a_month_reads_what_it_prints() {
        assert_eq!(Month::parse("2020-03").unwrap().to_string(), "2020-03");
        for bad in ["2020-3", "2020-13", "20-03", "2020-00", "+020-03", "2020/03"] {
            assert_eq!(Month::parse(bad), None, "{bad}");
        }
    }
}
