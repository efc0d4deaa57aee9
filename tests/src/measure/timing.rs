use std::time::Duration;

/// How long something took, again and again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timing(Vec<Duration>);

impl Timing {
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// The time within which so many percent were done (nearest rank), in milliseconds; 0 when nothing was measured.
    pub(crate) fn percentile_ms(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(rank).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
    }

    /// How often it was measured.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let mut timing = Timing::default();
        (1..=200).rev().for_each(|ms| timing.add(Duration::from_millis(ms)));
        assert_eq!(timing.percentile_ms(50), 100.0);
        assert_eq!(timing.percentile_ms(99), 198.0);
        assert_eq!(Timing::default().percentile_ms(99), 0.0);
    }
}
