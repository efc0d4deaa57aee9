//! What an entry may say, given the entries before it.

use super::entry::SHOWN_MAX;
use super::{Device, NAME_BYTES_MAX, Trust, TrustBody, TrustEntry, TrustError};
use mainforte_domain::{DeviceId, DeviceRole, OrgId};

impl Trust {
    pub(super) fn check(&self, entry: &TrustEntry) -> Result<(), TrustError> {
        let (number, expected) = (entry.number, self.len());
        if number != expected {
            return Err(TrustError::Gap { expected, found: number });
        }
        if entry.previous != self.hash() {
            return Err(TrustError::Fork { number });
        }
        if !self.may_say(&entry.signer, &entry.body) {
            return Err(TrustError::NotAllowed { number, signer: entry.signer });
        }
        if !entry.is_signed() {
            return Err(TrustError::Forged { number });
        }
        self.check_body(number, &entry.body)
    }

    fn may_say(&self, signer: &DeviceId, body: &TrustBody) -> bool {
        let root_alone = match body {
            TrustBody::City { .. } | TrustBody::Delegate { .. } | TrustBody::Term { .. } => true,
            TrustBody::Revoke { device } | TrustBody::RevokeAfter { device, .. } => self.delegates.contains(device),
            TrustBody::Organisation { .. } | TrustBody::Enrol { .. } | TrustBody::Erase { .. } => false,
        };
        *signer == self.root || (!root_alone && self.delegates.contains(signer))
    }

    fn check_body(&self, number: u64, body: &TrustBody) -> Result<(), TrustError> {
        match body {
            TrustBody::City { name, .. } if number == 0 => check_name(name),
            TrustBody::City { .. } => Err(TrustError::SecondCity),
            TrustBody::Delegate { device } => self.check_not_revoked(device),
            TrustBody::Term { number, device } => self.check_term(*number, device),
            TrustBody::Organisation { org, name } => self.check_organisation(org, name),
            TrustBody::Enrol { device, org, role, name } => self.check_enrol(device, org, *role, name),
            TrustBody::Revoke { device } | TrustBody::RevokeAfter { device, .. } => self.check_revoke(device),
            TrustBody::Erase { owner, subject, shown_to, .. } => self.check_erase(owner, subject, shown_to.len()),
        }
    }

    fn check_not_revoked(&self, device: &DeviceId) -> Result<(), TrustError> {
        if self.is_revoked(device) { Err(TrustError::Revoked(*device)) } else { Ok(()) }
    }

    fn check_term(&self, found: u32, device: &DeviceId) -> Result<(), TrustError> {
        let held = self.issuer().map_or(0, |(term, _)| term);
        if found <= held {
            return Err(TrustError::Term { held, found });
        }
        self.check_not_revoked(device)
    }

    fn check_organisation(&self, org: &OrgId, name: &str) -> Result<(), TrustError> {
        if *org == self.city { Err(TrustError::IsTheCity(org.clone())) } else { check_name(name) }
    }

    fn check_enrol(&self, device: &DeviceId, org: &OrgId, role: DeviceRole, name: &str) -> Result<(), TrustError> {
        let of_the_city = *org == self.city;
        if !of_the_city && !self.organisations.contains_key(org) {
            return Err(TrustError::UnknownOrganisation(org.clone()));
        }
        if of_the_city != matches!(role, DeviceRole::Hub | DeviceRole::Operator) {
            return Err(TrustError::Role(*device));
        }
        if self.devices.contains_key(device) {
            return Err(TrustError::AlreadyEnrolled(*device));
        }
        check_name(name)
    }

    fn check_erase(&self, owner: &OrgId, subject: &[u8; 32], shown_to: usize) -> Result<(), TrustError> {
        if *owner != self.city && !self.organisations.contains_key(owner) {
            return Err(TrustError::UnknownOrganisation(owner.clone()));
        }
        if self.erased.contains_key(subject) {
            return Err(TrustError::AlreadyErased);
        }
        if shown_to > SHOWN_MAX { Err(TrustError::TooManyShown(shown_to)) } else { Ok(()) }
    }

    fn check_revoke(&self, device: &DeviceId) -> Result<(), TrustError> {
        if self.devices.contains_key(device) {
            self.check_not_revoked(device)
        } else {
            Err(TrustError::UnknownDevice(*device))
        }
    }

    pub(super) fn apply(&mut self, number: u64, body: &TrustBody) {
        match body.clone() {
            TrustBody::City { city, name } => (self.city, self.city_name) = (city, name),
            TrustBody::Delegate { device } => drop(self.delegates.insert(device)),
            TrustBody::Term { number: term, device } => self.terms.push((number, term, device)),
            TrustBody::Organisation { org, name } => drop(self.organisations.insert(org, name)),
            TrustBody::Enrol { device, org, role, name } => {
                let device_entry =
                    Device { org, role, name, enrolled_at_number: number, revoked_at: None, stands_until: 0 };
                self.devices.insert(device, device_entry);
            }
            TrustBody::Revoke { device } => self.shut_out(number, &device, 0),
            TrustBody::RevokeAfter { device, counter } => self.shut_out(number, &device, counter),
            TrustBody::Erase { subject, .. } => drop(self.erased.insert(subject, number)),
        }
    }

    fn shut_out(&mut self, number: u64, device: &DeviceId, stands_until: u64) {
        self.delegates.remove(device);
        if let Some(revoked) = self.devices.get_mut(device) {
            (revoked.revoked_at, revoked.stands_until) = (Some(number), stands_until);
        }
    }
}

fn check_name(name: &str) -> Result<(), TrustError> {
    let fits = (1..=NAME_BYTES_MAX).contains(&name.len()) && !name.chars().any(char::is_control);
    if fits && !name.trim().is_empty() { Ok(()) } else { Err(TrustError::Name) }
}
