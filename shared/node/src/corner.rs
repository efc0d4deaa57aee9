//! Tells watchers how the connections stand: at once, and while much happens some hundred times a second at most. Reading
//! it costs more than a change that comes in.

use crate::core::Core;
use std::sync::Arc;
use std::time::Duration;

/// Between two notices.
const PAUSE: Duration = Duration::from_millis(8);

/// Tells for as long as somebody uses the node.
pub(crate) fn keep_telling(core: &Arc<Core>) {
    let mut asked = core.sync_asked();
    let core = Arc::downgrade(core);
    tokio::spawn(async move {
        while asked.changed().await.is_ok() {
            let Some(core) = core.upgrade() else { return };
            let told = tokio::task::spawn_blocking(move || core.tell_sync_now()).await;
            if let Err(error) = told {
                tracing::warn!(%error, "telling the sync state stopped");
            }
            tokio::time::sleep(PAUSE).await;
        }
    });
}
