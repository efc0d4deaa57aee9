//! Bundles: for whom one is made and from where on, and what follows from one that came.

use super::Desk;
use super::city::hub_of;
use super::receive::{Reach, Received};
use crate::surroundings::draw;
use crate::trouble::Trouble;
use mainforte_api::{BundleFor, BundleProblem, Refusal};
use mainforte_domain::{DeviceId, OrgId};
use mainforte_sync::bundle::{Addressee, BundleSecrets, Confirmed, Contents, Header};
use mainforte_sync::{Cursor, DeviceKey, Mark, Sealed, Trust, TrustEntry};
use std::sync::Arc;
use zeroize::Zeroizing;

/// What a bundle is to hold, and who reads it.
pub(crate) struct BundlePlan {
    pub(crate) key: DeviceKey,
    pub(crate) secrets: BundleSecrets,
    pub(crate) trust: Arc<Trust>,
    pub(crate) to: Addressee,
    pub(crate) readers: Vec<DeviceId>,
    /// Whose the readers are.
    pub(crate) org: OrgId,
    /// For whom, as people call them.
    pub(crate) name: String,
    pub(crate) contents: Contents,
    /// What the readers' trust log may lack.
    pub(crate) entries: Vec<TrustEntry>,
}

/// A bundle that is being taken in.
pub(crate) struct BundleEntry {
    pub(crate) from: DeviceId,
    /// Who counts as having brought what is in it: nobody tells a device what it brought.
    pub(super) source: DeviceId,
    contents: Option<Contents>,
    /// Something of it could not be taken yet: then it does not move the cursor.
    waits: bool,
}

impl Desk {
    /// Plans a bundle for somebody who may read: from what they have confirmed on, or everything.
    pub(crate) fn plan_bundle(&self, to: &BundleFor, everything: bool) -> Result<BundlePlan, Trouble> {
        let me = self.member()?;
        let trust = self.trust.clone().ok_or(Refusal::NotJoined)?;
        let (to, org) = self.addressee(to, &trust)?;
        // An organisation tells another one nothing but what it shows it: without the city in between, no card goes there.
        let readers = to.devices(&trust);
        let others: Vec<&DeviceId> = readers.iter().filter(|device| **device != self.device()).collect();
        if others.is_empty() {
            return Err(problem(BundleProblem::NoReaders));
        }
        let confirmed =
            others.iter().map(|device| self.store.acked(device)).min_by_key(|acked| *acked.as_ref().unwrap_or(&0));
        let after = if everything { 0 } else { confirmed.transpose()?.unwrap_or(0) };
        let held = others.iter().filter_map(|device| self.confirmed(device).transpose()).collect::<Result<_, _>>()?;
        let name = self.addressee_called(&to, &trust, &org)?;
        tracing::debug!(org = %me.org, after, "a bundle is planned");
        Ok(BundlePlan {
            key: DeviceKey::from_secret(&self.key.secret()),
            secrets: self.bundle_secrets(),
            entries: entries_for(&trust, &readers),
            contents: Contents { epoch: self.store.epoch(), after, held },
            trust,
            to,
            readers,
            org,
            name,
        })
    }

    /// Keys for one bundle.
    pub(crate) fn bundle_secrets(&self) -> BundleSecrets {
        BundleSecrets { content: Zeroizing::new(draw(&*self.world)), ephemeral: Zeroizing::new(draw(&*self.world)) }
    }

    /// Whether a bundle is of this city and for this device.
    pub(crate) fn meet_bundle(&self, header: &Header) -> Result<BundleEntry, Trouble> {
        self.member()?;
        let trust = self.trust.as_ref().ok_or(Refusal::NotJoined)?;
        if header.root != trust.root() {
            return Err(problem(BundleProblem::OtherCity { city: header.city_name.clone() }));
        }
        if !header.is_for(&self.device()) {
            return Err(problem(BundleProblem::NotForThisDevice));
        }
        Ok(BundleEntry { from: header.from, source: header.from, contents: None, waits: false })
    }

