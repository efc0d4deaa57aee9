//! A hub that was put back from a backup does not know what it has lent, signed in, shut out and erased since. Somebody's laptop
//! does. Until each laptop of each association has been heard out again, it lends nothing and signs nothing: a second loan of
//! the same hours, or a second trust entry under one number, could not be taken back.
//!
//! It notices by what its peers know of its log, or is told when the backup is put back. What a peer claims proves nothing, so
//! one device makes it wait once in each run of the program, and an operator's word ends the waiting.
//!
//! A laptop that was put back notices alike, and only gives its log another name: everybody compares with it then.

use super::{Desk, Draft, meta};
use crate::surroundings::draw;
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Refusal, Topic};
use mainforte_documents::Record;
use mainforte_domain::{DeviceId, DeviceRole, DocumentId, GoOn, HubWait, Minute};
use mainforte_store::Store;
use mainforte_sync::{DeviceKey, TrustBody};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is kept while a hub waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// Names this waiting and no other, so that the word which ended an earlier one does not end it.
    #[serde(default)]
    name: String,
    since: Minute,
    heard_out: BTreeSet<DeviceId>,
}

impl Desk {
    /// A peer knows another log of this device than the one here. The log gets another name: under the one that it has, the
    /// peer would note how far it has read this log, and when the same backup is put back once more that place would fit.
    pub(crate) fn contradicted(&mut self, peer: &DeviceId, known: [u8; 16]) -> Result<(), Trouble> {
        self.store.forget_cursor(peer)?;
        let is_news = !self.store.was_epoch(&known)? && !self.heard_out.contains(peer);
        if !is_news || self.claimed.contains(peer) {
            return Ok(());
        }
        tracing::warn!(%peer, "a peer knows a later state of this device: it was put back from a backup");
        self.was_put_back()?;
        // The peer goes on to know it until it has met the new one: that is no news.
        self.store.note_former_epoch(known)?;
        // Once it is on disk: what failed is done when the peer comes again.
        self.claimed.insert(*peer);
        Ok(())
    }

    /// A peer does not know this log, and begins with all there is.
    pub(crate) fn forget_place(&mut self, peer: &DeviceId) -> Result<(), Trouble> {
        Ok(self.store.forget_place(peer)?)
    }

    fn was_put_back(&mut self) -> Result<(), Trouble> {
        if self.is_hub() {
            return self.await_reports(self.now());
        }
        if self.claimed.is_empty() {
            // Once in a run of the program: no backup that could be put back before it ends has that name.
            self.store.renew_epoch(draw(&*self.world))?;
        }
        Ok(())
    }

    /// A peer has told everything that it knows. Only a device of the city has anything to tell.
    pub(crate) fn has_heard_out(&mut self, peer: &DeviceId) -> Result<(), Trouble> {
        let is_ours = self.trust.as_ref().is_some_and(|trust| trust.org_of(peer).is_some());
        if !self.is_hub() || !is_ours || !self.heard_out.insert(*peer) {
            return Ok(());
        }
        let Some(mut waiting) = self.waiting.take() else { return Ok(()) };
        waiting.heard_out.insert(*peer);
        let kept = self.keep_waiting(waiting);
        self.has_tried(kept);
        self.go_on_or_say(self.now());
        Ok(())
    }

    /// Whether this hub waits to hear from the others.
    pub(crate) fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// The names of the organisations of which a laptop has yet to be heard out; empty where nobody is awaited. The city's own
    /// laptops are awaited as well: they may know what was signed.
    pub(crate) fn awaited(&self) -> BTreeSet<String> {
        let (Some(waiting), Some(trust)) = (&self.waiting, &self.trust) else { return BTreeSet::new() };
        let me = self.device();
        let live = trust.devices().filter(|(id, device)| device.revoked_at.is_none() && **id != me);
        let silent = live.filter(|(id, _)| !waiting.heard_out.contains(id));
        let name = |org| trust.organisations().get(org).map_or_else(|| trust.city_name().to_owned(), String::clone);
        let mut awaited: BTreeSet<String> = silent.map(|(_, device)| name(&device.org)).collect();
        if waiting.heard_out.is_empty() {
            // A backup from before anybody was signed in names nobody; somebody there is.
            awaited.insert(trust.city_name().to_owned());
        }
        awaited
    }

    /// The refusal of whatever could contradict what was done before.
    pub(super) fn must_not_be_waiting(&self) -> Result<(), Trouble> {
        if self.is_waiting() {
            return Err(Refusal::HubRestored { awaited: self.awaited().into_iter().collect() }.into());
        }
        Ok(())
    }

    /// An operator's word: the folder was put back from a backup, or the waiting is to end.
    pub(super) fn restored(&mut self, go_on: bool, now: Minute) -> Result<Outcome, Trouble> {
        if !self.is_hub() {
            return if go_on { self.ask_to_go_on(now) } else { Err(Refusal::HubOnly.into()) };
        }
        if !go_on {
            self.await_reports(now)?;
        } else if self.is_waiting() {
            self.go_on(now)?;
        }
        Ok(Outcome::Done { entry: None })
    }

