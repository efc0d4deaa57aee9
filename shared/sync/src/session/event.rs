//! What the driver of a session tells it and does for it.

use super::mail::{Deposit, Ticket};
use crate::frame::LastSeen;
use crate::frame::{Bye, Cursor, HashPrefix, Mark};
use crate::{ChangeHash, FrameError, Sealed, TrustEntry};
use mainforte_domain::{DocumentId, Minute};

/// What this side knows of itself, and of the peer from earlier connections, when a connection opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// This database's random name.
    pub epoch: [u8; 16],
    /// Length of this log.
    pub position: u64,
    /// How much of the peer's log is held, as it was stored with the last commit.
    pub cursor: Option<Cursor>,
    /// This side holds next to nothing: see [`Hello::empty`](crate::frame::Hello::empty).
    pub empty: bool,
    /// The peer was met before, whether or not it is known how far its log was read: part of this log may have come from it.
    pub met: bool,
}

impl Facts {
    /// For a peer that was shut out: it learns that, and nothing of what is here.
    pub fn of_nothing() -> Self {
        Self { epoch: [0; 16], position: 0, cursor: None, empty: true, met: false }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Bytes arrived from the peer, cut anywhere.
    Bytes(Vec<u8>),
    /// Answer to [`Output::LookUpChain`]: hash of the log up to there; nothing when it is not so long.
    ChainAt(Option<[u8; 16]>),
    /// Answer to [`Output::Load`].
    Loaded {
        /// What lies after, in the order of the log, grouped by seal.
        sealed: Vec<Sealed>,
        /// Everything up to here was looked at.
        mark: Mark,
        /// The log goes on after it.
        more: bool,
    },
    /// Answer to [`Output::List`].
    Listed {
        /// Documents that the peer may read, by rising id, with the exclusive or of their changes' hashes.
        documents: Vec<(DocumentId, [u8; 32])>,
        /// The end of the log now.
        mark: Mark,
        /// Further documents follow the last of these.
        more: bool,
    },
    /// Answer to [`Output::LoadMissing`].
    Missing {
        /// The changes that the peer lacks, in the order of the log.
        sealed: Vec<Sealed>,
        /// Of how many of the documents, from the first.
        documents: usize,
    },
    /// Answer to [`Output::Compare`]: those that differ or are not held, with the changes already here.
    Compared {
        /// By document.
        wants: Vec<(DocumentId, Vec<HashPrefix>)>,
    },
    /// Everything up to this batch has been committed, what was refused included.
    Committed {
        /// From [`Output::Commit`].
        batch: u64,
    },
    /// Answer to [`Output::NextDeposit`].
    Deposit(Option<Deposit>),
    /// Answer to [`Output::Keep`]: whether the parcel is durable here; otherwise there was no room for it.
    Kept(bool),
    /// Answer to [`Output::NextDelivery`]: the first such parcel, with its number.
    Delivery(Option<(u64, Vec<u8>)>),
    /// Answer to [`Output::TakeParcel`]: what it carried is durable here, or worth nothing.
    ParcelTaken,
    /// Another answer to it: only a newer program reads it. It is to stay where it is until this one is updated.
    ParcelNewer,
    /// The third answer to it: it could not be taken in now, for a fault on this side. It is to stay where it is until the next
    /// connection.
    ParcelLeft,
    /// There may be a parcel more for the peer.
    MailGrew,
    /// Answer to [`Output::AskSeen`]: until when this side knows; nothing when nobody looks at it here.
    SeenSince(Option<Minute>),
    /// Answer to [`Output::ListSeen`].
    SeenListed(Vec<LastSeen>),
    /// Some minutes have passed.
    TimePassed,
    /// Another peer has just brought these changes, under seals that hold. They go on at once when this peer waits for
    /// nothing else; [`Input::LogGrew`] follows when they are in this log.
    Early(Vec<Sealed>),
    /// This log has grown.
    LogGrew,
    /// This trust log has grown.
    TrustGrew,
    /// Entries of [`Output::ExtendTrust`] were refused.
    TrustRefused,
    /// The peer has not shown an entry of the trust log that names it, and wants more than to show one.
    Stranger,
    /// This side is closing.
    Leave,
}

/// What is to be done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Send these bytes to the peer.
    Send(Vec<u8>),
    /// The peer has said hello; its log is so long.
    Met {
        /// Length of the peer's log.
        position: u64,
    },
    /// Extend the trust log; then tell every session [`Input::TrustGrew`], or this one [`Input::TrustRefused`].
    ExtendTrust(Vec<TrustEntry>),
    /// Look up the hash of this log up to `position`.
    LookUpChain {
        /// Inclusive.
        position: u64,
    },
    /// Forget how far the peer's log was read, and how far the peer had this one, before anything else leaves: this log is
    /// not the one that the peer knows. Where it has, or is given, another name than the peer was told, answer [`Input::Leave`]:
    /// what the peer takes in this session it would keep under the name of the log that is gone.
    ForgetCursor {
        /// The name of the log that the peer knows.
        known: [u8; 16],
        /// The name that the peer was told.
        named: [u8; 16],
    },
    /// Read this log after a position: what the peer may read, about `bytes` at most.
    Load {
        /// Exclusive.
        after: u64,
        /// What came from the peer itself as well: it may have lost it. Otherwise that is left out.
        echo: bool,
        /// About how many bytes of changes.
        bytes: usize,
    },
    /// List what the peer may read.
    List {
        /// Only documents with a higher id.
        after: Option<DocumentId>,
        /// So many at most.
        count: usize,
    },
    /// Read the changes of documents, except those with these hashes; what came from the peer itself as well. After about
    /// [`BATCH_BYTES`](super::BATCH_BYTES) the rest may be left for the next time.
    LoadMissing {
        /// Which, each with the first bytes of the hashes of what the peer has.
        wanted: Vec<(DocumentId, Vec<HashPrefix>)>,
        /// Up to this position of the log. What came later follows with a mark: a change that arrives before its mark is one
        /// that nobody misses when the device that sent it is put back to just before.
        until: u64,
    },
    /// Compare with what is held here.
    Compare {
        /// What the peer holds.
        documents: Vec<(DocumentId, [u8; 32])>,
    },
    /// Judge these changes, then commit what is admitted, what is refused and the cursor in one transaction.
    Commit {
        /// To be named in [`Input::Committed`].
        batch: u64,
        /// What came; may be empty.
        sealed: Vec<Sealed>,
        /// To be stored for the peer.
        cursor: Option<Cursor>,
    },
    /// Forget how far the peer's log was read, before anything else leaves: the peer does not know this log, and begins with all
    /// there is. Were the connection to break on the way, that place would be one from which the next one leaves out what this
    /// side wrote and lost.
    ForgetPlace,
    /// The peer holds everything of this log that it may read, up to here, inclusive.
    Acked {
        /// Position in this log.
        position: u64,
    },
    /// Pack what this device has yet to deposit at the peer, a hub.
    NextDeposit,
    /// The hub holds the parcel: note it.
    Deposited {
        /// From [`Input::Deposit`].
        ticket: Ticket,
    },
    /// Keep a parcel of the peer for its association's other devices, when it is one and there is room.
    Keep {
        /// A bundle.
        parcel: Vec<u8>,
    },
    /// Read the first parcel that the peer has not fetched, after those that it cannot read.
    NextDelivery {
        /// Only parcels with a higher number.
        after: u64,
    },
    /// The peer holds the parcel.
    Fetched {
        /// From [`Input::Delivery`].
        number: u64,
    },
    /// Take in what a parcel carries.
    TakeParcel {
        /// A bundle.
        parcel: Vec<u8>,
    },
    /// Say until when this side knows who was heard of, when that is shown here.
    AskSeen,
    /// List the devices that were heard of since then, inclusive.
    ListSeen {
        /// By this side's clock.
        since: Minute,
    },
    /// The hub has heard of these devices.
    Heard {
        /// With when.
        devices: Vec<LastSeen>,
    },
    /// Everything that the peer had is held and committed here.
    CaughtUp,
    /// The driver brought a change that must not or cannot travel: it was left out. A defect, to be reported.
    Withheld {
        /// The document.
        document: DocumentId,
        /// The change.
        hash: ChangeHash,
        /// Why.
        why: WhyWithheld,
    },
    /// Close the connection; nothing more comes out of this session.
    Close {
        /// Why.
        reason: CloseReason,
    },
}

/// Why a change did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyWithheld {
    /// The peer may not read the document.
    NotReadable,
    /// No frame is large enough.
    TooLarge,
    /// The person whom it is about is erased.
    Erased,
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CloseReason {
    /// The peer said so.
    #[error("the peer closed: {0}")]
    ByPeer(Bye),
    /// This side said so.
    #[error("closed: {0}")]
    ByUs(Bye),
    /// The peer sent what is no frame.
    #[error("the peer sent {0}")]
    BadFrame(FrameError),
}

impl CloseReason {
    /// The version of the protocol that the peer speaks, when it ended for that: until one of the two is updated, every
    /// further session ends alike.
    pub fn other_version(&self) -> Option<u16> {
        match *self {
            Self::BadFrame(FrameError::OtherVersion { theirs }) => Some(theirs),
            Self::ByPeer(Bye::OtherVersion { version }) => Some(version),
            _ => None,
        }
    }
}
