//! How much work each effort may do: a number of units that follows the problem's size, never a time.
//!
//! A unit is a choice read or a few cells of a program filled; some 25 to 40 nanoseconds on a laptop of 2020.

use serde::{Deserialize, Serialize};

use crate::index::Index;

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effort {
    /// A first answer at once.
    Quick,
    /// What a planner waits for.
    #[default]
    Standard,
    /// Over a coffee.
    Thorough,
}

/// The work of one run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    /// Units in all.
    pub(crate) total: u64,
    /// Units of these for the prices.
    pub(crate) prices: u64,
}

/// Units for each person and week: of the first 600, of the next up to 3,000, and of all others.
type Rates = [u64; 3];

const SMALL: u64 = 600;
const MIDDLE: u64 = 3000;

impl Budget {
    pub(crate) fn of(effort: Effort, index: &Index<'_>) -> Self {
        let weeks = index.slots.last().map_or(0, |slot| u64::from(slot.week) + 1);
        let size = (index.people.len() as u64).saturating_mul(weeks);
        let (rates, percent): (Rates, u64) = match effort {
            Effort::Quick => ([2500, 4400, 2200], 65),
            Effort::Standard => ([27_000, 27_000, 8000], 35),
            Effort::Thorough => ([300_000, 250_000, 60_000], 20),
        };
        let parts = [size.min(SMALL), size.min(MIDDLE).saturating_sub(SMALL), size.saturating_sub(MIDDLE)];
        let total = parts.iter().zip(rates).map(|(part, rate)| part.saturating_mul(rate)).sum::<u64>().max(100_000);
        Self { total, prices: total / 100 * percent }
    }
}
