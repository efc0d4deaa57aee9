//! Drives one sync session: bytes from the stream in, what the session wants done at the desk, bytes out.

mod taking;

use super::acked::Acked;
use super::endpoint;
use super::gathered::Gathered;
use super::marks::Marks;
use super::queue::{Queue, Queued, queue};
use super::stream::PIECE;
use crate::arriving::Arrival;
use crate::core::{Core, Early, Growth};
use crate::errands;
use crate::trouble::Trouble;
use iroh::endpoint::{Connection, RecvStream, SendStream};
use mainforte_api::Refusal;
use mainforte_domain::DeviceId;
use mainforte_sync::session::SEEN_MAX;
use mainforte_sync::{Facts, Input, LastSeen, Output, Session, Trust};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

/// How long the last bytes may take to leave when a session ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// A peer that has not said hello by then is not waited for: it takes up the room of others.
const HELLO_TIMEOUT: Duration = Duration::from_secs(10);

/// Nobody reads figures that change more often.
const BETWEEN_STEPS: Duration = Duration::from_millis(250);

/// How often an operator's laptop asks again who was heard of.
const SOME_MINUTES: Duration = Duration::from_secs(300);

/// The side that dialled.
pub(super) async fn open(core: &Arc<Core>, connection: Connection) -> Result<(), Trouble> {
    let (send, receive) = connection.open_bi().await.map_err(Trouble::fault)?;
    run(core, &connection, send, receive).await
}

/// The side that was dialled.
pub(super) async fn accept(core: &Arc<Core>, connection: Connection) -> Result<(), Trouble> {
    let opened = tokio::time::timeout(HELLO_TIMEOUT, connection.accept_bi()).await;
    let (send, receive) = opened.map_err(Trouble::fault)?.map_err(Trouble::fault)?;
    run(core, &connection, send, receive).await
}

async fn run(core: &Arc<Core>, connection: &Connection, send: SendStream, receive: RecvStream) -> Result<(), Trouble> {
    let peer = endpoint::peer(connection);
    let _metered = core.meter.connection(connection.clone());
    let _link = OpenLink::of(core, connection);
    let (queue, queued) = queue(core.links.waiting(peer));
    let writer = tokio::spawn(write(Arc::clone(core), send, queued));
    let ended = converse(core, peer, queue, receive).await;
    if tokio::time::timeout(FAREWELL, writer).await.is_err() {
        tracing::debug!(%peer, "the last bytes did not leave in time");
    }
    // However it ended: a stream that still waits to be read would keep it open, with all that is queued for it.
    connection.close(0u32.into(), b"bye");
    ended
}

/// Until one of the two sides has had enough.
async fn converse(core: &Arc<Core>, peer: DeviceId, queue: Queue, receive: RecvStream) -> Result<(), Trouble> {
    let (growth, early) = (core.growth(), core.early.subscribe());
    let (mut driver, first) = Driver::meet(core, peer, queue).await?;
    let ended = driver.converse(first, receive, growth, early).await;
    let last = driver.write_what_waits().await;
    ended.and(last)
}

/// Writes what is queued until the queue closes, then waits until the peer has it.
async fn write(core: Arc<Core>, mut stream: SendStream, mut queued: Queued) {
    while let Some(bytes) = queued.next().await {
        if stream.write_all(&bytes).await.is_err() {
            return;
        }
        core.meter.sent(bytes.len());
    }
    if stream.finish().is_ok() {
        let _ = stream.stopped().await;
    }
}

struct Driver {
    core: Arc<Core>,
    session: Session,
    peer: DeviceId,
    facts: Facts,
    arrival: Arrival,
    /// When watchers were last told of that.
    told: Instant,
    marks: Marks,
    gathered: Gathered,
    acked: Acked,
    queue: Queue,
}

impl Driver {
    async fn meet(core: &Arc<Core>, peer: DeviceId, queue: Queue) -> Result<(Self, Vec<Output>), Trouble> {
        let facts = core.at_desk(true, move |desk| errands::facts(desk, &peer)).await?;
        let trust = trust(core)?;
        let (session, first) = Session::open(peer, facts.clone(), &trust);
        let driver = Self {
            core: Arc::clone(core),
            session,
            peer,
            facts,
            arrival: Arrival::default(),
            told: Instant::now(),
            marks: Marks::default(),
            gathered: Gathered::default(),
            acked: Acked::default(),
            queue,
        };
        Ok((driver, first))
    }

    async fn converse(
        &mut self,
        first: Vec<Output>,
        mut receive: RecvStream,
        mut growth: watch::Receiver<Growth>,
        mut early: broadcast::Receiver<Early>,
    ) -> Result<(), Trouble> {
        let mut parcels = growth.borrow().parcels;
        self.perform(first).await?;
        let mut piece = vec![0; PIECE];
        let hello_by = Instant::now() + HELLO_TIMEOUT;
        let mut minutes = tokio::time::interval_at(Instant::now() + SOME_MINUTES, SOME_MINUTES);
        while !self.session.is_closed() {
            let input = tokio::select! {
                read = receive.read(&mut piece) => match read.map_err(Trouble::fault)? {
                    Some(length) => {
                        self.core.meter.received(length);
                        Input::Bytes(piece.get(..length).unwrap_or_default().to_vec())
                    }
                    None => break,
                },
                early = early.recv() => match early {
                    Ok(early) if early.from != self.peer && !self.core.recent.holds_any(&early.sealed) => {
                        Input::Early(early.sealed.to_vec())
                    }
                    // Its own, in the log by now, or more than can wait: the log has it all.
                    _ => continue,
                },
                grew = growth.changed() => {
                    grew.map_err(Trouble::fault)?;
                    let now = growth.borrow_and_update().parcels;
                    if std::mem::replace(&mut parcels, now) != now {
                        self.feed(Input::MailGrew).await?;
                    }
                    if self.marks.may_wait(Instant::now()) {
                        continue;
                    }
                    Input::LogGrew
                }
                () = self.marks.due() => {
                    self.marks.are_read();
                    Input::LogGrew
                }
                () = self.acked.due() => {
                    self.note_acked().await?;
                    continue;
                }
                () = self.gathered.due() => match self.write_gathered().await? {
                    Some(answer) => answer,
                    None => continue,
                },
                _ = minutes.tick() => Input::TimePassed,
                () = tokio::time::sleep_until(hello_by), if !self.session.has_met() => break,
            };
            self.feed(input).await?;
        }
        Ok(())
    }

