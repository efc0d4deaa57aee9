use super::header::Header;
use super::{
    BUNDLE_BYTES_MAX, BUNDLE_VERSION, BundleError, CHUNK_BYTES_MAX, HEADER_BYTES_MAX, MAGIC, Part, SIGNATURE_BYTES,
    message, wrap,
};
use crate::envelope::{self, Inbox};
use crate::{DeviceKey, Signature64, verify};
use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::Aead;
use mainforte_domain::DeviceId;
use zeroize::Zeroizing;

/// Reads a bundle from bytes that come in pieces. It checks all but what is inside the parts, which takes an [`Opener`].
#[derive(Debug, Default)]
pub struct BundleReader {
    bytes: Vec<u8>,
    read: usize,
    total: u64,
    hasher: blake3::Hasher,
    stage: Stage,
}

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Opening,
    Parts(DeviceId),
    Signature(DeviceId),
    Ended,
}

/// What stands next in a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// First and once.
    Header(Box<Header>, Opening),
    /// An encrypted part, for [`Opener::open`].
    Part(Vec<u8>),
    /// The signature holds: the bundle is whole and as its writer made it.
    End,
}

/// The header's bytes as they stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening(Vec<u8>);

impl BundleReader {
    /// Takes what was read from the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        self.total = self.total.saturating_add(bytes.len() as u64);
        if self.total > BUNDLE_BYTES_MAX {
            return Err(BundleError::TooLarge);
        }
        self.bytes.drain(..self.read);
        self.read = 0;
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// The next piece; nothing when more bytes are needed. After an error the rest is worth nothing.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<Piece>, BundleError> {
        match self.stage {
            Stage::Opening => self.opening(),
            Stage::Parts(from) => self.part(from),
            Stage::Signature(from) => self.signature(from),
            Stage::Ended if self.waiting().is_empty() => Ok(None),
            Stage::Ended => Err(BundleError::Damaged),
        }
    }

    /// To be asked when the file has ended: whether the bundle has as well.
    pub fn finish(&self) -> Result<(), BundleError> {
        match self.stage {
            Stage::Ended if self.waiting().is_empty() => Ok(()),
            Stage::Opening if !MAGIC.starts_with(self.waiting().get(..MAGIC.len()).unwrap_or(self.waiting())) => {
                Err(BundleError::NotABundle)
            }
            Stage::Opening if self.total == 0 => Err(BundleError::NotABundle),
            _ => Err(BundleError::Damaged),
        }
    }

    fn opening(&mut self) -> Result<Option<Piece>, BundleError> {
        let Some((magic, rest)) = self.waiting().split_first_chunk::<16>() else { return Ok(None) };
        if magic != MAGIC {
            return Err(BundleError::NotABundle);
        }
        let Some((version, rest)) = rest.split_first_chunk::<2>() else { return Ok(None) };
        match u16::from_le_bytes(*version) {
            BUNDLE_VERSION => {}
            0 => return Err(BundleError::NotABundle),
            version => return Err(BundleError::NewerVersion { version }),
        }
        let Some((length, rest)) = rest.split_first_chunk::<4>() else { return Ok(None) };
        let length = u32::from_le_bytes(*length) as usize;
        if length > HEADER_BYTES_MAX {
            return Err(BundleError::Damaged);
        }
        let Some(bytes) = rest.get(..length) else { return Ok(None) };
        let (header, opening) = (Header::decode(bytes)?, Opening(bytes.to_vec()));
        self.take(MAGIC.len() + 2 + 4 + length);
        self.stage = Stage::Parts(header.from);
        Ok(Some(Piece::Header(Box::new(header), opening)))
    }

    fn part(&mut self, from: DeviceId) -> Result<Option<Piece>, BundleError> {
        let Some((length, rest)) = self.waiting().split_first_chunk::<4>() else { return Ok(None) };
        let length = u32::from_le_bytes(*length) as usize;
        if length > CHUNK_BYTES_MAX {
            return Err(BundleError::Damaged);
        }
        let Some(part) = rest.get(..length).map(<[u8]>::to_vec) else { return Ok(None) };
        self.take(4 + length);
        if length > 0 {
            return Ok(Some(Piece::Part(part)));
        }
        self.stage = Stage::Signature(from);
        self.signature(from)
    }

    fn signature(&mut self, from: DeviceId) -> Result<Option<Piece>, BundleError> {
        let Some(signature) = self.waiting().first_chunk::<SIGNATURE_BYTES>() else { return Ok(None) };
        if !verify(&from, &message(&self.hasher.finalize()), &Signature64(*signature)) {
            return Err(BundleError::Damaged);
        }
        self.read += SIGNATURE_BYTES;
        self.stage = Stage::Ended;
        Ok(Some(Piece::End))
    }

    fn waiting(&self) -> &[u8] {
        self.bytes.get(self.read..).unwrap_or(&[])
    }

    /// Goes past bytes that the signature covers.
    fn take(&mut self, length: usize) {
        let end = self.read + length;
        self.hasher.update(self.bytes.get(self.read..end).unwrap_or(&[]));
        self.read = end;
    }
}

/// Decrypts a bundle's parts, in their order.
pub struct Opener {
    cipher: ChaCha20Poly1305,
    parts: u64,
}

impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opener({} parts)", self.parts)
    }
}

impl Opener {
    /// For the bundle with that header. Errors when it is not for `key`'s device.
    pub fn new(key: &DeviceKey, header: &Header, opening: &Opening) -> Result<Self, BundleError> {
        let content = header.content_key(key)?;
        Ok(Self { cipher: wrap::payload(&content, &opening.0), parts: 0 })
    }

    /// The next part.
    pub fn open(&mut self, sealed: &[u8]) -> Result<Part, BundleError> {
        let plain = self.cipher.decrypt(&wrap::nonce(self.parts), sealed).map_err(|_| BundleError::Damaged)?;
        self.parts += 1;
        let mut inbox = Inbox::default();
        inbox.push(&Zeroizing::new(plain));
        let content = inbox.next()?.ok_or(BundleError::Damaged)?;
        Ok(envelope::read(&content)?)
    }
}

/// The version of the format that a bundle says it is in; nothing where it is no bundle.
pub fn version(bytes: &[u8]) -> Option<u16> {
    let version = bytes.strip_prefix(MAGIC)?.first_chunk::<2>()?;
    Some(u16::from_le_bytes(*version))
}

/// Checks a bundle that is here as a whole, without opening it: that it is one, and as its writer made it.
pub fn check(bytes: &[u8]) -> Result<Header, BundleError> {
    let mut reader = BundleReader::default();
    reader.push(bytes)?;
    let mut header = None;
    while let Some(piece) = reader.next()? {
        if let Piece::Header(found, _) = piece {
            header = Some(*found);
        }
    }
    reader.finish()?;
    header.ok_or(BundleError::Damaged)
}
