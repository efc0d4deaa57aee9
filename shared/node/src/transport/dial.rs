//! Dialling the hub and the colleagues' laptops: at once, then with a growing pause, again and again.

use super::{driver, endpoint, relay};
use crate::core::Core;
use crate::desk::Target;
use crate::trouble::Trouble;
use iroh::Endpoint;
use mainforte_domain::DeviceId;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::{Id, JoinError, JoinSet};

const PAUSE_MIN: Duration = Duration::from_millis(250);
const PAUSE_MAX: Duration = Duration::from_secs(30);
/// A session that lasted this long shows that the way is good: the next pause is short again.
const GOOD_SESSION: Duration = Duration::from_secs(5);

/// Where the peer speaks another version, nothing is to be had before somebody updates it, or this program, which then starts
/// again.
const OTHER_VERSION: Duration = Duration::from_secs(120);

/// Before the devices to dial are looked up again. Every change may name one, hardly any does.
const LOOK_AGAIN: Duration = Duration::from_millis(250);
/// How long the hub has, before a device is dialled that is needed only without it.
const HUB_FIRST: Duration = Duration::from_secs(2);

/// Keeps one dialler for each device to dial; new ones appear as the log and the trust log grow.
pub(super) async fn run(core: Arc<Core>, endpoint: Endpoint) {
    let mut growth = core.growth();
    let mut dialled = Dialled::default();
    let mut relays = BTreeSet::new();
    let mut diallers = JoinSet::new();
    loop {
        match core.at_desk(false, |desk| desk.targets()).await {
            Ok(targets) => {
                let told = targets.iter().flat_map(|target| &target.addresses);
                let named = told.filter(|address| relay::read(address).is_some()).cloned().collect();
                relay::keep(&endpoint, &mut relays, named).await;
                for Target { device, .. } in targets {
                    if dialled.has(&device) {
                        continue;
                    }
                    let dialler = diallers.spawn(keep_dialling(Arc::clone(&core), endpoint.clone(), device));
                    dialled.by_dialler.insert(dialler.id(), device);
                }
            }
            Err(error) => tracing::warn!(%error, "the devices to dial cannot be read"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
        tokio::select! {
            changed = growth.changed() => if changed.is_err() { return },
            Some(gone) = diallers.join_next_with_id() => dialled.end(gone),
        }
    }
}

/// Which devices are being dialled, by whom.
#[derive(Default)]
struct Dialled {
    by_dialler: HashMap<Id, DeviceId>,
}

impl Dialled {
    fn has(&self, device: &DeviceId) -> bool {
        self.by_dialler.values().any(|dialled| dialled == device)
    }

    /// A dialler has ended, or fallen over: its device may be dialled again.
    fn end(&mut self, gone: Result<(Id, ()), JoinError>) {
        let dialler = gone.map_or_else(|error| error.id(), |(dialler, ())| dialler);
        self.by_dialler.remove(&dialler);
    }
}

/// Dials one device until it is no longer to be dialled.
async fn keep_dialling(core: Arc<Core>, endpoint: Endpoint, device: DeviceId) {
    let mut pause = PAUSE_MIN;
    let opened = Instant::now();
    loop {
        let targets = core.at_desk(false, |desk| desk.targets()).await.unwrap_or_default();
        let Some(target) = targets.into_iter().find(|t| t.device == device) else { return };
        let served = |hub| core.links.is_connected(hub) || opened.elapsed() < HUB_FIRST;
        if target.only_without.as_ref().is_some_and(served) {
            tokio::time::sleep(jittered(HUB_FIRST)).await;
            continue;
        }
        let began = Instant::now();
        if let Err(error) = once(&core, &endpoint, &target).await {
            tracing::debug!(%device, %error, "a connection ended");
        }
        pause = if began.elapsed() >= GOOD_SESSION { PAUSE_MIN } else { (pause * 2).min(PAUSE_MAX) };
        let in_vain = core.links.other_versions().contains_key(&device);
        tokio::time::sleep(jittered(if in_vain { OTHER_VERSION } else { pause })).await;
    }
}

async fn once(core: &Arc<Core>, at: &Endpoint, target: &Target) -> Result<(), Trouble> {
    let dialling = core.links.dialling();
    core.tell_sync();
    let connected = endpoint::connect(at, &target.device, &target.addresses, endpoint::SYNC).await;
    drop(dialling);
    core.tell_sync();
    driver::open(core, connected?).await
}

/// Between half of the pause and all of it, so that twenty laptops do not come back in step.
fn jittered(pause: Duration) -> Duration {
    pause.mul_f64(0.5 + 0.5 * f64::from(rand::random::<u8>()) / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_device_whose_dialler_fell_over_is_dialled_again() {
        let (mut dialled, mut diallers) = (Dialled::default(), JoinSet::new());
        let [hub, louis] = [1, 2].map(|byte| DeviceId([byte; 32]));
        dialled.by_dialler.insert(diallers.spawn(async { panic!("at the desk") }).id(), hub);
        dialled.by_dialler.insert(diallers.spawn(std::future::pending()).id(), louis);
        let gone = diallers.join_next_with_id().await.unwrap();
        dialled.end(gone);
        assert!(!dialled.has(&hub) && dialled.has(&louis));
    }
}
