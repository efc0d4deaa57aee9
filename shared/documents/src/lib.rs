//! The stored documents: what Mainforte speaks about, as automerge documents that merge.
//!
//! The only crate that knows automerge's document API. Around it, changes are opaque bytes with a hash.
//!
//! - [`Record`]: one stored thing; what is written and what is read. [`RecordKey`] says where it stands.
//! - [`Document`]: an id and its automerge document: [`Document::edit`] makes a change, [`Document::absorb`] takes
//!   changes that others made, after checking them.
//! - [`rebuild`]: which changes stand where an author contradicts itself.
//! - [`inspect`]: what a change says of itself, at a cost bounded by its size, before anything is decoded.
//!
//! How records are laid out, so that concurrent edits lose nothing, is said at [`Table`].
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod absorb;
mod association;
mod board;
mod card;
mod cursor;
mod document;
mod error;
mod fields;
mod fields_mut;
mod first;
mod genesis;
mod history;
mod inspect;
mod layout;
mod loans;
mod outbox;
mod person;
mod plain;
mod record;
mod registry;
mod table;
mod tree;
mod twins;

pub use document::{Document, NewChange, WRITER};
pub use error::{DocumentError, Malformed, Refused};
pub use first::First;
pub use genesis::genesis_hash;
pub use inspect::{ChangeFacts, Limits, inspect};
pub use record::{Record, RegistryHead};
pub use table::{RecordKey, Table};
pub use twins::{Candidate, Rebuilt, rebuild};

/// The hash that names a change: SHA-256, as automerge computes it.
pub type ChangeHash = [u8; 32];
