//! A device is an ed25519 key: its public half is its [`DeviceId`], and what it signs is its own.

use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use mainforte_domain::DeviceId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A device's private key, or the city's root key. Overwritten in memory when dropped.
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// The key whose secret seed is `secret`: 32 bytes that nobody can guess.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The secret seed, to be stored inside the encrypted store only.
    pub fn secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half, by which everybody knows the device.
    pub fn id(&self) -> DeviceId {
        DeviceId(self.0.verifying_key().to_bytes())
    }

    /// The X25519 secret that this device shares with whoever knows the secret half of `point`.
    pub(crate) fn agree(&self, point: &[u8; 32]) -> Zeroizing<[u8; 32]> {
        let secret = Zeroizing::new(self.0.to_scalar_bytes());
        Zeroizing::new(MontgomeryPoint(*point).mul_clamped(*secret).to_bytes())
    }

    /// Signs `message`.
    pub fn sign(&self, message: &[u8]) -> Signature64 {
        Signature64(self.0.sign(message).to_bytes())
    }
}

impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeviceKey({})", self.id().short())
    }
}

/// An ed25519 signature.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Halves", into = "Halves")]
pub struct Signature64(pub [u8; 64]);

/// serde writes arrays of at most 32.
type Halves = ([u8; 32], [u8; 32]);

impl From<Halves> for Signature64 {
    fn from((first, second): Halves) -> Self {
        let mut signature = [0; 64];
        let (start, end) = signature.split_at_mut(32);
        start.copy_from_slice(&first);
        end.copy_from_slice(&second);
        Self(signature)
    }
}

impl From<Signature64> for Halves {
    fn from(signature: Signature64) -> Self {
        let (mut first, mut second) = ([0; 32], [0; 32]);
        let (start, end) = signature.0.split_at(32);
        first.copy_from_slice(start);
        second.copy_from_slice(end);
        (first, second)
    }
}

impl std::fmt::Debug for Signature64 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signature64(")?;
        self.0.iter().take(4).try_for_each(|b| write!(f, "{b:02x}"))?;
        f.write_str("…)")
    }
}

/// Whether `device` signed `message`. Strict: weak keys and malleable signatures are refused.
#[must_use]
pub fn verify(device: &DeviceId, message: &[u8], signature: &Signature64) -> bool {
    VerifyingKey::from_bytes(&device.0)
        .and_then(|key| key.verify_strict(message, &Signature::from_bytes(&signature.0)))
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_does_not_show_its_secret() {
        let amina = DeviceKey::from_secret(&[1; 32]);
        assert_eq!(*amina.secret(), [1; 32]);
        assert_eq!(format!("{amina:?}"), "DeviceKey(8a88e3dd)");
    }

    #[test]
    fn a_weak_public_key_signs_nothing() {
        let identity = DeviceId(std::array::from_fn(|i| u8::from(i == 0)));
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!verify(&identity, b"anything", &Signature64(signature)));
    }

    proptest! {
        #[test]
        fn one_bit_more_or_less_and_the_signature_is_void(message: Vec<u8>, bit in 0usize..512, other in any::<[u8; 32]>()) {
            let amina = DeviceKey::from_secret(&[1; 32]);
            let signature = amina.sign(&message);
            prop_assert!(verify(&amina.id(), &message, &signature));
            let mut bent = signature;
            bent.0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!verify(&amina.id(), &message, &bent));
            prop_assert!(!verify(&DeviceId(other), &message, &signature));
            let longer = [message.as_slice(), b"x"].concat();
            prop_assert!(!verify(&amina.id(), &longer, &signature));
        }
    }
}