    /// Takes one input and all that follows from it.
    async fn feed(&mut self, input: Input) -> Result<(), Trouble> {
        let trust = trust(&self.core)?;
        let is_early = matches!(input, Input::Early(_));
        let outputs = self.session.step(&trust, input);
        if is_early && !outputs.is_empty() {
            self.marks.go_early(Instant::now());
        }
        self.perform(outputs).await
    }

    async fn perform(&mut self, outputs: Vec<Output>) -> Result<(), Trouble> {
        let mut waiting: VecDeque<Output> = outputs.into();
        while let Some(output) = waiting.pop_front() {
            if let Some(answer) = self.act(output).await? {
                let trust = trust(&self.core)?;
                // What an answer leads to goes before what else waits: a change leaves before the mailbox is looked at.
                self.session.step(&trust, answer).into_iter().rev().for_each(|output| waiting.push_front(output));
            }
        }
        Ok(())
    }

    /// Notes how far what the peer has to tell has come, and has watchers told while it is much.
    fn arrives(&mut self, note: impl FnOnce(&mut Arrival, &Facts)) {
        let before = self.arrival.shown();
        note(&mut self.arrival, &self.facts);
        let after = self.arrival.shown();
        let is_soon = before.is_some() && after.is_some() && self.told.elapsed() < BETWEEN_STEPS;
        if before != after && !is_soon {
            self.told = Instant::now();
            self.core.links.arrives(self.peer, self.arrival);
            self.core.tell_sync();
        }
    }

    /// Does what the session wants; some of it is answered.
    async fn act(&mut self, output: Output) -> Result<Option<Input>, Trouble> {
        let (core, peer) = (Arc::clone(&self.core), self.peer);
        match output {
            Output::Send(bytes) => self.queue.send(bytes)?,
            Output::CaughtUp => {
                let answer =
                    core.at_desk(true, move |desk| errands::attend(desk, peer, Output::CaughtUp, None)).await?;
                if answer.is_none() {
                    core.links.caught_up(peer);
                    if let Some(brought) = self.arrival.compared() {
                        core.links.compared(peer, brought);
                        core.tell_devices();
                    }
                    core.tell_sync();
                }
                return Ok(answer);
            }
            Output::Withheld { document, hash, why } => {
                tracing::error!(%document, ?hash, ?why, "a change was held back");
            }
            Output::Close { reason } => {
                tracing::info!(%peer, %reason, "a session ended");
                if let Some(version) = reason.other_version() {
                    core.links.speaks(peer, Some(version));
                }
            }
            Output::ListSeen { since } => {
                let listed = core.read(move |reader| Ok(reader.seen_since(since, SEEN_MAX)?)).await?;
                return Ok(Some(Input::SeenListed(with_those_here(&core, listed))));
            }
            question if errands::is_question(&question) => {
                if matches!(question, Output::Compare { .. }) {
                    self.arrives(|arrival, _| arrival.compare());
                }
                let trust = trust(&core)?;
                if let Some(answer) = errands::recall(&core.recent, &trust, &peer, &question) {
                    return Ok(Some(answer));
                }
                return core.read(move |reader| errands::answer(reader, &trust, &peer, question)).await;
            }
            Output::Commit { batch, sealed, cursor } => return self.commit(batch, sealed, cursor).await,
            Output::Acked { position } => {
                if self.acked.reach(position, Instant::now()) {
                    self.note_acked().await?;
                }
            }
            Output::Met { position } => {
                core.links.speaks(peer, None);
                self.arrives(|arrival, facts| *arrival = Arrival::of(facts, position));
                return self.note(Output::Met { position }).await;
            }
            deed => {
                return core.at_desk(true, move |desk| errands::attend(desk, peer, deed, None)).await;
            }
        }
        Ok(None)
    }
}

/// Whoever is connected is heard of now.
fn with_those_here(core: &Core, mut seen: Vec<LastSeen>) -> Vec<LastSeen> {
    let (mut here, now) = (core.links.connected(), crate::clock::now());
    here.retain(|device| core.trust().is_some_and(|trust| trust.device(device).is_some()));
    seen.retain(|seen| !here.contains(&seen.device));
    here.into_iter().map(|device| LastSeen { device, at: now }).chain(seen).collect()
}

fn trust(core: &Core) -> Result<Arc<Trust>, Trouble> {
    core.trust().ok_or_else(|| Refusal::NotJoined.into())
}

/// Counts a connection while it is open.
struct OpenLink {
    core: Arc<Core>,
    peer: DeviceId,
    connection: usize,
}

impl OpenLink {
    fn of(core: &Arc<Core>, connection: &Connection) -> Self {
        let peer = endpoint::peer(connection);
        core.links.opened(peer, connection.clone());
        core.tell_devices();
        core.tell_sync();
        Self { core: Arc::clone(core), peer, connection: connection.stable_id() }
    }
}

impl Drop for OpenLink {
    fn drop(&mut self) {
        self.core.links.closed(self.peer, self.connection);
        self.core.tell_sync();
    }
}
