//! Giving one key to several devices: each agrees on a secret with a key made for the occasion, and that secret wraps it.

use crate::DeviceKey;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::VerifyingKey;
use mainforte_domain::DeviceId;
use zeroize::Zeroizing;

const WRAP_CONTEXT: &str = "mainforte-bundle-wrap/1";
const PAYLOAD_CONTEXT: &str = "mainforte-bundle-payload/1";

/// An encrypted key: 32 bytes and the cipher's tag.
pub(super) type Wrapped = ([u8; 32], [u8; 16]);

/// Public half of the X25519 key whose secret is `secret`.
pub(super) fn public(secret: &[u8; 32]) -> [u8; 32] {
    MontgomeryPoint::mul_base_clamped(*secret).to_bytes()
}

/// Wraps `content` for `device`. Nothing when the device's key is no usable point.
pub(super) fn wrap(device: &DeviceId, ephemeral: &[u8; 32], content: &[u8; 32]) -> Option<Wrapped> {
    let point = VerifyingKey::from_bytes(&device.0).ok().filter(|key| !key.is_weak())?.to_montgomery();
    let shared = Zeroizing::new(point.mul_clamped(*ephemeral).to_bytes());
    let cipher = cipher(&shared, &public(ephemeral), device)?;
    // The key of this cipher is used this once.
    let wrapped = cipher.encrypt(&Nonce::default(), content.as_slice()).ok()?;
    let (key, tag) = wrapped.split_first_chunk::<32>()?;
    Some((*key, *tag.first_chunk::<16>()?))
}

/// The key that was wrapped for `key`'s device; nothing when it was not, or was altered.
pub(super) fn unwrap(key: &DeviceKey, ephemeral: &[u8; 32], wrapped: &Wrapped) -> Option<Zeroizing<[u8; 32]>> {
    let shared = key.agree(ephemeral);
    let cipher = cipher(&shared, ephemeral, &key.id())?;
    let sealed = [&wrapped.0[..], &wrapped.1[..]].concat();
    let content = Zeroizing::new(cipher.decrypt(&Nonce::default(), sealed.as_slice()).ok()?);
    content.first_chunk::<32>().map(|content| Zeroizing::new(*content))
}

/// The cipher for a bundle's parts. Bound to the header, so that no part fits under another one.
pub(super) fn payload(content: &[u8; 32], header: &[u8]) -> ChaCha20Poly1305 {
    let mut hasher = blake3::Hasher::new_derive_key(PAYLOAD_CONTEXT);
    let key = Zeroizing::new(*hasher.update(content).update(blake3::hash(header).as_bytes()).finalize().as_bytes());
    ChaCha20Poly1305::new((&*key).into())
}

/// The nonce of part `number`: each part has its own, under a key that one bundle alone has.
pub(super) fn nonce(number: u64) -> Nonce {
    let mut nonce = Nonce::default();
    nonce.iter_mut().zip(number.to_le_bytes()).for_each(|(to, from)| *to = from);
    nonce
}

/// A secret of zeros is what a point of small order gives: everybody knows it.
fn cipher(shared: &[u8; 32], ephemeral: &[u8; 32], device: &DeviceId) -> Option<ChaCha20Poly1305> {
    if shared.iter().all(|byte| *byte == 0) {
        return None;
    }
    let mut hasher = blake3::Hasher::new_derive_key(WRAP_CONTEXT);
    hasher.update(shared).update(ephemeral).update(&device.0);
    let key = Zeroizing::new(*hasher.finalize().as_bytes());
    Some(ChaCha20Poly1305::new((&*key).into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_is_unwrapped_by_the_device_for_which_it_was_wrapped(secret: [u8; 32], other: [u8; 32], ephemeral: [u8; 32], content: [u8; 32], bit in 0usize..256) {
            let (amina, louis) = (DeviceKey::from_secret(&secret), DeviceKey::from_secret(&other));
            prop_assume!(amina.id() != louis.id());
            let wrapped = wrap(&amina.id(), &ephemeral, &content).unwrap();
            let point = public(&ephemeral);
            prop_assert_eq!(unwrap(&amina, &point, &wrapped).map(|key| *key), Some(content));
            prop_assert!(unwrap(&louis, &point, &wrapped).is_none());
            let mut bent = wrapped;
            bent.0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(unwrap(&amina, &point, &bent).is_none());
        }
    }

    #[test]
    fn a_point_of_small_order_opens_nothing() {
        let amina = DeviceKey::from_secret(&[1; 32]);
        assert!(unwrap(&amina, &[0; 32], &([0; 32], [0; 16])).is_none());
        assert!(wrap(&DeviceId(std::array::from_fn(|i| u8::from(i == 0))), &[2; 32], &[3; 32]).is_none());
    }
}
