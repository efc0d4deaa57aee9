use super::stopwatch::traffic;
use super::town::{self, Town};
use super::{Live, clone};
use crate::city::{Laptop, refused};
use crate::measure::Timing;
use anyhow::{Context, Result, bail};
use mainforte_api::{Command, Notice, Topic};
use mainforte_domain::PersonStatus;
use std::time::{Duration, Instant};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{sleep, timeout};

const EDITS: usize = 200;
const PATIENCE: Duration = Duration::from_secs(10);

/// Claire edits one field of people, one after the other; how long until the other laptop of the city has each edit on its disk.
pub(super) async fn measure(town: &Town, claire: &Laptop) -> Result<Live> {
    let (other, _) = clone::measure(town, "Malik").await?;
    let ids = town::people(claire.client(), EDITS.min(town.people())).await?;
    let mut notices = other.client().watch().await.map_err(refused("Malik"))?;
    sleep(Duration::from_millis(500)).await;
    let before = traffic(claire).await?;
    let mut timing = Timing::default();
    for (number, id) in ids.iter().enumerate() {
        let status = if number % 2 == 0 { PersonStatus::Paused } else { PersonStatus::Withdrawn };
        let command = Command::SetPersonStatus { ids: vec![id.clone()], status };
        let begun = Instant::now();
        claire.client().execute(command).await.map_err(refused("an edit"))?;
        timeout(PATIENCE, arrival(&mut notices)).await.context("an edit did not arrive")??;
        timing.add(begun.elapsed());
    }
    sleep(Duration::from_millis(300)).await;
    let after = traffic(claire).await?;
    other.close().await?;
    let bytes = after.stream_sent + after.stream_received - before.stream_sent - before.stream_received;
    let bytes_per_edit = bytes / u64::try_from(ids.len().max(1))?;
    Ok(Live { p50_ms: timing.percentile_ms(50), p99_ms: timing.percentile_ms(99), bytes_per_edit })
}

async fn arrival(notices: &mut Receiver<Notice>) -> Result<()> {
    loop {
        match notices.recv().await {
            Ok(Notice::Changed { topics, from_elsewhere: true }) if topics.contains(&Topic::People) => return Ok(()),
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => bail!("the other laptop is gone"),
        }
    }
}
