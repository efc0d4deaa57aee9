use crate::desk::{Desk, ReadAhead};
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use crate::{bundles, errands, queries};
use mainforte_api::{BundleFor, BundleRead, BundleWritten, Command, Outcome, Query, Refusal, View};
use mainforte_domain::DeviceId;
use mainforte_store::{Store, StoreKey};
use mainforte_sync::{Input, Invitation, JoinReply, JoinRequest, Output, Sealed, Session, Trust};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

/// A node without sockets, threads or a world of its own: the desk, the store and the errands of a [`Node`](crate::Node), one
/// step at a time. What carries bytes between two of them is the caller's, as are time and randomness: for simulations.
///
/// Everything that a [`Node`](crate::Node) refuses, it refuses alike.
pub struct BareNode {
    desk: Desk,
}

impl BareNode {
    /// Opens a node on a database file, or makes it.
    ///
    /// # Errors
    /// When the key does not open it, another program has it open, or it is damaged.
    pub fn open(database: &Path, key: [u8; 32], world: Box<dyn Surroundings>) -> Result<Self, Refusal> {
        let store = Store::open(database, &StoreKey::new(key))?;
        Ok(Self { desk: Desk::open(store, world)? })
    }

    /// Founds a city, whose hub this becomes; answers the city's root key.
    ///
    /// # Errors
    /// When the node belongs to a city already.
    pub fn found(&mut self, city: &str) -> Result<[u8; 32], Refusal> {
        Ok(self.desk.found(city)?)
    }

    /// Does what was asked, on disk when it answers.
    ///
    /// # Errors
    /// A refusal with its values; nothing was written then.
    pub fn execute(&mut self, command: Command) -> Result<Outcome, Refusal> {
        let outcome = self.desk.execute(command);
        self.desk.take_touched();
        Ok(outcome?)
    }

    /// Answers from the store.
    ///
    /// # Errors
    /// A refusal with its values; also for what only a running node knows.
    pub fn query(&self, query: Query) -> Result<View, Refusal> {
        if self.desk.is_shut_out() {
            return Err(Refusal::Revoked);
        }
        Ok(queries::from_store(self.desk.store(), query, self.desk.now())?)
    }

    /// Does what a running node does every few minutes: lets go of what has had its time, and tries again what failed.
    pub fn keep_house(&mut self) {
        self.desk.keep_house();
        self.desk.take_touched();
    }

    /// This device.
    pub fn device(&self) -> DeviceId {
        self.desk.device()
    }

    /// The trust log; nothing before joining.
    pub fn trust(&self) -> Option<Arc<Trust>> {
        self.desk.trust().cloned()
    }

