//! Saying what is about to happen, then how long it took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Announces `title`, runs `work`, and says how it ended and how long it took. Everything goes to standard error, so
/// that what a program prints on standard output stays its own.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("── {title}");
    let start = Instant::now();
    let result = work();
    let took = spelled(start.elapsed());
    match &result {
        Ok(_) => eprintln!("   {title}: done in {took}\n"),
        Err(_) => eprintln!("   {title}: FAILED after {took}\n"),
    }
    result
}

/// Says that nothing had to be done.
pub(crate) fn already(title: &str) {
    eprintln!("── {title}: already there");
}

/// Says that something was left out, and why.
pub(crate) fn skipped(title: &str, reason: &str) {
    eprintln!("── {title}: SKIPPED, {reason}\n");
}

/// `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn spelled(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", time.as_secs_f64()),
        10..=59 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_spelled_for_people() {
        assert_eq!(spelled(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spelled(Duration::from_secs(12)), "12 s");
        assert_eq!(spelled(Duration::from_secs(185)), "3 min 05 s");
    }
}
