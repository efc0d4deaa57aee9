//! A change as it travels: without what its reader works out again, since nobody can compress a hash.
//!
//! A change chunk is four bytes of magic, four of checksum, its kind, the length of its body, and the body: the changes
//! that it builds on, its actor, and everything else.
//! <https://automerge.org/automerge-binary-format-spec/#_chunk_container>

use super::ChangeHash;
use crate::actor::{ACTOR_BYTES, NONCE_BYTES, actor};
use mainforte_domain::{DeviceId, DocumentId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE_CHUNK: u8 = 1;
/// Magic and checksum: all else is hashed.
const UNHASHED: usize = 8;

/// The bytes of a change, in one of two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Lean {
    /// As they are: they are no change that a device in good standing writes, or one of a later format.
    Whole(#[serde(with = "crate::wire::bytes")] Vec<u8>),
    /// Without frame, checksum, and the part of the actor that follows from device, document and nonce.
    Parts {
        /// What it builds on.
        on: Vec<ChangeHash>,
        /// The actor's own part.
        nonce: [u8; NONCE_BYTES],
        /// What stands after the actor.
        #[serde(with = "crate::wire::bytes")]
        rest: Vec<u8>,
    },
}

impl Lean {
    /// Takes away what follows from the rest; where putting it back would not give the very same bytes, nothing.
    pub(super) fn of(bytes: Vec<u8>, device: &DeviceId, document: &DocumentId) -> Self {
        match parts(&bytes) {
            Some(parts) if parts.bytes(device, document) == bytes => parts,
            _ => Self::Whole(bytes),
        }
    }

    /// The change's bytes.
    pub(super) fn bytes(&self, device: &DeviceId, document: &DocumentId) -> Vec<u8> {
        match self {
            Self::Whole(bytes) => bytes.clone(),
            Self::Parts { on, nonce, rest } => {
                let mut body = Vec::with_capacity(2 + 32 * on.len() + 1 + ACTOR_BYTES + rest.len());
                write_unsigned(on.len(), &mut body);
                on.iter().for_each(|hash| body.extend_from_slice(hash));
                write_unsigned(ACTOR_BYTES, &mut body);
                body.extend_from_slice(&actor(device, document, *nonce));
                body.extend_from_slice(rest);
                chunk(&body)
            }
        }
    }
}

/// The hash that names a change: SHA-256 of its chunk but for magic and checksum.
pub(super) fn hash_of(bytes: &[u8]) -> ChangeHash {
    Sha256::digest(bytes.get(UNHASHED..).unwrap_or_default()).into()
}

fn parts(bytes: &[u8]) -> Option<Lean> {
    let mut rest = bytes.get(UNHASHED..)?.strip_prefix(&[CHANGE_CHUNK])?;
    read_unsigned(&mut rest)?;
    let count = read_unsigned(&mut rest)?;
    let (on, after) = rest.split_at_checked(count.checked_mul(32)?)?;
    rest = after;
    let (actor, after) = (read_unsigned(&mut rest)? == ACTOR_BYTES).then(|| rest.split_at_checked(ACTOR_BYTES))??;
    Some(Lean::Parts { on: on.as_chunks().0.to_vec(), nonce: *actor.first_chunk()?, rest: after.to_vec() })
}

fn chunk(body: &[u8]) -> Vec<u8> {
    let mut chunk = Vec::with_capacity(UNHASHED + 6 + body.len());
    chunk.extend_from_slice(&MAGIC);
    chunk.extend_from_slice(&[0; 4]);
    chunk.push(CHANGE_CHUNK);
    write_unsigned(body.len(), &mut chunk);
    chunk.extend_from_slice(body);
    let hash = hash_of(&chunk);
    chunk.iter_mut().skip(MAGIC.len()).zip(hash).take(4).for_each(|(to, from)| *to = from);
    chunk
}

/// LEB128, at most five bytes: nothing here is longer than four gigabytes.
fn read_unsigned(from: &mut &[u8]) -> Option<usize> {
    let mut value = 0usize;
    for shift in [0, 7, 14, 21, 28] {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn write_unsigned(mut value: usize, to: &mut Vec<u8>) {
    while value >= 0x80 {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document() -> DocumentId {
        DocumentId::parse("board/restos/2020-03").unwrap()
    }

    fn change(on: &[ChangeHash], actor: &[u8], rest: &[u8]) -> Vec<u8> {
        let mut body = Vec::new();
        write_unsigned(on.len(), &mut body);
        body.extend(on.iter().flatten());
        write_unsigned(actor.len(), &mut body);
        body.extend_from_slice(actor);
        body.extend_from_slice(rest);
        chunk(&body)
    }

    proptest! {
        #[test]
        fn any_bytes_come_back_as_they_were(bytes: Vec<u8>, device: [u8; 32]) {
            let lean = Lean::of(bytes.clone(), &DeviceId(device), &document());
            prop_assert_eq!(lean.bytes(&DeviceId(device), &document()), bytes);
        }

        #[test]
        fn a_change_of_the_device_travels_in_parts(device: [u8; 32], nonce: [u8; 8], on: Vec<[u8; 32]>, rest: Vec<u8>) {
            let device = DeviceId(device);
            let bytes = change(&on, &actor(&device, &document(), nonce), &rest);
            let lean = Lean::of(bytes.clone(), &device, &document());
            prop_assert_eq!(&lean, &Lean::Parts { on, nonce, rest });
            prop_assert_eq!(lean.bytes(&device, &document()), bytes);
        }

        #[test]
        fn whatever_is_not_exactly_that_travels_whole(at: prop::sample::Index, bit in 0u32..8, rest: [u8; 20]) {
            let device = DeviceId([7; 32]);
            let mut bytes = change(&[[1; 32]], &actor(&device, &document(), *b"12345678"), &rest);
            let place = at.index(bytes.len());
            bytes[place] ^= 1 << bit;
            let lean = Lean::of(bytes.clone(), &device, &document());
            prop_assert_eq!(&lean, &Lean::Whole(bytes.clone()));
        }
    }
}