    /// Whoever was heard out in this run of the program has told it to this log, and need not again.
    fn await_reports(&mut self, now: Minute) -> Result<(), Trouble> {
        let name = data_encoding::HEXLOWER.encode(&draw::<16>(&*self.world));
        self.keep_waiting(Waiting { name, since: now, heard_out: self.heard_out.clone() })?;
        // Every peer compares what it holds with this log at its next contact.
        self.store.renew_epoch(draw(&*self.world))?;
        self.touched.insert(Topic::Devices);
        self.go_on_or_say(now);
        Ok(())
    }

    /// What fails here does not undo that this hub waits, or has heard somebody out: it is tried again.
    fn go_on_or_say(&mut self, now: Minute) {
        let outcome = if self.awaited().is_empty() { self.go_on(now) } else { self.say_for_whom_it_waits(now) };
        self.has_tried(outcome);
    }

    /// An operator's laptop asks in the city's outbox.
    fn ask_to_go_on(&mut self, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        if !me.is_city() {
            return Err(Refusal::HubOnly.into());
        }
        let waits = self.store.hub_waits()?.into_iter().map(|(wait, _)| wait).filter(|wait| !wait.awaited.is_empty());
        let mut draft = Draft::of("go_on", String::new(), 1);
        for HubWait { name: wait, .. } in waits {
            let go_on = GoOn { wait, by: self.device(), at: now };
            draft.put(DocumentId::Outbox(me.org.clone()), Record::GoOn(go_on), None);
        }
        self.write(draft, now)?;
        Ok(Outcome::Done { entry: None })
    }

    /// Ends the waiting where an operator has asked for it, and where nobody is awaited any more: who was heard out last says
    /// so once, and what followed may have failed.
    pub(super) fn go_on_as_asked(&mut self, now: Minute) -> Result<(), Trouble> {
        let Some(Waiting { name, .. }) = &self.waiting else { return Ok(()) };
        let is_asked = |(wait, asked): (HubWait, bool)| asked && wait.name == *name;
        let ends = self.awaited().is_empty() || self.store.hub_waits()?.into_iter().any(is_asked);
        if ends { self.go_on(now) } else { Ok(()) }
    }

    /// Keeps what operators' laptops are told as it is: what this hub said in the state that it lost may have come back.
    pub(super) fn say_for_whom_it_waits(&mut self, now: Minute) -> Result<(), Trouble> {
        let Ok(me) = self.member() else { return Ok(()) };
        let hub = self.device();
        let said = self.store.hub_waits()?.into_iter().map(|(wait, _)| wait).find(|wait| wait.hub == hub);
        let wait = match (&self.waiting, &said) {
            (Some(Waiting { name, since, .. }), _) => {
                let awaited = self.awaited().into_iter().collect();
                HubWait { hub, name: name.clone(), since: *since, awaited }
            }
            (None, Some(said)) => HubWait { awaited: Vec::new(), ..said.clone() },
            (None, None) => return Ok(()),
        };
        if said.as_ref() == Some(&wait) {
            return Ok(());
        }
        let mut draft = Draft::silent();
        draft.put(DocumentId::Outbox(me.org), Record::HubWait(wait), None);
        self.write(draft, now).map(drop)
    }

    /// Opens a new term where the root key is at hand, and does what has been asked for meanwhile. The term comes first: once
    /// the waiting has ended nobody would open it any more.
    fn go_on(&mut self, now: Minute) -> Result<(), Trouble> {
        self.open_term(now)?;
        self.store.set_meta(meta::WAITING, &[])?;
        self.waiting = None;
        self.touched.extend([Topic::Devices, Topic::Erasures, Topic::Loans]);
        self.follow_up(now);
        Ok(())
    }

    fn open_term(&mut self, now: Minute) -> Result<(), Trouble> {
        let mut trust = self.trust.as_deref().cloned().ok_or(Refusal::NotJoined)?;
        let root = self.world.root_key().map(|secret| DeviceKey::from_secret(&secret));
        let Some(root) = root.filter(|root| root.id() == trust.root()) else {
            tracing::warn!("the city's root key is not here: the hub lends on in the term that it had");
            return Ok(());
        };
        let number = trust.issuer().map_or(1, |(term, _)| term.saturating_add(1));
        let body = TrustBody::Term { number, device: self.device() };
        let mut draft = Draft::silent();
        draft.trust.push(trust.append(&root, body).map_err(Trouble::fault)?);
        self.write(draft, now)?;
        self.trust = Some(Arc::new(trust));
        Ok(())
    }

    fn is_hub(&self) -> bool {
        self.member().is_ok_and(|me| me.role == DeviceRole::Hub)
    }

    fn keep_waiting(&mut self, waiting: Waiting) -> Result<(), Trouble> {
        let bytes = serde_json::to_vec(&waiting).map_err(Trouble::fault)?;
        self.waiting = Some(waiting);
        Ok(self.store.set_meta(meta::WAITING, &bytes)?)
    }
}

/// What a hub that was closed while it waited kept of it.
pub(super) fn kept(store: &Store) -> Result<Option<Waiting>, Trouble> {
    let kept = store.meta(meta::WAITING)?.filter(|bytes| !bytes.is_empty());
    kept.map(|bytes| serde_json::from_slice(&bytes)).transpose().map_err(Trouble::fault)
}
