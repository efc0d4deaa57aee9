//! The encrypted database of one device: documents with their sealed changes, and the read models that screens ask.
//!
//! The only crate that knows SQL. It decides nothing: what may be written was checked before, rights follow the domain's
//! rules. It has no clock; times come in as arguments.
//!
//! - [`Store`]: the one writer. [`Store::commit`] puts changes, seals, read models, history and log position on disk in one
//!   transaction; [`Store::rebuild`] makes the read models again from the documents.
//! - [`Reader`]: everything that is asked, on a connection of its own; a store is one too.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod commit;
mod connect;
mod epoch;
mod error;
mod held;
mod key;
mod lock;
mod log;
mod mailbox;
mod mentions;
mod owner;
mod project;
mod reader;
mod records;
mod screens;
mod search;
mod store;
#[cfg(test)]
mod tests;
mod together;
mod value;

pub use commit::{CommandEntry, Commit, Committed, DocumentUpdate, Quarantined, RebuiltDocument, WriteAgain};
pub use error::StoreError;
pub use key::StoreKey;
pub use log::{ListingPage, LogSlice, Recent, StoredDocument, Waiting};
pub use mailbox::{MAILBOX_BYTES_MAX, MAILBOX_MINUTES_MAX, MAILBOX_PARCELS_MAX};
pub use owner::{Joined, Owner};
pub use reader::{Reader, ReaderSource};
pub use records::{StoredBooking, StoredCommand, StoredErasure, StoredLoan, StoredPerson, StoredShift};
pub use screens::{PlannablePerson, PlannableShift, PlannedBooking, PlanningInput};
pub use store::Store;
