//! Accepting: strangers may only ask to join, enrolled devices sync, everybody else is closed after the handshake.

use super::doorway::{Doorway, Knock};
use super::visitors::{Visitor, Visitors};
use super::{driver, endpoint, join};
use crate::core::Core;
use crate::trouble::Trouble;
use iroh::Endpoint;
use iroh::endpoint::{Connection, Incoming};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Connections of enrolled devices at once: a city's and some to spare.
const CONNECTIONS_MAX: usize = 2_048;
/// A stranger must have asked and been answered by then.
const JOIN_TIMEOUT: Duration = Duration::from_secs(20);
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) async fn run(core: Arc<Core>, endpoint: Endpoint) {
    let house = House::default();
    let mut connections = JoinSet::new();
    while let Some(incoming) = endpoint.accept().await {
        while connections.try_join_next().is_some() {}
        let (core, house, knock) = (Arc::clone(&core), house.clone(), house.doorway.knock());
        connections.spawn(async move {
            if let Err(error) = serve(&core, &house, knock, incoming).await {
                tracing::debug!(%error, "a connection ended");
            }
        });
    }
}

/// Each kind of caller has room of its own: those of whom nothing is known yet, strangers, and the city's devices.
#[derive(Clone)]
struct House {
    doorway: Doorway,
    visitors: Visitors,
    devices: Arc<Semaphore>,
}

impl Default for House {
    fn default() -> Self {
        let devices = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        Self { doorway: Doorway::default(), visitors: Visitors::default(), devices }
    }
}

async fn serve(core: &Arc<Core>, house: &House, knock: Knock, incoming: Incoming) -> Result<(), Trouble> {
    let handshake = tokio::time::timeout(HANDSHAKE_TIMEOUT, incoming.into_future());
    let handshake = knock.unless_pushed_out(handshake).await.ok_or_else(|| Trouble::fault("others need the room"))?;
    let connection = handshake.map_err(Trouble::fault)?.map_err(Trouble::fault)?;
    let peer = endpoint::peer(&connection);
    let is_known = core.trust().is_some_and(|trust| trust.device(&peer).is_some());
    let visitor = if is_known { Visitor::Device(peer) } else { Visitor::Stranger };
    let place = if is_known { Arc::clone(&house.devices).try_acquire_owned().ok().map(Some) } else { Some(None) };
    let (Some(_visit), Some(_place)) = (house.visitors.enter(visitor, &connection), place) else {
        connection.close(2u32.into(), b"too many connections");
        return Ok(());
    };
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
