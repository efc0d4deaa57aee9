//! Dialling the hub: at once, then with a growing pause, again and again.

use super::{driver, endpoint};
use crate::core::Core;
use crate::trouble::Trouble;
use iroh::Endpoint;
use mainforte_domain::DeviceId;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PAUSE_MIN: Duration = Duration::from_millis(250);
const PAUSE_MAX: Duration = Duration::from_secs(30);
/// A session that lasted this long shows that the way is good: the next pause is short again.
const GOOD_SESSION: Duration = Duration::from_secs(5);

pub(super) async fn run(core: Arc<Core>, endpoint: Endpoint) {
    let mut pause = PAUSE_MIN;
    let mut growth = core.growth();
    loop {
        let hub = core.at_desk(false, |desk| desk.hub()).await;
        match hub {
            Ok(Some((device, addresses))) => {
                let began = Instant::now();
                if let Err(error) = once(&core, &endpoint, device, &addresses).await {
                    tracing::debug!(%error, "the connection to the hub ended");
                }
                pause = if began.elapsed() >= GOOD_SESSION { PAUSE_MIN } else { (pause * 2).min(PAUSE_MAX) };
                tokio::time::sleep(jittered(pause)).await;
            }
            // Not joined yet, or this is the hub: wait for the trust log to change.
            Ok(None) => {
                if growth.changed().await.is_err() {
                    return;
                }
            }
            Err(error) => {
                tracing::warn!(%error, "the hub's address cannot be read");
                tokio::time::sleep(PAUSE_MAX).await;
            }
        }
    }
}

async fn once(core: &Arc<Core>, at: &Endpoint, hub: DeviceId, addresses: &[String]) -> Result<(), Trouble> {
    core.links.dialling(true);
    core.tell_sync();
    let connected = endpoint::connect(at, &hub, addresses, endpoint::SYNC).await;
    core.links.dialling(false);
    core.tell_sync();
    driver::open(core, connected?).await
}

/// Between half of the pause and all of it, so that twenty laptops do not come back in step.
fn jittered(pause: Duration) -> Duration {
    pause.mul_f64(0.5 + 0.5 * f64::from(rand::random::<u8>()) / 255.0)
}
