//! The trust log: which device belongs to which organisation, who may lend, and what was revoked.
//!
//! Entries are numbered from 0, chained by hash and signed by the city's root key, or by a device that the root has
//! named its delegate. A log only grows: lower numbers and forks are refused, so a stale peer undoes nothing.

mod entry;
mod error;
mod rules;
#[cfg(test)]
mod tests;

pub use entry::{NAME_BYTES_MAX, TrustBody, TrustEntry, pieces, tombstone};
pub use error::TrustError;

use crate::DeviceKey;
use mainforte_domain::{DeviceId, DeviceRole, DocumentId, OrgId, VolunteerId};
use std::collections::{BTreeMap, BTreeSet};

/// What the log says of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Whose it is.
    pub org: OrgId,
    /// What it may do.
    pub role: DeviceRole,
    /// What people call it.
    pub name: String,
    /// Number of the entry that enrolled it.
    pub enrolled_at_number: u64,
    /// Number of the entry that revoked it.
    pub revoked_at: Option<u64>,
    /// Once revoked: its seals with a counter up to this one stand.
    pub stands_until: u64,
}

/// A verified trust log with what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    root: DeviceId,
    city: OrgId,
    city_name: String,
    entries: Vec<TrustEntry>,
    hashes: Vec<[u8; 32]>,
    organisations: BTreeMap<OrgId, String>,
    devices: BTreeMap<DeviceId, Device>,
    delegates: BTreeSet<DeviceId>,
    /// Number of the entry, term, device; by rising number and term.
    terms: Vec<(u64, u32, DeviceId)>,
    /// Who is erased, with the number of the entry that says so.
    erased: BTreeMap<[u8; 32], u64>,
}

impl Trust {
    /// A new city's log with its first entry. Errors when the name is empty, too long or has control characters.
    pub fn found(root: &DeviceKey, city: OrgId, name: &str) -> Result<Self, TrustError> {
        let body = TrustBody::City { city, name: name.to_owned() };
        let first = TrustEntry::sign(root, 0, [0; 32], body);
        Self::open(root.id(), vec![first])
    }

    /// Verifies a whole log against the root's public key, which comes from the invitation or the store.
    pub fn open(root: DeviceId, entries: Vec<TrustEntry>) -> Result<Self, TrustError> {
        let first = entries.first().ok_or(TrustError::Empty)?;
        let TrustBody::City { city, name } = first.body.clone() else { return Err(TrustError::NotACity) };
        let mut trust = Self {
            root,
            city_name: name,
            city,
            entries: Vec::new(),
            hashes: Vec::new(),
            organisations: BTreeMap::new(),
            devices: BTreeMap::new(),
            delegates: BTreeSet::new(),
            terms: Vec::new(),
            erased: BTreeMap::new(),
        };
        trust.extend(entries)?;
        Ok(trust)
    }

    /// Takes entries that came from outside and answers how many were new. Entries already held are passed over when
    /// they are identical. On an error, what stood before the wrong entry is kept.
    pub fn extend(&mut self, entries: Vec<TrustEntry>) -> Result<usize, TrustError> {
        let before = self.len();
        entries.into_iter().try_for_each(|entry| self.take(entry))?;
        Ok(usize::try_from(self.len() - before).unwrap_or(usize::MAX))
    }

    /// Signs and takes a further entry. Errors when `key` may not say this, or when it contradicts the log.
    pub fn append(&mut self, key: &DeviceKey, body: TrustBody) -> Result<TrustEntry, TrustError> {
        let entry = TrustEntry::sign(key, self.len(), self.hash(), body);
        self.take(entry.clone())?;
        Ok(entry)
    }

    /// Number of entries.
    pub fn len(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Never: a log begins with its city.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of the last entry: what a seal made now names.
    pub fn number(&self) -> u64 {
        self.len().saturating_sub(1)
    }

    /// Hash of the last entry.
    pub fn hash(&self) -> [u8; 32] {
        self.hashes.last().copied().unwrap_or_default()
    }

    /// Hash of the entry `number`.
    pub fn hash_at(&self, number: u64) -> Option<[u8; 32]> {
        self.hashes.get(usize::try_from(number).ok()?).copied()
    }

    /// All entries from `number` on; none when the log is not so long.
    pub fn entries_from(&self, number: u64) -> &[TrustEntry] {
        usize::try_from(number).ok().and_then(|from| self.entries.get(from..)).unwrap_or(&[])
    }

    /// Whose `device` is now; nothing when it was never enrolled or is revoked.
    pub fn org_of(&self, device: &DeviceId) -> Option<&OrgId> {
        self.devices.get(device).filter(|d| d.revoked_at.is_none()).map(|d| &d.org)
    }

    /// Whether `device` was once enrolled and is revoked.
    pub fn is_revoked(&self, device: &DeviceId) -> bool {
        self.devices.get(device).is_some_and(|d| d.revoked_at.is_some())
    }

    /// What the log says of `device`, revoked or not.
    pub fn device(&self, device: &DeviceId) -> Option<&Device> {
        self.devices.get(device)
    }

    /// All devices that were ever enrolled.
    pub fn devices(&self) -> impl Iterator<Item = (&DeviceId, &Device)> {
        self.devices.iter()
    }

    /// All associations by id with their names; the city is not among them.
    pub fn organisations(&self) -> &BTreeMap<OrgId, String> {
        &self.organisations
    }

    /// The term in force and the device that issues loans in it.
    pub fn issuer(&self) -> Option<(u32, DeviceId)> {
        self.terms.last().map(|&(_, term, device)| (term, device))
    }

    /// The term and issuer when the log's last entry was `number`.
    pub fn issuer_at(&self, number: u64) -> Option<(u32, DeviceId)> {
        self.terms.iter().rev().find(|&&(at, ..)| at <= number).map(|&(_, term, device)| (term, device))
    }

    /// Whether that person of that organisation is erased.
    pub fn is_erased(&self, owner: &OrgId, volunteer: &VolunteerId) -> bool {
        !self.erased.is_empty() && self.erased.contains_key(&tombstone(owner, volunteer))
    }

    /// Whether a document is about a person who is erased: nobody may hold it, whoever brings it.
    pub fn forbids(&self, document: &DocumentId) -> bool {
        document.subject().is_some_and(|volunteer| self.is_erased(document.owner(), volunteer))
    }

    /// Number of the last entry that erases somebody.
    pub fn last_erasure(&self) -> Option<u64> {
        self.erased.values().max().copied()
    }

    /// The city.
    pub fn city(&self) -> &OrgId {
        &self.city
    }

    /// The city's name.
    pub fn city_name(&self) -> &str {
        &self.city_name
    }

    /// The root's public key.
    pub fn root(&self) -> DeviceId {
        self.root
    }

    fn take(&mut self, entry: TrustEntry) -> Result<(), TrustError> {
        let hash = entry.hash();
        if let Some(held) = self.hash_at(entry.number) {
            return if held == hash { Ok(()) } else { Err(TrustError::Fork { number: entry.number }) };
        }
        self.check(&entry)?;
        self.apply(entry.number, &entry.body);
        self.entries.push(entry);
        self.hashes.push(hash);
        Ok(())
    }
}

impl Device {
    /// Whether it is revoked and this seal of it is not among those that stand.
    pub fn is_beyond(&self, counter: u64) -> bool {
        self.revoked_at.is_some() && counter > self.stands_until
    }
}