    /// Notes which stretch of the writer's log comes, and what the writer holds of this device's.
    pub(crate) fn bundle_contents(&mut self, entry: &mut BundleEntry, contents: Contents) -> Result<(), Trouble> {
        let mine = contents.held.iter().find(|held| held.device == self.device()).map(|held| held.cursor);
        if let Some(Cursor { epoch, position, chain }) = mine
            && epoch == self.store.epoch()
            && self.store.chain_at(position)? == Some(chain)
            && position > self.store.acked(&entry.from)?
        {
            self.peer_has(&entry.from, position)?;
        }
        entry.contents = Some(contents);
        Ok(())
    }

    /// Takes changes of a bundle, through the same checks as those of a connection.
    pub(crate) fn bundle_changes(&mut self, entry: &mut BundleEntry, sealed: Vec<Sealed>) -> Result<Received, Trouble> {
        let received = self.receive(entry.source, sealed, Reach::Aside)?;
        entry.waits |= received.waiting > 0;
        Ok(received)
    }

    /// The bundle is through: when it joins on to what is held of the writer's log, the next connection begins after it.
    pub(crate) fn bundle_reached(&mut self, entry: &BundleEntry, mark: Mark) -> Result<(), Trouble> {
        let Some(contents) = entry.contents.as_ref().filter(|_| !entry.waits) else { return Ok(()) };
        let held = match self.store.cursor(&entry.from)? {
            Some(cursor) if cursor.epoch == contents.epoch => Some(cursor.position),
            Some(_) => None,
            None => Some(0),
        };
        let joins = held.is_some_and(|held| contents.after <= held && held < mark.position);
        if joins && entry.from != self.device() {
            let cursor = Cursor { epoch: contents.epoch, position: mark.position, chain: mark.chain };
            self.receive(entry.from, Vec::new(), Reach::To(cursor))?;
        }
        Ok(())
    }

    /// A device's name and its organisation's; empty when it is not known here.
    pub(crate) fn names_of(&self, device: &DeviceId) -> Result<(String, String), Trouble> {
        let known = self.trust.as_ref().and_then(|trust| trust.device(device));
        match known {
            Some(known) => Ok((known.name.clone(), self.organisation_called(&known.org)?)),
            None => Ok((String::new(), String::new())),
        }
    }

    fn addressee(&self, to: &BundleFor, trust: &Trust) -> Result<(Addressee, OrgId), Trouble> {
        let device = match to {
            BundleFor::Hub => hub_of(trust).ok_or_else(|| problem(BundleProblem::NoReaders))?,
            BundleFor::Device { device } => *device,
            BundleFor::Organisation { org } => return Ok((Addressee::Organisation(org.clone()), org.clone())),
        };
        let org = trust.org_of(&device).ok_or_else(|| Trouble::not_found("device", device))?;
        Ok((Addressee::Device(device), org.clone()))
    }

    fn confirmed(&self, device: &DeviceId) -> Result<Option<Confirmed>, Trouble> {
        Ok(self.store.cursor(device)?.map(|cursor| Confirmed { device: *device, cursor }))
    }

    fn addressee_called(&self, to: &Addressee, trust: &Trust, org: &OrgId) -> Result<String, Trouble> {
        match to {
            Addressee::Device(device) => {
                Ok(trust.device(device).map_or_else(|| device.short(), |device| device.name.clone()))
            }
            Addressee::Organisation(_) => self.organisation_called(org),
        }
    }

    fn organisation_called(&self, org: &OrgId) -> Result<String, Trouble> {
        let city = self.trust.as_ref().filter(|trust| trust.city() == org);
        if let Some(trust) = city {
            return Ok(trust.city_name().to_owned());
        }
        Ok(self.store.organisation(org)?.map_or_else(|| org.to_string(), |organisation| organisation.name))
    }
}

/// Each reader has the trust log up to its own enrolment at least: it came with its welcome.
fn entries_for(trust: &Trust, readers: &[DeviceId]) -> Vec<TrustEntry> {
    let enrolled = readers.iter().filter_map(|reader| trust.device(reader)).map(|device| device.enrolled_at_number);
    let first = enrolled.min().map_or(0, |number| number.saturating_add(1));
    trust.entries_from(first).to_vec()
}

pub(crate) fn problem(problem: BundleProblem) -> Trouble {
    Refusal::Bundle { problem }.into()
}
