//! The automerge actor of a device in a document. It names the device to whoever knows the device's key, so that nobody
//! can write under another's name, and is fresh for each run, so that a restored disk never continues an old sequence.

use mainforte_domain::{DeviceId, DocumentId};

/// Length of an actor in bytes.
pub const ACTOR_BYTES: usize = 24;

/// Of these, drawn anew by each run.
pub const NONCE_BYTES: usize = 8;
const CONTEXT: &str = "mainforte-actor/1";

/// The actor under which `device` writes in `document` during one run: `nonce`, 8 fresh random bytes, followed by the
/// first 16 bytes of the BLAKE3 hash (key derivation mode) of device, nonce and document id.
pub fn actor(device: &DeviceId, document: &DocumentId, nonce: [u8; NONCE_BYTES]) -> [u8; ACTOR_BYTES] {
    let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
    let hash = hasher.update(&device.0).update(&nonce).update(document.to_string().as_bytes()).finalize();
    let mut actor = [0; ACTOR_BYTES];
    let bytes = nonce.iter().chain(hash.as_bytes());
    actor.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    actor
}

/// Whether `actor` is one of `device` in `document`.
#[must_use]
pub fn belongs(actor: &[u8], device: &DeviceId, document: &DocumentId) -> bool {
    actor.first_chunk().is_some_and(|nonce| self::actor(device, document, *nonce) == actor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document(text: &str) -> DocumentId {
        DocumentId::parse(text).unwrap()
    }

    #[test]
    fn an_actor_stays_what_it_is() {
        let actor = actor(&DeviceId([7; 32]), &document("board/restos/2020-03"), *b"12345678");
        insta::assert_snapshot!(data_encoding::HEXLOWER.encode(&actor));
    }

    proptest! {
        #[test]
        fn an_actor_belongs_to_one_device_in_one_document(a: [u8; 32], b: [u8; 32], nonce: [u8; 8], cut in 0..ACTOR_BYTES) {
            let board = document("board/restos/2020-03");
            let actor = actor(&DeviceId(a), &board, nonce);
            prop_assert!(belongs(&actor, &DeviceId(a), &board));
            prop_assert_eq!(belongs(&actor, &DeviceId(b), &board), a == b);
            prop_assert!(!belongs(&actor, &DeviceId(a), &document("board/restos/2020-04")));
            prop_assert!(!belongs(&actor[..cut], &DeviceId(a), &board));
            prop_assert!(!belongs(&[&actor[..], &[0]].concat(), &DeviceId(a), &board));
        }
    }
}
