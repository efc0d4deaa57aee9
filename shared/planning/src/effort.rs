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

/// Units for each person and week: of the first 60, of the next up to 600, up to 3,000, and of all others. An association's
/// few dozen people cost next to nothing, and a misplaced one of them is felt.
type Rates = [u64; 4];

/// Where each rate begins.
const FROM: [u64; 4] = [0, 60, 600, 3000];
/// The least units of a run.
const LEAST: u64 = 100_000;

impl Budget {
    pub(crate) fn of(effort: Effort, index: &Index<'_>) -> Self {
        let weeks = index.slots.last().map_or(0, |slot| u64::from(slot.week) + 1);
        let size = (index.people.len() as u64).saturating_mul(weeks);
        let (rates, percent): (Rates, u64) = match effort {
            Effort::Quick => ([12_000, 1450, 4400, 2200], 65),
            Effort::Standard => ([100_000, 32_000, 27_000, 8000], 35),
            Effort::Thorough => ([1_000_000, 220_000, 250_000, 60_000], 20),
        };
        let total = units(size, rates).max(LEAST);
        Self { total, prices: total / 100 * percent }
    }
}

/// The units for so many people and weeks.
fn units(size: u64, rates: Rates) -> u64 {
    let until = FROM.into_iter().skip(1).chain([u64::MAX]);
    let parts = FROM.into_iter().zip(until).map(|(from, until)| size.min(until).saturating_sub(from));
    parts.zip(rates).map(|(part, rate)| part.saturating_mul(rate)).sum()
}
