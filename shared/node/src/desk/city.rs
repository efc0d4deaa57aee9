//! The city: its founding, its associations and invitations, and who is shut out.

use super::{Desk, Draft, drafts, meta};
use crate::fresh;
use crate::surroundings::draw;
use crate::trouble::Trouble;
use mainforte_api::{InvitationView, Outcome, Refusal};
use mainforte_documents::{Record, RegistryHead};
use mainforte_domain::{
    DeviceId, DeviceRole, DocumentId, InvitationId, Invite, Minute, OrgId, Organisation, Registry, fold,
};
use mainforte_store::{Joined, Owner};
use mainforte_sync::{DeviceKey, Invitation, Trust, TrustBody, secret_hash};
use std::sync::Arc;

/// How long an invitation can be used: a week, so that it survives a weekend and a holiday.
const INVITATION_MINUTES: i64 = 7 * 24 * 60;

impl Desk {
    /// Founds a city on this device: trust log, registry, issuer's term. Answers the root key.
    pub(crate) fn found(&mut self, name: &str) -> Result<[u8; 32], Trouble> {
        self.found_with(name, |_| Ok(()))
    }

    /// The same; before anything is written, the root key is put in a safe place. One that lies there already is of a founding
    /// that was cut short.
    pub(crate) fn found_with(
        &mut self,
        name: &str,
        keep: impl FnOnce(&[u8; 32]) -> Result<(), Trouble>,
    ) -> Result<[u8; 32], Trouble> {
        if self.trust.is_some() {
            return Err(Refusal::AlreadyJoined.into());
        }
        let name = drafts::needed("city", name)?;
        let city: OrgId = fresh::named(&*self.world, &name)?;
        let secret: [u8; 32] = match self.world.root_key() {
            Some(secret) => secret,
            None => {
                let secret = draw(&*self.world);
                keep(&secret)?;
                secret
            }
        };
        let root = DeviceKey::from_secret(&secret);
        let device = self.device();
        let mut trust = Trust::found(&root, city.clone(), &name).map_err(Trouble::fault)?;
        let enrol = TrustBody::Enrol { device, org: city.clone(), role: DeviceRole::Hub, name: name.clone() };
        for body in [TrustBody::Delegate { device }, TrustBody::Term { number: 1, device }, enrol] {
            trust.append(&root, body).map_err(Trouble::fault)?;
        }
        let mut draft = Draft::silent();
        for record in registry_records(Registry::bordeaux(city.clone(), &name)) {
            draft.put(DocumentId::Registry(city.clone()), record, None);
        }
        let values = vec![(meta::DEVICE_NAME, name.into_bytes())];
        let joined = Joined { owner: Owner { org: city.clone(), city }, values };
        self.become_member(trust, joined, draft)?;
        Ok(secret)
    }

    /// Takes a verified trust log as this device's own, with what is written first: all of it or nothing.
    pub(super) fn become_member(&mut self, trust: Trust, mut joined: Joined, mut draft: Draft) -> Result<(), Trouble> {
        joined.values.push((meta::ROOT, trust.root().0.to_vec()));
        draft.trust = trust.entries_from(0).to_vec();
        draft.joined = Some(joined);
        self.trust = Some(Arc::new(trust));
        let written = self.write(draft, self.world.now());
        if written.is_err() {
            self.trust = None;
        }
        written.map(drop)
    }

    pub(super) fn invite(&mut self, association: Option<String>, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        if !me.is_city() && association.is_some() {
            return Err(Refusal::CityOnly.into());
        }
        let trust = self.trust.as_ref().ok_or(Refusal::NotJoined)?;
        let root = trust.root();
        let hub = hub_of(trust).ok_or(Refusal::HubUnreachable)?;
        let city_name = self.store.city_name()?;
        let own_name = trust.organisations().get(&me.org).cloned().unwrap_or_else(|| city_name.clone());
        let mut draft = Draft::of("invite", association.clone().unwrap_or_else(|| own_name.clone()), 1);
        let (org, org_name, role) = match association {
            Some(name) => {
                let organisation = self.association_named(&mut draft, &name, now)?;
                (organisation.id, organisation.name, DeviceRole::Coordinator)
            }
            None => (me.org.clone(), own_name, mainforte_sync::role_in(&me.org, trust)),
        };
        let secret: [u8; 16] = draw(&*self.world);
        let expires = now.plus(INVITATION_MINUTES);
        let id: InvitationId = fresh::id(&*self.world, "i")?;
        let record = Invite { id, org: org.clone(), secret_hash: secret_hash(&secret), expires, used_by: None };
        // The hub reads an association's outbox as well: it signs the device in once it has seen this.
        draft.put(DocumentId::Outbox(me.org), Record::Invite(record), None);
        self.write(draft, now)?;
        let addresses =
            self.hub()?.map_or_else(|| self.store.hub_addresses().map_err(Trouble::from), |(_, at)| Ok(at))?;
        let invitation = Invitation {
            city_name: city_name.clone(),
            org,
            org_name: org_name.clone(),
            root: root.0,
            hub,
            addresses,
            secret,
            expires,
            role,
        };
        let text = invitation.to_text();
        Ok(Outcome::Invited {
            invitation: InvitationView {
                qr: crate::qr::modules(&text),
                text,
                organisation: org_name,
                city: city_name,
                expires,
                for_city: role == DeviceRole::Operator,
            },
        })
    }

    fn association_named(&self, draft: &mut Draft, name: &str, now: Minute) -> Result<Organisation, Trouble> {
        let me = self.member()?;
        let name = drafts::needed("association", name)?;
        if fold(&name) == fold(&self.store.city_name()?) {
            return Err(Trouble::invalid("association", "is_the_city", name));
        }
        if let Some(known) = self.store.organisation_by_name(&fold(&name))? {
            return Ok(known);
        }
        let organisation = Organisation { id: fresh::named(&*self.world, &name)?, name, since: now };
        draft.put(DocumentId::Registry(me.city), Record::Organisation(organisation.clone()), None);
        Ok(organisation)
    }
}

/// The city's hub, as the trust log says.
pub(crate) fn hub_of(trust: &Trust) -> Option<DeviceId> {
    let hub = trust.devices().find(|(_, device)| device.role == DeviceRole::Hub && device.revoked_at.is_none());
    hub.map(|(id, _)| *id)
}

fn registry_records(registry: Registry) -> Vec<Record> {
    let Registry { city, name, time_zone, hub_addresses, districts, kinds, organisations } = registry;
    let head = Record::City(RegistryHead { city, name, time_zone, hub_addresses });
    let districts = districts.into_iter().map(|(id, district)| Record::District(id, district));
    let kinds = kinds.into_iter().map(|(id, kind)| Record::Kind(id, kind));
    std::iter::once(head)
        .chain(districts)
        .chain(kinds)
        .chain(organisations.into_values().map(Record::Organisation))
        .collect()
}
