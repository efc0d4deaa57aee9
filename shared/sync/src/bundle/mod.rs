//! Bundles: the same sealed changes that a connection carries, in one encrypted file, for a USB stick, a mail or the
//! hub's mailbox.
//!
//! ```text
//! "mainforte-bundle"  version u16  header length u32  header     readable: which city, from whom, for whom
//! ( length u32  ChaCha20-Poly1305(part) )*                       encrypted: Contents, Trust, Changes…, Reached
//! 0u32  ed25519 signature of everything before                   so that a file cut short or altered says so
//! ```
//!
//! A fresh content key encrypts the parts; the header wraps it once for each device that may read. The key with which it
//! is wrapped is agreed between a fresh X25519 key and the one that follows from the reader's ed25519 device key. Every
//! device of the trust log can so be written to at once, also one that has been away since before bundles existed, and
//! nothing more has to be announced, kept or rotated. The price is that whoever takes a device's key can read the bundles
//! once made for it. Using one key for both is sound when what is derived is kept apart (Thormarker, "On using the same
//! key pair for Ed25519 and an X25519 based KEM", 2021): each use here has a context of its own.
//!
//! Reading is done twice over: once to the signature, which tells a whole file from a damaged one before anything is
//! taken from it, and once to take the parts, one at a time. Both need the memory of one part.

mod error;
mod header;
mod part;
mod read;
mod wrap;
mod write;

pub use error::BundleError;
pub use header::{Addressee, Header, Slot};
pub use part::{Confirmed, Contents, Part};
pub use read::{BundleReader, Opener, Piece, check, version};
pub use write::{BundleSecrets, BundleWriter};

/// Version of the format; a higher one is refused. It rises with everything that an older program would not know, a new [`Part`]
/// among it: what is in a higher version waits for an update, what is in this one and no good is let go.
pub const BUNDLE_VERSION: u16 = 1;

/// A longer bundle is refused before it is read, bytes.
pub const BUNDLE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// For so many devices at most one bundle is made.
pub const READERS_MAX: usize = 1_024;

const MAGIC: &[u8; 16] = b"mainforte-bundle";

/// A longer header is refused, bytes: [`READERS_MAX`] slots and names.
const HEADER_BYTES_MAX: usize = 128 * 1024;

/// An encrypted part: an envelope with its length, and the cipher's tag.
const CHUNK_BYTES_MAX: usize = crate::ENVELOPE_BYTES_MAX + 4 + 16;

const SIGNATURE_BYTES: usize = 64;

const SIGNATURE_CONTEXT: &[u8] = b"mainforte-bundle/1";

/// What the writer signs: a hash of everything before the signature.
fn message(hash: &blake3::Hash) -> Vec<u8> {
    [SIGNATURE_CONTEXT, hash.as_bytes()].concat()
}
