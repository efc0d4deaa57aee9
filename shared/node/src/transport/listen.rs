//! Accepting: strangers may only ask to join, enrolled devices sync, everybody else is closed after the handshake.

use super::visitors::Visitors;
use super::{driver, endpoint, join};
use crate::core::Core;
use crate::trouble::Trouble;
use iroh::Endpoint;
use iroh::endpoint::{Connection, Incoming};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Connections at once: a city's devices and some to spare.
const CONNECTIONS_MAX: usize = 2_048;
/// A stranger must have asked and been answered by then.
const JOIN_TIMEOUT: Duration = Duration::from_secs(20);
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) async fn run(core: Arc<Core>, endpoint: Endpoint) {
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let visitors = Visitors::default();
    let mut connections = JoinSet::new();
    while let Some(incoming) = endpoint.accept().await {
        while connections.try_join_next().is_some() {}
        let Ok(permit) = Arc::clone(&room).try_acquire_owned() else {
            incoming.refuse();
            continue;
        };
        let (core, visitors) = (Arc::clone(&core), visitors.clone());
        connections.spawn(async move {
            if let Err(error) = serve(&core, &visitors, incoming).await {
                tracing::debug!(%error, "a connection ended");
            }
            drop(permit);
        });
    }
}

async fn serve(core: &Arc<Core>, visitors: &Visitors, incoming: Incoming) -> Result<(), Trouble> {
    let handshake = tokio::time::timeout(HANDSHAKE_TIMEOUT, incoming).await;
    let connection = handshake.map_err(Trouble::fault)?.map_err(Trouble::fault)?;
    let _visit = visitors.enter(endpoint::peer(&connection), &connection);
    match connection.alpn() {
        endpoint::JOIN => {
            tokio::time::timeout(JOIN_TIMEOUT, join::answer(core, &connection)).await.map_err(Trouble::fault)?
        }
        endpoint::SYNC => sync(core, connection).await,
        _ => Ok(()),
    }
}

async fn sync(core: &Arc<Core>, connection: Connection) -> Result<(), Trouble> {
    let peer = endpoint::peer(&connection);
    // One that was shut out comes in to be told so: its session carries the trust entries that say it, and nothing else.
    // A hub that was put back from a backup may have forgotten whom it signed in: the session ends unless the peer shows the
    // entry.
    let known = !core.awaited().is_empty() || core.trust().is_some_and(|trust| trust.device(&peer).is_some());
    if !known || core.is_shut_out() {
        connection.close(1u32.into(), b"not enrolled");
        return Ok(());
    }
    driver::accept(core, connection).await
}
