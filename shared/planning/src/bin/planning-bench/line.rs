//! One line of the report: who planned what, and how well.

use mainforte_planning::{Booking, Problem, breaches, score, unknown};
use serde::Serialize;

/// A plan, measured. Nothing where there was no plan, or no bound.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub(crate) instance: String,
    /// An effort of the engine, or a general solver.
    pub(crate) by: String,
    pub(crate) score: Option<i64>,
    pub(crate) bound: Option<i64>,
    /// Between score and bound, of the bound.
    pub(crate) gap_percent: Option<f64>,
    /// From the parsed problem to the plan.
    pub(crate) wall_ms: u64,
    pub(crate) cpu_ms: u64,
    pub(crate) memory_peak_kib: u64,
    /// Whether the plan keeps every rule, has the score it claims, and stays under its bound.
    pub(crate) sound: bool,
}

/// What a planner claims.
pub(crate) struct Claim<'a> {
    pub(crate) by: String,
    pub(crate) bookings: Option<&'a [Booking]>,
    /// None: whatever the bookings are worth.
    pub(crate) score: Option<i64>,
    pub(crate) bound: Option<i64>,
}

/// What it took.
pub(crate) struct Cost {
    pub(crate) wall_ms: u64,
    pub(crate) cpu_ms: u64,
    pub(crate) memory_peak_kib: u64,
}

impl Line {
    /// Judges a claim about `problem`.
    pub(crate) fn of(problem: &Problem, claim: Claim<'_>, cost: &Cost) -> Self {
        let worth = claim.bookings.map(|it| score(problem, it).total());
        let keeps = |it: &[Booking]| breaches(problem, it).is_empty() && unknown(problem, it).is_empty();
        let gap = worth.zip(claim.bound).map(|(score, bound)| 100.0 * (bound - score) as f64 / bound.max(1) as f64);
        Self {
            instance: problem.name.clone(),
            by: claim.by,
            score: worth,
            bound: claim.bound,
            gap_percent: gap,
            wall_ms: cost.wall_ms,
            cpu_ms: cost.cpu_ms,
            memory_peak_kib: cost.memory_peak_kib,
            sound: claim.bookings.is_none_or(keeps)
                && claim.score.is_none_or(|it| Some(it) == worth)
                && gap.is_none_or(|it| it >= 0.0),
        }
    }

    /// Prints it, as JSON or as a row of the table.
    pub(crate) fn print(&self, json: bool) -> Result<(), serde_json::Error> {
        if json {
            println!("{}", serde_json::to_string(self)?);
            return Ok(());
        }
        let number = |value: Option<i64>| value.map_or("-".to_owned(), |it| it.to_string());
        println!(
            "{:<28} {:<9} {:>9} {:>9} {:>8} {:>8} {:>8} {:>8}{}",
            self.instance,
            self.by,
            number(self.score),
            number(self.bound),
            self.gap_percent.map_or("-".to_owned(), |it| format!("{it:.3}")),
            self.wall_ms,
            self.cpu_ms,
            self.memory_peak_kib / 1024,
            if self.sound { "" } else { "  BROKEN" },
        );
        Ok(())
    }
}

/// The head of the table.
pub(crate) fn print_head() {
    println!(
        "{:<28} {:<9} {:>9} {:>9} {:>8} {:>8} {:>8} {:>8}",
        "instance", "by", "score", "bound", "gap %", "ms", "cpu ms", "MiB"
    );
}
