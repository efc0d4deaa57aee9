//! The desk: everything of a node but its connections. It decides, writes and answers; one thing at a time.

mod again;
mod ahead;
mod bookings;
mod bundles;
mod city;
mod drafts;
mod enrolment;
mod erase;
mod follow_up;
mod forget;
mod heal;
mod house;
mod import;
mod import_shifts;
mod loans;
mod mailbox;
mod needs;
mod people;
mod rearrange;
mod receive;
mod reclaim;
mod refused;
mod repair;
mod restored;
mod revoke;
mod settle;
mod shelf;
mod sorting;
mod tables;
#[cfg(test)]
mod tests;
mod together;
mod twins;
mod undo;
mod unvouched;
mod vouch;
mod ways;
mod whereabouts;
mod write;

pub(crate) use ahead::ReadAhead;
pub(crate) use bundles::{BundleEntry, BundlePlan};
pub(crate) use city::hub_of;
pub(crate) use enrolment::device_name;
pub(crate) use mailbox::Parcel;
pub(crate) use receive::Reach;
pub(crate) use ways::{local_network, named_relay};
pub(crate) use whereabouts::Target;
use write::Draft;

use crate::arriving::Mailed;
use crate::surroundings::{Surroundings, draw};
use crate::trouble::Trouble;
use mainforte_api::{Command, Outcome, Refusal, Topic};
use mainforte_domain::{CityCalendar, DeviceId, DeviceRole, DocumentId, Minute, OrgId};
use mainforte_store::{Commit, Store};
use mainforte_sync::{DeviceKey, Trust};
use shelf::Shelf;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

/// Keys of what the store keeps for the node itself.
mod meta {
    pub(super) const DEVICE_KEY: &str = "device-key";
    pub(super) const ROOT: &str = "root";
    pub(super) const DEVICE_NAME: &str = "device-name";
    pub(super) const HUB_ADDRESSES: &str = "hub-addresses";
    pub(super) const PORT: &str = "port";
    pub(super) const MAILBOX: &str = "mailbox";
    pub(super) const SEEN_UNTIL: &str = "seen-until";
    pub(super) const LOCAL_NETWORK: &str = "local-network";
    pub(super) const RELAY: &str = "relay";
    pub(super) const WAITING: &str = "waiting-for-reports";
}

/// Whose device this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Membership {
    pub(crate) org: OrgId,
    pub(crate) city: OrgId,
    pub(crate) role: DeviceRole,
}

impl Membership {
    /// Whose a device is, or the refusal that it has not joined; one that was shut out is told so.
    pub(crate) fn of(trust: Option<&Trust>, device: &DeviceId) -> Result<Self, Trouble> {
        let trust = trust.ok_or(Refusal::NotJoined)?;
        let known = trust.device(device).ok_or(Refusal::NotJoined)?;
        if known.revoked_at.is_some() {
            return Err(Refusal::Revoked.into());
        }
        Ok(Self { org: known.org.clone(), city: trust.city().clone(), role: known.role })
    }

    pub(crate) fn is_city(&self) -> bool {
        self.org == self.city
    }
}

pub(crate) struct Desk {
    /// Where the time and the randomness come from.
    world: Box<dyn Surroundings>,
    store: Store,
    key: DeviceKey,
    trust: Option<Arc<Trust>>,
    shelf: Shelf,
    /// Counts the parcels that were kept here for others, since the desk was opened.
    parcels: u64,
    /// What parcels have brought to this device since then.
    mailed: Mailed,
    /// A parcel of a newer program waits at the hub. So it does until this program is updated, and with it opened again.
    has_newer_mail: bool,
    /// What this device, a hub that was put back from a backup, waits for.
    waiting: Option<restored::Waiting>,
    /// Who has told everything that they know, since the desk was opened.
    heard_out: BTreeSet<DeviceId>,
    /// Who has said since then that this device was put back from a backup.
    claimed: BTreeSet<DeviceId>,
    /// A device was shut out since it was last looked at what falls with it.
    someone_may_fall: bool,
    /// Loans that this device, an issuer, has written may have come back to it since they were last looked at.
    loans_came_back: bool,
    /// Something that was asked for may be left to do, whatever was touched.
    is_behind: bool,
    /// What could not be done for a fault of its own.
    passed_over: house::PassedOver,
    /// What was touched since it was last asked: for whoever watches.
    touched: BTreeSet<Topic>,
}

