use super::header::{Addressee, Header, Slot};
use super::{BUNDLE_VERSION, BundleError, MAGIC, Part, READERS_MAX, message, wrap};
use crate::{DeviceKey, Trust, envelope};
use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::Aead;
use mainforte_domain::DeviceId;
use zeroize::Zeroizing;

/// Random bytes for one bundle, never used for another.
pub struct BundleSecrets {
    /// Encrypts the parts.
    pub content: Zeroizing<[u8; 32]>,
    /// Secret half of the key with which the readers agree.
    pub ephemeral: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for BundleSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BundleSecrets")
    }
}

/// Writes a bundle piece by piece; what each call answers is to be appended to the file.
pub struct BundleWriter {
    cipher: ChaCha20Poly1305,
    parts: u64,
    hasher: blake3::Hasher,
}

impl std::fmt::Debug for BundleWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BundleWriter({} parts)", self.parts)
    }
}

impl BundleWriter {
    /// Begins a bundle of `key`'s device that the devices `readers` can open.
    pub fn begin(
        key: &DeviceKey,
        trust: &Trust,
        to: Addressee,
        readers: &[DeviceId],
        secrets: &BundleSecrets,
    ) -> Result<(Self, Vec<u8>), BundleError> {
        if !(1..=READERS_MAX).contains(&readers.len()) {
            return Err(BundleError::Readers(readers.len()));
        }
        let slot = |device: &DeviceId| {
            let wrapped = wrap::wrap(device, &secrets.ephemeral, &secrets.content)?;
            Some(Slot { device: *device, wrapped })
        };
        let slots = readers.iter().map(slot).collect::<Option<Vec<_>>>().ok_or(BundleError::NotForThisDevice)?;
        let header = Header {
            root: trust.root(),
            city_name: trust.city_name().to_owned(),
            from: key.id(),
            to,
            ephemeral: wrap::public(&secrets.ephemeral),
            slots,
        };
        let header = header.encode()?;
        let length = u32::try_from(header.len()).map_err(|_| BundleError::TooLarge)?;
        let opening = [&MAGIC[..], &BUNDLE_VERSION.to_le_bytes(), &length.to_le_bytes(), &header].concat();
        let cipher = wrap::payload(&secrets.content, &header);
        let mut writer = Self { cipher, parts: 0, hasher: blake3::Hasher::new() };
        writer.hasher.update(&opening);
        Ok((writer, opening))
    }

    /// Encrypts one part.
    pub fn part(&mut self, part: &Part) -> Result<Vec<u8>, BundleError> {
        let plain = Zeroizing::new(envelope::pack(part)?);
        let sealed = self.cipher.encrypt(&wrap::nonce(self.parts), plain.as_slice());
        let sealed = sealed.map_err(|_| BundleError::TooLarge)?;
        let length = u32::try_from(sealed.len()).map_err(|_| BundleError::TooLarge)?;
        self.parts += 1;
        let chunk = [&length.to_le_bytes()[..], &sealed].concat();
        self.hasher.update(&chunk);
        Ok(chunk)
    }

    /// Ends the bundle with the signature of `key`, the one that it was begun with.
    pub fn finish(mut self, key: &DeviceKey) -> Vec<u8> {
        let end = [0; 4];
        self.hasher.update(&end);
        let signature = key.sign(&message(&self.hasher.finalize()));
        [&end[..], &signature.0].concat()
    }
}
