use super::Exchange;
use super::stopwatch::Stopwatch;
use crate::city::Laptop;
use anyhow::{Context, Result};

/// So often: one figure may be an accident.
const TIMES: usize = 5;

/// A laptop that was away for a moment comes back, and nothing has happened: the median of five times.
pub(super) async fn measure(laptop: &Laptop) -> Result<Exchange> {
    let mut laps = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        laptop.set_online(false).await?;
        let watch = Stopwatch::on(laptop).await?;
        laptop.set_online(true).await?;
        laps.push(watch.lap().await?);
    }
    laps.sort_by(|a, b| a.seconds().total_cmp(&b.seconds()));
    let lap = laps.get(TIMES / 2).context("nothing was measured")?;
    Ok(lap.exchange())
}
