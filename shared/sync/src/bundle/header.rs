use super::wrap::{self, Wrapped};
use super::{BundleError, HEADER_BYTES_MAX, READERS_MAX};
use crate::trust::NAME_BYTES_MAX;
use crate::{DeviceKey, Trust};
use mainforte_domain::{DeviceId, OrgId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// For whom a bundle is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Addressee {
    /// One device.
    Device(#[serde(with = "crate::wire::device")] DeviceId),
    /// Devices of an organisation.
    Organisation(OrgId),
}

impl Addressee {
    /// The devices in good standing that read a bundle so addressed.
    pub fn devices(&self, trust: &Trust) -> Vec<DeviceId> {
        match self {
            Self::Device(device) => trust.org_of(device).map(|_| *device).into_iter().collect(),
            Self::Organisation(org) => {
                let live = trust.devices().filter(|(_, d)| d.org == *org && d.revoked_at.is_none());
                live.map(|(device, _)| *device).collect()
            }
        }
    }
}

/// The part of a bundle that everybody can read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Public half of the city's root key: devices of another city refuse the bundle.
    #[serde(with = "crate::wire::device")]
    pub root: DeviceId,
    /// The city's name, to say whose the bundle is.
    pub city_name: String,
    /// The device that wrote and signed it.
    #[serde(with = "crate::wire::device")]
    pub from: DeviceId,
    /// For whom.
    pub to: Addressee,
    /// Public half of the key made for this bundle alone.
    pub ephemeral: [u8; 32],
    /// The content key, wrapped for each reader.
    pub slots: Vec<Slot>,
}

/// The content key as one device can unwrap it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The device.
    #[serde(with = "crate::wire::device")]
    pub device: DeviceId,
    /// For it alone.
    pub(super) wrapped: Wrapped,
}

impl Header {
    pub(super) fn encode(&self) -> Result<Vec<u8>, BundleError> {
        let bytes = postcard::to_stdvec(self).map_err(|_| BundleError::Damaged)?;
        if bytes.len() > HEADER_BYTES_MAX { Err(BundleError::Readers(self.slots.len())) } else { Ok(bytes) }
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self, BundleError> {
        let header: Self = match postcard::take_from_bytes(bytes) {
            Ok((header, [])) => header,
            _ => return Err(BundleError::Damaged),
        };
        let named = header.city_name.len() <= NAME_BYTES_MAX && !header.city_name.chars().any(char::is_control);
        let readers = (1..=READERS_MAX).contains(&header.slots.len());
        if named && readers { Ok(header) } else { Err(BundleError::Damaged) }
    }

    /// Whether `device` can read the bundle.
    pub fn is_for(&self, device: &DeviceId) -> bool {
        self.slots.iter().any(|slot| slot.device == *device)
    }

    /// The content key, as `key`'s device unwraps it.
    pub(super) fn content_key(&self, key: &DeviceKey) -> Result<Zeroizing<[u8; 32]>, BundleError> {
        let id = key.id();
        let slot = self.slots.iter().find(|slot| slot.device == id).ok_or(BundleError::NotForThisDevice)?;
        wrap::unwrap(key, &self.ephemeral, &slot.wrapped).ok_or(BundleError::Damaged)
    }
}