impl Desk {
    /// Opens the desk on a store; draws this device's key the first time.
    pub(crate) fn open(mut store: Store, world: Box<dyn Surroundings>) -> Result<Self, Trouble> {
        let key = match store.meta(meta::DEVICE_KEY)? {
            Some(bytes) => DeviceKey::from_secret(
                bytes.as_slice().try_into().map_err(|_| Trouble::fault("the device key in the store is damaged"))?,
            ),
            None => {
                let secret: [u8; 32] = draw(&*world);
                store.set_meta(meta::DEVICE_KEY, &secret)?;
                DeviceKey::from_secret(&secret)
            }
        };
        let trust = kept_trust(&store)?;
        let waiting = restored::kept(&store)?;
        let mut desk = Self {
            world,
            store,
            key,
            trust,
            shelf: Shelf::default(),
            parcels: 0,
            mailed: Mailed::default(),
            has_newer_mail: false,
            waiting,
            heard_out: BTreeSet::new(),
            claimed: BTreeSet::new(),
            someone_may_fall: true,
            loans_came_back: true,
            is_behind: true,
            passed_over: house::PassedOver::default(),
            touched: BTreeSet::new(),
        };
        desk.keep_house();
        Ok(desk)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Now, by this device's clock.
    pub(crate) fn now(&self) -> Minute {
        self.world.now()
    }

    /// Whether the disk has room for more.
    pub(crate) fn set_room(&mut self, room: bool) -> Result<(), Trouble> {
        Ok(self.store.set_room(room)?)
    }

    /// Lets so many more commits reach the disk, and none after them.
    pub(crate) fn cut_power_after(&mut self, commits: Arc<AtomicI64>) -> Result<(), Trouble> {
        Ok(self.store.cut_power_after(commits)?)
    }

    /// Lets the one commit fail that comes after so many more.
    pub(crate) fn fail_once_after(&mut self, commits: Arc<AtomicI64>) -> Result<(), Trouble> {
        Ok(self.store.fail_once_after(commits)?)
    }

    /// Notes that a peer was heard of.
    pub(crate) fn heard_of(&mut self, peer: &DeviceId) -> Result<(), Trouble> {
        Ok(self.store.seen(peer, self.world.now())?)
    }

    /// Notes that a peer has this device's log up to `position`.
    pub(crate) fn peer_has(&mut self, peer: &DeviceId, position: u64) -> Result<(), Trouble> {
        Ok(self.store.set_acked(peer, position, self.world.now())?)
    }

    pub(crate) fn key(&self) -> &DeviceKey {
        &self.key
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.key.id()
    }

    pub(crate) fn trust(&self) -> Option<&Arc<Trust>> {
        self.trust.as_ref()
    }

    /// Whose device this is, or the refusal that it has not joined; a device that was shut out is told so.
    pub(crate) fn member(&self) -> Result<Membership, Trouble> {
        Membership::of(self.trust.as_deref(), &self.key.id())
    }

    /// Whether the trust log names that device, shut out or not.
    pub(crate) fn knows(&self, device: &DeviceId) -> bool {
        self.trust.as_ref().is_some_and(|trust| trust.device(device).is_some())
    }

    /// Whether the city has shut this device out: it shows and does nothing any more.
    pub(crate) fn is_shut_out(&self) -> bool {
        self.trust.as_ref().is_some_and(|trust| trust.is_revoked(&self.key.id()))
    }

    pub(crate) fn calendar(&self) -> Result<CityCalendar, Trouble> {
        CityCalendar::new(&self.store.time_zone()?).map_err(Trouble::fault)
    }

    /// Topics touched since the last call.
    pub(crate) fn take_touched(&mut self) -> BTreeSet<Topic> {
        std::mem::take(&mut self.touched)
    }

    /// What could not be told of now is told of next time.
    pub(crate) fn touch_again(&mut self, topic: Topic) {
        self.touched.insert(topic);
    }

    /// Does what was asked. When it answers, it is on disk; what others wait for follows, now or later.
    pub(crate) fn execute(&mut self, command: Command) -> Result<Outcome, Trouble> {
        if self.is_shut_out() {
            return Err(Refusal::Revoked.into());
        }
        let now = self.world.now();
        let outcome = self.execute_at(command, now)?;
        self.follow_up(now);
        Ok(outcome)
    }

    fn execute_at(&mut self, command: Command, now: Minute) -> Result<Outcome, Trouble> {
        match command {
            Command::AddPerson { person } => self.add_person(person, now),
            Command::EditPerson { id, person } => self.edit_person(&id, person, now),
            Command::SetPersonStatus { ids, status } => self.set_person_status(&ids, status, now),
            Command::SetPair { one, other, rule } => self.set_pair(&one, &other, rule, now),
            Command::ImportPeople { file, merge_lines } => self.import_people(&file, &merge_lines, now),
            Command::PutPlace { place } => self.put_place(place, now),
            Command::PublishNeed { need } => self.publish_need(need, now),
            Command::ImportShifts { file } => self.import_shifts(&file, now),
            Command::EditShift { id, edit } => self.edit_shift(&id, edit, now),
            Command::CancelShift { id } => self.cancel_shift(&id, now),
            Command::Book { shift, role, volunteer, deliberately } => {
                self.book(mainforte_api::Proposal { shift, role, volunteer }, deliberately, now)
            }
            Command::Accept { proposals } => self.accept(proposals, now),
            Command::Rearrange { steps } => self.rearrange(steps, now),
            Command::Withdraw { bookings } => self.withdraw(&bookings, now),
            Command::CancelBooking { id } => self.cancel_booking(&id, now),
            Command::SetAnswer { id, answer } => self.set_answer(&id, answer, now),
            Command::Settle { id, keep } => self.settle(id, keep, now),
            Command::SetAside { group, back } => self.set_aside(&group, back),
            Command::AskForHands { ask } => self.ask_for_hands(ask, now),
            Command::CloseAsk { id } => self.close_ask(&id, now),
            Command::GiveBack { loan } => self.give_back(&loan, now),
            Command::Lend { volunteer, to, window, quota } => self.lend(&volunteer, &to, window, quota, now),
            Command::Reclaim { loan } => self.reclaim(&loan, now),
            Command::Invite { association } => self.invite(association, now),
            Command::Revoke { device } => self.revoke(&device, now),
            Command::Repair => self.repair(now),
            Command::Erase { volunteer, reason } => self.erase(&volunteer, reason, now),
            Command::AnswerErasure { owner, volunteer, allow } => self.answer_erasure(&owner, &volunteer, allow, now),
            Command::SetLocalNetwork { on } => self.set_local_network(on),
            Command::SetRelay { url } => self.set_relay(url),
            Command::Restored { go_on } => self.restored(go_on, now),
            Command::Undo { entry } => self.undo(entry, now),
            Command::Join { .. }
            | Command::PlanWeek { .. }
            | Command::CancelPlan
            | Command::ExportBundle { .. }
            | Command::ImportBundle { .. } => Err(Trouble::fault("this command is not the desk's")),
        }
    }

    /// Writes one commit, and forgets the documents in memory when it does not reach the disk.
    fn commit(&mut self, commit: Commit) -> Result<mainforte_store::Committed, Trouble> {
        let ids: Vec<DocumentId> = commit.documents.iter().map(|d| d.id.clone()).collect();
        match self.store.commit(commit) {
            Ok(committed) => {
                self.touched.extend(committed.topics.iter().copied());
                self.shelf.remove(&committed.removed);
                self.shelf.make_room();
                Ok(committed)
            }
            Err(error) => {
                self.shelf.forget(&ids);
                Err(error.into())
            }
        }
    }
}

/// The trust log as it is on disk; nothing before joining.
fn kept_trust(store: &Store) -> Result<Option<Arc<Trust>>, Trouble> {
    let Some(root) = store.meta(meta::ROOT)? else { return Ok(None) };
    let root = DeviceId(root.as_slice().try_into().map_err(|_| Trouble::fault("the root key is damaged"))?);
    Ok(Some(Arc::new(Trust::open(root, store.trust_log()?).map_err(Trouble::fault)?)))
}
