use super::Exchange;
use crate::city::{Laptop, refused};
use anyhow::{Context, Result, bail};
use mainforte_api::{Link, Notice, SyncView};
use mainforte_node::Traffic;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep, timeout};

/// Nothing measured here takes longer.
const PATIENCE: Duration = Duration::from_secs(900);

/// How long the last acknowledgements take to leave, generously.
const SETTLED: Duration = Duration::from_millis(300);

/// Watches one laptop's sync corner.
pub(super) struct Stopwatch<'a> {
    laptop: &'a Laptop,
    notices: Receiver<Notice>,
    before: Traffic,
}

/// When a laptop's exchange began and ended, and what it carried.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lap {
    /// The connection was established.
    pub(super) began: Instant,
    /// Both sides had confirmed everything.
    pub(super) ended: Instant,
    /// What the laptop's connections have carried in between.
    pub(super) traffic: Traffic,
}

impl<'a> Stopwatch<'a> {
    /// Begins to watch; what starts the exchange comes after.
    pub(super) async fn on(laptop: &'a Laptop) -> Result<Self> {
        let notices = laptop.client().watch().await.map_err(refused(laptop.name()))?;
        Ok(Self { laptop, notices, before: traffic(laptop).await? })
    }

    /// Waits until it is connected and then up to date.
    pub(super) async fn lap(mut self) -> Result<Lap> {
        let watched = timeout(PATIENCE, self.watch()).await;
        let (began, ended) = watched.with_context(|| format!("{} is not up to date", self.laptop.name()))??;
        sleep(SETTLED).await;
        let after = traffic(self.laptop).await?;
        let traffic = Traffic {
            stream_sent: after.stream_sent - self.before.stream_sent,
            stream_received: after.stream_received - self.before.stream_received,
            udp_sent: after.udp_sent - self.before.udp_sent,
            udp_received: after.udp_received - self.before.udp_received,
            handshakes: after.handshakes - self.before.handshakes,
        };
        Ok(Lap { began, ended, traffic })
    }

    async fn watch(&mut self) -> Result<(Instant, Instant)> {
        // What is done before anybody could be told that it began is counted from here, dialling included.
        let asked = Instant::now();
        let mut began = None;
        loop {
            let sync = self.next().await?;
            let now = Instant::now();
            match sync.link {
                Link::Exchanging => drop(began.get_or_insert(now)),
                Link::UpToDate if sync.to_send == 0 => return Ok((began.unwrap_or(asked), now)),
                _ => {}
            }
        }
    }

    async fn next(&mut self) -> Result<SyncView> {
        loop {
            match self.notices.recv().await {
                Ok(Notice::Sync { sync }) => return Ok(sync),
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => bail!("{} is gone", self.laptop.name()),
            }
        }
    }
}

impl Lap {
    /// How long it took.
    pub(super) fn seconds(&self) -> f64 {
        self.ended.duration_since(self.began).as_secs_f64()
    }

    /// As it is reported; nobody's memory was looked at.
    pub(super) fn exchange(&self) -> Exchange {
        let Traffic { stream_sent, stream_received, udp_sent, udp_received, handshakes } = self.traffic;
        Exchange {
            seconds: self.seconds(),
            bytes: stream_sent + stream_received,
            handshake_bytes: handshakes,
            udp_bytes: udp_sent + udp_received,
            hub_mb: None,
            peer_mb: None,
        }
    }
}

/// What a laptop's connections have carried so far.
pub(super) async fn traffic(laptop: &Laptop) -> Result<Traffic> {
    laptop.client().traffic().await.map_err(refused(laptop.name()))
}
