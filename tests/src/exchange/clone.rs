use super::stopwatch::Stopwatch;
use super::town::Town;
use super::{Exchange, town};
use crate::city::{Laptop, refused};
use crate::measure::peak_mb;
use anyhow::{Result, ensure};

/// A new laptop joins and gets every document; it is left connected.
pub(super) async fn measure(town: &Town, name: &str) -> Result<(Laptop, Exchange)> {
    let (laptop, invitation) = town.operator(name).await?;
    let watch = Stopwatch::on(&laptop).await?;
    laptop.join(&invitation).await.map_err(refused(name))?;
    let lap = watch.lap().await?;
    let (hub_mb, peer_mb) = (peak_mb(town.hub_process()?), laptop.process_id().and_then(peak_mb));
    // A clone that lacks somebody, or something of them, is no clone.
    let (here, there) = (town::digests(laptop.client()).await?, town::digests(town.hub.client()?).await?);
    ensure!(here == there && here.len() >= town.people(), "{} people came, not {}", here.len(), there.len());
    Ok((laptop, Exchange { hub_mb, peer_mb, ..lap.exchange() }))
}
