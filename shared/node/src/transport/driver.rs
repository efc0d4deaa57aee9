//! Drives one sync session: bytes from the stream in, what the session wants done at the desk, bytes out.

use super::endpoint;
use super::stream::PIECE;
use crate::clock;
use crate::core::Core;
use crate::trouble::Trouble;
use iroh::endpoint::{Connection, RecvStream, SendStream};
use mainforte_api::Refusal;
use mainforte_domain::{DeviceId, OrgId};
use mainforte_sync::{Facts, Input, Output, Session, Trust};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// How long the last bytes may take to leave when a session ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// The side that dialled.
pub(super) async fn open(core: &Arc<Core>, connection: Connection) -> Result<(), Trouble> {
    let (send, receive) = connection.open_bi().await.map_err(Trouble::fault)?;
    run(core, &connection, send, receive).await
}

/// The side that was dialled.
pub(super) async fn accept(core: &Arc<Core>, connection: Connection) -> Result<(), Trouble> {
    let (send, receive) = connection.accept_bi().await.map_err(Trouble::fault)?;
    run(core, &connection, send, receive).await
}

async fn run(
    core: &Arc<Core>,
    connection: &Connection,
    send: SendStream,
    mut receive: RecvStream,
) -> Result<(), Trouble> {
    let peer = endpoint::peer(connection);
    // Writing has a task of its own: two sides that both write much and read nothing would wait for each other.
    let (queue, queued) = mpsc::unbounded_channel();
    let writer = tokio::spawn(write(send, queued));
    let _link = OpenLink::of(core, peer);
    let mut growth = core.growth();
    let (mut driver, first) = Driver::meet(core, peer, queue).await?;
    driver.perform(first).await?;
    let mut piece = vec![0; PIECE];
    while !driver.session.is_closed() {
        let input = tokio::select! {
            read = receive.read(&mut piece) => match read.map_err(Trouble::fault)? {
                Some(length) => Input::Bytes(piece.get(..length).unwrap_or_default().to_vec()),
                None => break,
            },
            grew = growth.changed() => {
                grew.map_err(Trouble::fault)?;
                Input::LogGrew
            }
        };
        driver.feed(input).await?;
    }
    drop(driver);
    if tokio::time::timeout(FAREWELL, writer).await.is_err() {
        tracing::debug!(%peer, "the last bytes did not leave in time");
    }
    connection.close(0u32.into(), b"bye");
    Ok(())
}

/// Writes what is queued until the queue closes, then waits until the peer has it.
async fn write(mut stream: SendStream, mut queued: mpsc::UnboundedReceiver<Vec<u8>>) {
    while let Some(bytes) = queued.recv().await {
        if stream.write_all(&bytes).await.is_err() {
            return;
        }
    }
    if stream.finish().is_ok() {
        let _ = stream.stopped().await;
    }
}

struct Driver {
    core: Arc<Core>,
    session: Session,
    peer: DeviceId,
    /// Whose the peer is.
    reader: OrgId,
    /// Bounded by the session: it has a few unacknowledged batches on their way at most.
    queue: mpsc::UnboundedSender<Vec<u8>>,
}

impl Driver {
    async fn meet(
        core: &Arc<Core>,
        peer: DeviceId,
        queue: mpsc::UnboundedSender<Vec<u8>>,
    ) -> Result<(Self, Vec<Output>), Trouble> {
        let facts = core
            .at_desk(true, move |desk| {
                let store = desk.store();
                let position = store.position()?;
                let cursor = store.cursor(&peer)?;
                Ok(Facts { epoch: store.epoch(), position, cursor, empty: store.is_empty()? })
            })
            .await?;
        let trust = trust(core)?;
        // A peer that is known only by trust entries yet to come is sent nothing until they have come.
        let reader = trust.org_of(&peer).unwrap_or(trust.city()).clone();
        let (session, first) = Session::open(peer, facts, &trust);
        Ok((Self { core: Arc::clone(core), session, peer, reader, queue }, first))
    }