    /// How far log and trust log go, and how many parcels came in for others: a session is told
    /// [`Input::LogGrew`] when one of the first two grows, [`Input::MailGrew`] when the third does.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn growth(&self) -> Result<[u64; 3], Refusal> {
        let position = self.desk.store().position()?;
        Ok([position, self.desk.trust().map_or(0, |trust| trust.len()), self.desk.parcels()])
    }

    /// Whether this is a hub that was put back from a backup and waits to hear what it has lost.
    pub fn is_waiting(&self) -> bool {
        self.desk.is_waiting()
    }

    /// The store, to be read.
    pub fn store(&self) -> &Store {
        self.desk.store()
    }

    /// Lets the disk be full, or have room again.
    ///
    /// # Errors
    /// When the store does not take it.
    pub fn fill_disk(&mut self, full: bool) -> Result<(), Refusal> {
        Ok(self.desk.set_room(!full)?)
    }

    /// Lets the power fail between two writes: so many more commits reach the disk, counted down in `left`, and none after
    /// them. Below nothing, the node is worth nothing any more and has to be opened again.
    ///
    /// # Errors
    /// When the store does not take it.
    pub fn cut_power_after(&mut self, left: Arc<AtomicI64>) -> Result<(), Refusal> {
        Ok(self.desk.cut_power_after(left)?)
    }

    /// Lets one commit fail as on a full disk: the one that comes after so many more, counted down in `left`. What comes after it
    /// is written again.
    ///
    /// # Errors
    /// When the store does not take it.
    pub fn fail_once_after(&mut self, left: Arc<AtomicI64>) -> Result<(), Refusal> {
        Ok(self.desk.fail_once_after(left)?)
    }

    /// Writes what somebody lacks into a file; none when they lack nothing.
    ///
    /// # Errors
    /// When there is nobody to read it, or it cannot be written.
    pub fn export_bundle(&self, to: &BundleFor, everything: bool, file: &Path) -> Result<BundleWritten, Refusal> {
        let plan = self.desk.plan_bundle(to, everything)?;
        Ok(bundles::write(self.desk.store(), &plan, file, &|_, _| ())?)
    }

    /// Takes in what a file carries.
    ///
    /// # Errors
    /// When it is damaged, not for this device, or cannot be read.
    pub fn import_bundle(&mut self, file: &Path) -> Result<BundleRead, Refusal> {
        let read = bundles::take_in(&mut self.desk, file);
        self.desk.take_touched();
        Ok(read?)
    }

    /// The hub's answer to a device that asks to join.
    ///
    /// # Errors
    /// When nothing could be written.
    pub fn enrol(&mut self, device: DeviceId, request: &JoinRequest) -> Result<JoinReply, Refusal> {
        Ok(self.desk.enrol(device, request)?)
    }

    /// Takes the hub's answer.
    ///
    /// # Errors
    /// When it refuses, or proves nothing.
    pub fn take_welcome(&mut self, invitation: &Invitation, name: &str, reply: JoinReply) -> Result<Outcome, Refusal> {
        Ok(self.desk.take_welcome(invitation, name, reply)?)
    }

    /// Opens a session with a peer whose key the connection has proven.
    ///
    /// # Errors
    /// When the node belongs to no city or cannot read its store.
    pub fn meet(&self, peer: DeviceId) -> Result<(Session, Vec<Output>), Refusal> {
        let trust = self.desk.trust().ok_or(Refusal::NotJoined)?;
        let facts = errands::facts(&self.desk, &peer)?;
        Ok(Session::open(peer, facts, trust))
    }

    /// Whether what a peer has just brought may go on to the others at once, as [`Input::Early`].
    pub fn goes_early(&self, batch: &[Sealed]) -> bool {
        let goes_early = |trust: &Arc<Trust>| {
            errands::goes_early(trust, &self.device(), self.store().recent(), batch, &ReadAhead::of(trust, batch))
        };
        self.desk.trust().is_some_and(goes_early)
    }

    /// Does what a session with `peer` wants, beside sending; some of it is answered.
    ///
    /// # Errors
    /// When the store fails: the connection ends then.
    pub fn act(&mut self, peer: DeviceId, output: Output) -> Result<Option<Input>, Refusal> {
        Ok(self.try_act(peer, output)?)
    }

    /// The same for several sessions at once, in one write to the disk, as when the connections of a running node wait for the desk
    /// together. Each has its answer.
    pub fn act_together(&mut self, deeds: Vec<(DeviceId, Output)>) -> Vec<Result<Option<Input>, Refusal>> {
        let attend = |(peer, deed)| move |desk: &mut Desk| errands::attend(desk, peer, deed, None);
        let answers = self.desk.together(deeds.into_iter().map(attend).collect());
        self.desk.take_touched();
        answers.into_iter().map(|answer| Ok(answer?)).collect()
    }

    fn try_act(&mut self, peer: DeviceId, output: Output) -> Result<Option<Input>, Trouble> {
        if errands::is_question(&output) {
            let trust = self.desk.trust().ok_or(Refusal::NotJoined)?;
            return errands::answer(self.desk.store(), trust, &peer, output);
        }
        let answer = errands::attend(&mut self.desk, peer, output, None);
        self.desk.take_touched();
        answer
    }
}
