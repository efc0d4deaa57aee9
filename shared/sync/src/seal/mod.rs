//! A seal is the proof of who wrote a change: one signature over everything that a device committed together.
//!
//! The signature covers digests of the entries, not the entries: somebody who may read only some of the documents gets
//! only those changes, and can still verify the seal over digests that tell nothing of the rest.

mod lean;
mod sealed;

pub use sealed::{Sealed, SealedChange};

use crate::{DeviceKey, Signature64, verify};
use mainforte_domain::{DeviceId, DocumentId};
use serde::{Deserialize, Serialize};

/// At most so many changes stand under one seal.
pub const DIGESTS_MAX: usize = 256;

/// A longer change is refused everywhere.
pub const CHANGE_BYTES_MAX: usize = 2 * 1024 * 1024;

const CONTEXT: &[u8] = b"mainforte-seal/1";
const ENTRY_CONTEXT: &str = "mainforte-seal-entry/1";

/// The hash of a change, as automerge computes it.
pub type ChangeHash = [u8; 32];

/// Why a seal does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A seal covers one change at least and [`DIGESTS_MAX`] at most.
    #[error("a seal covers 1 to {DIGESTS_MAX} changes, not {0}")]
    Count(usize),
    /// The device did not sign this.
    #[error("the signature is not that of device {}", .0.short())]
    Forged(DeviceId),
    /// The change does not stand under the seal at the place that it names.
    #[error("the change of {document} does not stand under the seal at {index}")]
    NotCovered {
        /// Where it claims to stand.
        index: u32,
        /// The document it claims to change.
        document: DocumentId,
    },
    /// Changes are listed in the order in which they stand under the seal, each once.
    #[error("the changes are not in the order of the seal")]
    Order,
}

/// One device's signature over the changes that it committed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Who sealed.
    #[serde(with = "crate::wire::device")]
    pub device: DeviceId,
    /// The device's own count of its seals, rising by one.
    pub counter: u64,
    /// Number of the last trust-log entry that the device knew.
    pub trust: u64,
    /// [`digest`] of each change, in the order in which they were committed.
    pub digests: Vec<[u8; 32]>,
    /// Over all of the above.
    pub signature: Signature64,
}

impl Seal {
    /// Seals `changes` as `key`'s device. Errors when there are none or more than [`DIGESTS_MAX`].
    pub fn new(
        key: &DeviceKey,
        counter: u64,
        trust: u64,
        changes: &[(DocumentId, ChangeHash)],
    ) -> Result<Self, SealError> {
        let digests: Vec<_> = changes.iter().map(|(document, hash)| digest(document, hash)).collect();
        check_count(digests.len())?;
        let signature = key.sign(&message(&key.id(), counter, trust, &digests));
        Ok(Self { device: key.id(), counter, trust, digests, signature })
    }

    /// Whether the device signed exactly this.
    pub fn verify(&self) -> Result<(), SealError> {
        check_count(self.digests.len())?;
        let message = message(&self.device, self.counter, self.trust, &self.digests);
        if verify(&self.device, &message, &self.signature) { Ok(()) } else { Err(SealError::Forged(self.device)) }
    }

    /// Whether the change `hash` of `document` stands under this seal at `index`.
    #[must_use]
    pub fn covers(&self, index: u32, document: &DocumentId, hash: &ChangeHash) -> bool {
        let at = usize::try_from(index).ok().and_then(|index| self.digests.get(index));
        at.is_some_and(|found| *found == digest(document, hash))
    }
}

/// What a seal says of one change: the BLAKE3 hash (key derivation mode) of document id and change hash.
pub fn digest(document: &DocumentId, hash: &ChangeHash) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(ENTRY_CONTEXT);
    hasher.update(document.to_string().as_bytes()).update(hash);
    *hasher.finalize().as_bytes()
}

fn check_count(count: usize) -> Result<(), SealError> {
    if (1..=DIGESTS_MAX).contains(&count) { Ok(()) } else { Err(SealError::Count(count)) }
}

fn message(device: &DeviceId, counter: u64, trust: u64, digests: &[[u8; 32]]) -> Vec<u8> {
    let mut message = Vec::with_capacity(CONTEXT.len() + 32 + 8 + 8 + 32 * digests.len());
    message.extend_from_slice(CONTEXT);
    message.extend_from_slice(&device.0);
    message.extend_from_slice(&counter.to_le_bytes());
    message.extend_from_slice(&trust.to_le_bytes());
    digests.iter().for_each(|digest| message.extend_from_slice(digest));
    message
}

#[cfg(test)]
mod tests;
