//! Tells watchers how the connections stand: at once, and some hundred times a second at most; while much goes on happening, as
//! often as a figure that runs can be read. Asking the store costs about as much as a change that comes in.

use crate::core::Core;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// Between two notices.
const PAUSE: Duration = Duration::from_millis(8);

/// The same after so many without a rest.
const LONG_PAUSE: Duration = Duration::from_millis(50);
const WITHOUT_REST: usize = 16;

/// Tells for as long as somebody uses the node.
pub(crate) fn keep_telling(core: &Arc<Core>) {
    let mut asked = core.sync_asked();
    let core = Arc::downgrade(core);
    tokio::spawn(async move {
        let mut in_a_row = 0;
        let mut next = Instant::now();
        loop {
            let within = core.upgrade().and_then(|core| core.links.more_mail_within());
            if !asked_or_over(&mut asked, within).await {
                return;
            }
            let Some(core) = core.upgrade() else { return };
            if !until_due_or_over(&mut asked, &core, next).await {
                return;
            }
            // That it begins is told at once.
            next = Instant::now() + if core.links.are_catching_up() { LONG_PAUSE } else { Duration::ZERO };
            let told = tokio::task::spawn_blocking(move || core.tell_sync_now()).await;
            if let Err(error) = told {
                tracing::warn!(%error, "telling the sync state stopped");
            }
            tokio::time::sleep(if in_a_row < WITHOUT_REST { PAUSE } else { LONG_PAUSE }).await;
            in_a_row = if asked.has_changed().unwrap_or(false) { in_a_row + 1 } else { 0 };
        }
    });
}

/// While devices are catching up, all there is to see is that they are, and how far they have come: that waits until it is `due`,
/// or over. Not when nobody can ask any more.
async fn until_due_or_over(asked: &mut watch::Receiver<u64>, core: &Core, due: Instant) -> bool {
    while core.links.are_catching_up() && Instant::now() < due {
        if let Ok(Err(_)) = tokio::time::timeout_at(due, asked.changed()).await {
            return false;
        }
    }
    true
}

/// Waits until somebody asks, or until no more mail is waited for; not when nobody can ask any more.
async fn asked_or_over(asked: &mut watch::Receiver<u64>, within: Option<Duration>) -> bool {
    match within {
        Some(time) => tokio::time::timeout(time, asked.changed()).await.unwrap_or(Ok(())).is_ok(),
        None => asked.changed().await.is_ok(),
    }
}