    /// Takes one input and all that follows from it.
    async fn feed(&mut self, input: Input) -> Result<(), Trouble> {
        let trust = trust(&self.core)?;
        let outputs = self.session.step(&trust, input);
        self.perform(outputs).await
    }

    async fn perform(&mut self, outputs: Vec<Output>) -> Result<(), Trouble> {
        let mut waiting: VecDeque<Output> = outputs.into();
        while let Some(output) = waiting.pop_front() {
            if let Some(answer) = self.act(output).await? {
                let trust = trust(&self.core)?;
                waiting.extend(self.session.step(&trust, answer));
            }
        }
        Ok(())
    }

    /// Does what the session wants; some of it is answered.
    async fn act(&mut self, output: Output) -> Result<Option<Input>, Trouble> {
        let (core, peer) = (Arc::clone(&self.core), self.peer);
        let reader = self.reader.clone();
        Ok(match output {
            Output::Send(bytes) => {
                self.queue.send(bytes).map_err(Trouble::fault)?;
                None
            }
            Output::Met { .. } => {
                core.at_desk(true, move |desk| Ok(desk.store_mut().seen(&peer, clock::now())?)).await?;
                None
            }
            Output::ExtendTrust(entries) => match core.at_desk(true, move |desk| desk.extend_trust(entries)).await {
                Ok(()) => Some(Input::TrustGrew),
                Err(error) => {
                    tracing::warn!(%peer, %error, "the peer's trust log was refused");
                    Some(Input::TrustRefused)
                }
            },
            Output::LookUpChain { position } => {
                let chain = core.read(move |store| Ok(store.chain_at(position)?)).await?;
                Some(Input::ChainAt(chain))
            }
            Output::Load { after, echo, bytes } => {
                let slice = core.read(move |store| Ok(store.log_after(&peer, &reader, after, echo, bytes)?)).await?;
                Some(Input::Loaded { sealed: slice.sealed, mark: slice.mark, more: slice.more })
            }
            Output::List { after, count } => {
                let page = core.read(move |store| Ok(store.listing(&reader, after.as_ref(), count)?)).await?;
                Some(Input::Listed { documents: page.documents, mark: page.mark, more: page.more })
            }
            Output::LoadMissing { document, have } => {
                let sealed = core.read(move |store| Ok(store.missing(&document, &have, &reader)?)).await?;
                Some(Input::Missing { sealed })
            }
            Output::Compare { documents } => {
                Some(Input::Compared { wants: core.read(move |store| Ok(store.compare(&documents)?)).await? })
            }
            Output::Commit { batch, sealed, cursor } => {
                let received = core.at_desk(true, move |desk| desk.receive(peer, sealed, cursor)).await?;
                if received.refused > 0 {
                    let (taken, refused) = (received.taken, received.refused);
                    tracing::warn!(%peer, taken, refused, "changes went to quarantine");
                }
                Some(Input::Committed { batch })
            }
            Output::Acked { position } => {
                core.at_desk(true, move |desk| Ok(desk.store_mut().set_acked(&peer, position, clock::now())?)).await?;
                core.tell_sync();
                None
            }
            Output::CaughtUp => {
                core.links.caught_up(peer);
                core.tell_sync();
                None
            }
            Output::Withheld { document, hash, why } => {
                tracing::error!(%document, ?hash, ?why, "a change was held back");
                None
            }
            Output::Close { reason } => {
                tracing::info!(%peer, %reason, "a session ended");
                None
            }
        })
    }
}

fn trust(core: &Core) -> Result<Arc<Trust>, Trouble> {
    core.trust().ok_or_else(|| Refusal::NotJoined.into())
}

/// Counts a connection while it is open.
struct OpenLink {
    core: Arc<Core>,
    peer: DeviceId,
}

impl OpenLink {
    fn of(core: &Arc<Core>, peer: DeviceId) -> Self {
        core.links.opened(peer);
        core.tell_sync();
        Self { core: Arc::clone(core), peer }
    }
}

impl Drop for OpenLink {
    fn drop(&mut self) {
        self.core.links.closed(self.peer);
        self.core.tell_sync();
    }
}
