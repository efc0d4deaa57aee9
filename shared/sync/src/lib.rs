//! How devices of a city come to hold the same documents, and why they may believe what they receive.
//!
//! Sans-IO: no sockets, files, clock, threads or randomness. Bytes and events come in as arguments, bytes and requests
//! to the driver go out. Changes are carried as opaque bytes with a known hash and are never decoded here.
//!
//! - [`keys`], [`actor`], [`seal`]: who wrote a change;
//! - [`trust`]: which device belongs to whom, as the city's root key says;
//! - [`invitation`], [`enrol`]: how a device joins;
//! - [`admission`]: whether one incoming change may be applied;
//! - [`frame`], [`session`]: what travels between two devices, and in which order;
//! - [`bundle`]: the same in an encrypted file, for devices that are never connected.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod actor;
pub mod admission;
mod bounded;
pub mod bundle;
pub mod enrol;
mod envelope;
pub mod frame;
pub mod invitation;
pub mod keys;
pub mod seal;
pub mod session;
pub mod trust;
mod wire;

pub use admission::{Reason, Vouched, judge, judge_seal, judge_vouched, may_write};
pub use enrol::{Decision, JoinRefusal, JoinReply, JoinRequest, ReplyReader, decide, role_in};
pub use envelope::{CONTENT_BYTES_MAX, ENVELOPE_BYTES_MAX, FrameError};
pub use frame::{Bye, Cursor, Frame, FrameReader, HashPrefix, LastSeen, Mark, toggled};
pub use invitation::{Invitation, InvitationError, secret_hash};
pub use keys::{DeviceKey, Signature64, verify};
pub use seal::{ChangeHash, Seal, SealError, Sealed, SealedChange};
pub use session::{CloseReason, Facts, Input, Output, Session};
pub use trust::{Device, Trust, TrustBody, TrustEntry, TrustError, tombstone};
