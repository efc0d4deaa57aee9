//! Shutting a device out: an operator's laptop asks, the hub signs. There is no way back but a new key and an invitation.

use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Refusal};
use mainforte_documents::Record;
use mainforte_domain::{DeviceId, DeviceRole, DocumentId, InvitationId, Invite, Minute, OrgId, RevokeRequest};
use mainforte_sync::{Trust, TrustBody};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An association may hand out more of them than one change can hold.
const INVITATIONS_AT_ONCE: usize = 1_000;

impl Desk {
    pub(super) fn revoke(&mut self, device: &DeviceId, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        if !me.is_city() {
            return Err(Refusal::CityOnly.into());
        }
        self.check_revocable(device)?;
        if me.role == DeviceRole::Hub {
            self.sign_revocation(device, now)?;
            return Ok(Outcome::Done { entry: None });
        }
        let request = RevokeRequest { device: *device, by: self.device(), at: now, refused: None };
        let mut draft = Draft::of("revoke", self.called(device)?, 1);
        draft.put(DocumentId::Outbox(me.org), Record::RevokeRequest(request), None);
        self.write(draft, now)?;
        Ok(Outcome::Done { entry: None })
    }

    /// The hub shuts out whom operators asked it to; what it cannot do it says, and does not try again.
    pub(super) fn revoke_as_asked(&mut self, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        if me.role != DeviceRole::Hub || self.must_not_be_waiting().is_err() {
            return Ok(());
        }
        let open = self.store.revoke_requests()?.into_iter().filter(|(_, refused)| refused.is_none());
        for (device, _) in open {
            let outcome = self.sign_or_refuse(device, &me.org, now);
            self.has_tried_one("shutting a device out", device, outcome)?;
        }
        Ok(())
    }

    fn sign_or_refuse(&mut self, device: DeviceId, city: &OrgId, now: Minute) -> Result<(), Trouble> {
        if self.check_revocable(&device).is_ok() {
            return self.sign_revocation(&device, now);
        }
        let refused = Some("not_found".to_owned());
        let request = RevokeRequest { device, by: self.device(), at: now, refused };
        let mut draft = Draft::silent();
        draft.put(DocumentId::Outbox(city.clone()), Record::RevokeRequest(request), None);
        self.write(draft, now).map(drop)
    }

    /// A device that the log knows, not this one, and not the hub: that takes the root key.
    fn check_revocable(&self, device: &DeviceId) -> Result<(), Trouble> {
        let trust = self.trust.as_ref().ok_or(Refusal::NotJoined)?;
        let known = trust.device(device).filter(|known| known.role != DeviceRole::Hub && known.revoked_at.is_none());
        if known.is_none() || *device == self.device() {
            return Err(Trouble::not_found("device", device));
        }
        Ok(())
    }

    fn sign_revocation(&mut self, device: &DeviceId, now: Minute) -> Result<(), Trouble> {
        self.must_not_be_waiting()?;
        let mut trust = self.trust.as_deref().cloned().ok_or(Refusal::NotJoined)?;
        let counter = self.store.last_counter(device)?;
        let body = TrustBody::RevokeAfter { device: *device, counter };
        let entry = trust.append(&self.key, body).map_err(Trouble::fault)?;
        // What it may have handed out to come back in by another door is used up. More of it than one change holds, or an outbox
        // that is only read here, must not keep the device in.
        let city = DocumentId::Outbox(trust.city().clone());
        let invitations = self.invitations_by_colleagues_of(device, &trust)?;
        let (earlier, last) = invitations.split_at(invitations.len().saturating_sub(INVITATIONS_AT_ONCE));
        for some in earlier.chunks(INVITATIONS_AT_ONCE) {
            let outcome = self.write(used_up(Draft::silent(), &city, some), now).map(drop);
            self.has_tried_one("using up invitations", device, outcome)?;
        }
        let mut signed = Draft::of("revoke", self.called(device)?, 1);
        signed.trust.push(entry.clone());
        let outcome = self.write(used_up(signed, &city, last), now).map(drop);
        if !self.has_tried_one("using up invitations", device, outcome)? {
            let mut alone = Draft::of("revoke", self.called(device)?, 1);
            alone.trust.push(entry);
            self.write(alone, now)?;
        }
        self.trust = Some(Arc::new(trust));
        self.someone_may_fall = true;
        self.follow_trust(now);
        Ok(())
    }

    /// The invitations of its association, as they are once it has used them; the city's own stay good, and of those that the city
    /// knows as used it also knows by whom.
    fn invitations_by_colleagues_of(&self, device: &DeviceId, trust: &Trust) -> Result<Vec<Invite>, Trouble> {
        let org = trust.device(device).map(|known| &known.org).filter(|org| *org != trust.city());
        let Some(org) = org else { return Ok(Vec::new()) };
        let by_city = self.store.invites_by(trust.city())?.into_iter().filter(|invite| invite.used_by.is_some());
        let taken: BTreeSet<(InvitationId, String)> = by_city.map(|invite| (invite.id, invite.secret_hash)).collect();
        let mut invitations = self.store.invites_by(org)?;
        invitations.retain(|invite| !taken.contains(&(invite.id.clone(), invite.secret_hash.clone())));
        let used = |invite: Invite| Invite { used_by: invite.used_by.or(Some(*device)), ..invite };
        Ok(invitations.into_iter().map(used).collect())
    }

    /// What people call a device, for the history.
    fn called(&self, device: &DeviceId) -> Result<String, Trouble> {
        let name = self.store.device_name(device)?.filter(|name| !name.is_empty());
        Ok(name.unwrap_or_else(|| device.short()))
    }
}

fn used_up(mut draft: Draft, outbox: &DocumentId, invitations: &[Invite]) -> Draft {
    for invite in invitations {
        draft.put(outbox.clone(), Record::Invite(invite.clone()), None);
    }
    draft
}
