//! A device joins: the hub's side checks the invitation and signs it into the trust log, the laptop's side takes the log.

use super::{Desk, Draft, meta};
use crate::transport::relay;
use crate::trouble::Trouble;
use mainforte_api::{InvitationProblem, Outcome, Refusal};
use mainforte_documents::Record;
use mainforte_domain::{DeviceId, DeviceRole, DocumentId, Invite, Minute};
use mainforte_store::{Joined, Owner, Reader};
use mainforte_sync::{Decision, Invitation, JoinRefusal, JoinReply, JoinRequest, Trust, TrustBody, decide};
use std::sync::Arc;

impl Desk {
    /// The hub's side. Using an invitation twice from the same device answers the same.
    pub(crate) fn enrol(&mut self, device: DeviceId, request: &JoinRequest) -> Result<JoinReply, Trouble> {
        let now = self.world.now();
        let me = self.member()?;
        if me.role != DeviceRole::Hub {
            return Ok(JoinReply::Refused(JoinRefusal::UnknownInvitation));
        }
        let trust = self.trust.clone().ok_or(Refusal::NotJoined)?;
        let invites = self.store.invites()?;
        match decide(&invites, &trust, request, &device, now) {
            Ok(Decision::WelcomeAgain { org }) => Ok(JoinReply::welcome(&trust, org.clone())),
            Ok(Decision::Enrol { .. }) if self.must_not_be_waiting().is_err() => {
                Ok(JoinReply::Refused(JoinRefusal::HubRestored))
            }
            Ok(Decision::Enrol { invite, role }) => {
                self.sign_in(device, invite.clone(), role, request.device_name.trim(), now)?;
                let trust = self.trust.as_ref().ok_or(Refusal::NotJoined)?;
                Ok(JoinReply::welcome(trust, invite.org.clone()))
            }
            Err(refusal) => Ok(JoinReply::Refused(refusal)),
        }
    }

    /// Signs a device into the trust log; with it its association, when it is the first.
    fn sign_in(
        &mut self,
        device: DeviceId,
        invite: Invite,
        role: DeviceRole,
        name: &str,
        now: Minute,
    ) -> Result<(), Trouble> {
        let mut trust = self.trust.as_deref().cloned().ok_or(Refusal::NotJoined)?;
        let (org, city) = (invite.org.clone(), trust.city().clone());
        let mut draft = Draft::silent();
        if org != city && !trust.organisations().contains_key(&org) {
            let name = self.store.organisation(&org)?.ok_or_else(|| Trouble::not_found("association", &org))?.name;
            let body = TrustBody::Organisation { org: org.clone(), name };
            draft.trust.push(trust.append(&self.key, body).map_err(Trouble::fault)?);
        }
        let body = TrustBody::Enrol { device, org, role, name: name.to_owned() };
        draft.trust.push(trust.append(&self.key, body).map_err(Trouble::fault)?);
        let used = Invite { used_by: Some(device), ..invite };
        draft.put(DocumentId::Outbox(city), Record::Invite(used), None);
        self.write(draft, now)?;
        self.trust = Some(Arc::new(trust));
        self.touched.insert(mainforte_api::Topic::Devices);
        Ok(())
    }

    /// The laptop's side: the log must come from the root named in the invitation and must enrol this device.
    pub(crate) fn take_welcome(
        &mut self,
        invitation: &Invitation,
        device_name: &str,
        reply: JoinReply,
    ) -> Result<Outcome, Trouble> {
        // Two answers may be on their way at once, and one city's documents must not lie in another's.
        if self.trust.is_some() {
            return Err(Refusal::AlreadyJoined.into());
        }
        let entries = match reply {
            JoinReply::Welcome { trust, .. } => trust,
            JoinReply::Refused(refusal) => return Err(worded(refusal).into()),
        };
        let root = DeviceId(invitation.root);
        let trust = Trust::open(root, entries).map_err(Trouble::fault)?;
        let enrolled = trust.device(&self.device()).filter(|d| d.org == invitation.org && d.revoked_at.is_none());
        let org = enrolled.map(|d| d.org.clone()).ok_or(Refusal::Invitation { problem: InvitationProblem::Unknown })?;
        let city = trust.city().clone();
        let addresses = serde_json::to_vec(&invitation.addresses).map_err(Trouble::fault)?;
        let name = device_name.trim().as_bytes().to_vec();
        let values = vec![(meta::DEVICE_NAME, name), (meta::HUB_ADDRESSES, addresses)];
        self.become_member(trust, Joined { owner: Owner { org, city }, values }, Draft::silent())?;
        self.touched.insert(mainforte_api::Topic::Me);
        Ok(Outcome::Joined { organisation: invitation.org_name.clone(), city: invitation.city_name.clone() })
    }

    /// Where the hub may be reached: as the registry says, then as the invitation said. Of relays the registry has the last
    /// word, or one that the city has withdrawn would be called for ever.
    pub(super) fn hub(&self) -> Result<Option<(DeviceId, Vec<String>)>, Trouble> {
        let Some(trust) = &self.trust else { return Ok(None) };
        let Some(hub) = super::city::hub_of(trust).filter(|hub| *hub != self.device()) else { return Ok(None) };
        let mut addresses = self.store.hub_addresses()?;
        let invited = self.store.meta(meta::HUB_ADDRESSES)?.unwrap_or_default();
        let is_told = !addresses.is_empty();
        for address in serde_json::from_slice::<Vec<String>>(&invited).unwrap_or_default() {
            let is_outdated = is_told && relay::read(&address).is_some();
            if !is_outdated && !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        Ok(Some((hub, addresses)))
    }
}

/// What people call this device.
pub(crate) fn device_name(reader: &Reader) -> Result<String, Trouble> {
    let bytes = reader.meta(meta::DEVICE_NAME)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn worded(refusal: JoinRefusal) -> Refusal {
    let problem = match refusal {
        JoinRefusal::Name => {
            return Refusal::Invalid {
                field: "device_name".to_owned(),
                problem: "empty".to_owned(),
                value: String::new(),
            };
        }
        JoinRefusal::Used => InvitationProblem::Used,
        JoinRefusal::Expired => InvitationProblem::Expired,
        JoinRefusal::Revoked => return Refusal::Revoked,
        JoinRefusal::HubRestored => return Refusal::HubRestored { awaited: Vec::new() },
        _ => InvitationProblem::Unknown,
    };
    Refusal::Invitation { problem }
}
