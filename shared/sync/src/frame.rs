//! The messages of one connection between two enrolled devices.

use crate::envelope::{self, Inbox};
use crate::session::{LISTING_DOCUMENTS, SEEN_MAX};
use crate::{FrameError, Sealed, TrustEntry};
use mainforte_domain::{DeviceId, DocumentId, Minute};
use serde::{Deserialize, Serialize};

/// Version of the protocol; another one is refused at the hello. It rises with everything that another version would misread.
pub const VERSION: u16 = 2;

/// One message. The order of the variants is the wire format: new ones are added at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame {
    /// First from both sides. Its version stands before everything else, in every version.
    Hello(Hello),
    /// The part of the trust log that the peer lacks.
    Trust(#[serde(deserialize_with = "crate::bounded::within_weight")] Vec<TrustEntry>),
    /// Changes, and how far the sender's log they reach; acknowledged after the commit.
    Changes(Changes),
    /// What the sender holds that the peer may read, a page at a time; answered by [`Frame::Want`].
    Listing(Listing),
    /// What of the page differs.
    Want(Want),
    /// All batches up to this one, counted from 1 on this connection, are durable here.
    Ack {
        /// The batch.
        batch: u64,
    },
    /// The peer has been sent everything there was; from here on changes come as they are made.
    CaughtUp,
    /// The last frame, with the reason.
    Bye(Bye),
    /// To the hub: ciphertext for other devices of the sender's association, to be kept until they have fetched it.
    Deposit {
        /// A bundle.
        #[serde(with = "crate::wire::bytes")]
        parcel: Vec<u8>,
    },
    /// The hub's answer to a deposit, of which one at a time is on its way.
    Deposited {
        /// It is durable; otherwise the mailbox has no room for it.
        kept: bool,
    },
    /// From the hub: what a colleague deposited, one at a time.
    Parcel {
        /// Its number in the hub's mailbox.
        number: u64,
        /// A bundle.
        #[serde(with = "crate::wire::bytes")]
        parcel: Vec<u8>,
    },
    /// What the parcel carried is durable here.
    Fetched {
        /// Its number.
        number: u64,
    },
    /// To the hub, from the city's own: who was heard of since then?
    SeenSince(Minute),
    /// The hub's answer.
    Seen(#[serde(deserialize_with = "crate::bounded::at_most::<SEEN_MAX, _, _>")] Vec<LastSeen>),
    /// A newer program wrote the parcel, and this one cannot read it: the hub is to keep it for an update.
    Unread {
        /// Its number.
        number: u64,
        /// The highest version of bundles that the sender of this knows.
        reads: u16,
    },
    /// What the parcel carries could not be taken in, for a fault on this side: the hub is to keep it for the next connection.
    Left {
        /// Its number.
        number: u64,
    },
}

/// When a device was last heard of by the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSeen {
    /// Which.
    #[serde(with = "crate::wire::device")]
    pub device: DeviceId,
    /// By the hub's clock.
    pub at: Minute,
}

/// How two devices begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`VERSION`].
    pub version: u16,
    /// Random name of the sender's database, new after a restore.
    pub epoch: [u8; 16],
    /// Length of the sender's log: how far the peer has to come.
    pub position: u64,
    /// Number of entries in the sender's trust log.
    pub trust_len: u64,
    /// Hash of the last of them.
    pub trust_hash: [u8; 32],
    /// How much of the peer's log the sender has.
    pub cursor: Option<Cursor>,
    /// The sender holds next to nothing: it is sent everything rather than compared with.
    pub empty: bool,
}

/// How much of a peer's log is held here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The peer's database.
    pub epoch: [u8; 16],
    /// Everything readable up to this position, inclusive, is held.
    pub position: u64,
    /// Hash of the peer's log up to there, as the peer told it.
    pub chain: [u8; 16],
}

/// A place in the sender's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Position, inclusive; 0 is before the first.
    pub position: u64,
    /// Hash of the log up to there.
    pub chain: [u8; 16],
}

/// Changes under their seals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// What the peer may read, in the order of the sender's log.
    #[serde(deserialize_with = "crate::bounded::within_weight")]
    pub sealed: Vec<Sealed>,
    /// With these the peer has everything up to here; nothing when more must come first.
    pub mark: Option<Mark>,
}

/// One page of what the sender holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// By document: exclusive or of the hashes of its changes.
    #[serde(deserialize_with = "crate::bounded::at_most::<LISTING_DOCUMENTS, _, _>")]
    pub documents: Vec<(DocumentId, [u8; 32])>,
}

/// First 8 bytes of a change's hash: enough to say "I have it".
pub type HashPrefix = [u8; 8];

/// Which documents of a page differ, with what is held of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Want {
    /// By document, the changes already held.
    #[serde(deserialize_with = "crate::bounded::at_most::<LISTING_DOCUMENTS, _, _>")]
    pub documents: Vec<(DocumentId, Vec<HashPrefix>)>,
    /// A further `Want` about the same page follows.
    pub more: bool,
}

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Bye {
    /// The two speak different versions of the protocol.
    #[error("this side speaks version {version} of the protocol")]
    OtherVersion {
        /// The version of the side that says so.
        version: u16,
    },
    /// The receiver of this is not in the trust log.
    #[error("the device is not in the trust log")]
    UnknownDevice,
    /// The receiver of this has been revoked.
    #[error("the device is revoked")]
    Revoked,
    /// The two trust logs contradict each other.
    #[error("the trust logs contradict each other")]
    TrustFork,
    /// The receiver of this broke the protocol.
    #[error("the protocol was broken")]
    Protocol,
    /// The sender is closing, and will be back.
    #[error("the device is leaving")]
    Leaving,
}

impl Frame {
    /// The frame as it travels. Errors when it is longer than the caps.
    pub fn encode(&self) -> Result<Vec<u8>, FrameError> {
        envelope::pack(self)
    }

    fn decode(content: &[u8]) -> Result<Self, FrameError> {
        if let Some((0, hello)) = content.split_first().map(|(first, rest)| (*first, rest)) {
            let (theirs, _) = postcard::take_from_bytes::<u16>(hello).map_err(|_| FrameError::Malformed)?;
            if theirs != VERSION {
                return Err(FrameError::OtherVersion { theirs });
            }
        }
        envelope::read(content)
    }
}

/// Reads frames from a stream that arrives in pieces.
#[derive(Debug, Default)]
pub struct FrameReader(Inbox);

impl FrameReader {
    /// Takes what arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.push(bytes);
    }

    /// The next whole frame; nothing when more bytes are needed. After an error the stream is worth nothing.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<Frame>, FrameError> {
        self.0.next()?.map(|content| Frame::decode(&content)).transpose()
    }
}

/// A document's digest with the change `hash` added, or taken away again: exclusive or.
#[must_use]
pub fn toggled(digest: [u8; 32], hash: &[u8; 32]) -> [u8; 32] {
    let mut digest = digest;
    digest.iter_mut().zip(hash).for_each(|(d, h)| *d ^= h);
    digest
}
