//! Whether one incoming change may be applied: who sealed it, whose document it is, and who may read it.
//!
//! Structure (sizes, sequence numbers, dependencies) is judged where changes are decoded; its refusals are [`Reason`]s
//! too, so that *À régler* shows one list.

use crate::seal::CHANGE_BYTES_MAX;
use crate::{Seal, SealError, Sealed, SealedChange, Trust, actor};
use mainforte_domain::{DeviceId, DocumentId, DocumentKind, OrgId};
use serde::{Deserialize, Serialize};

/// Why a change was refused. Refused changes go to quarantine, save [`Reason::NotReadable`] and
/// [`Reason::Erased`] ones: of those no byte is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The seal's signature does not verify, or the change does not stand under it.
    #[error("the seal does not verify")]
    ForgedSeal,
    /// The device did not belong to the document's owner, or nobody of this city owns such a document.
    #[error("the device did not belong to the document's owner")]
    NotOwner,
    /// This organisation may not hold the document.
    #[error("the document is not for this organisation")]
    NotReadable,
    /// Loans are written by the issuer's device alone, and so are the city's cards.
    #[error("only the issuer may lend")]
    NotIssuer,
    /// The automerge actor is not one of the sealing device in this document.
    #[error("the change was not written by the device that sealed it")]
    WrongActor,
    /// The device is revoked, and nobody vouches for the change.
    #[error("the device is revoked")]
    RevokedDevice,
    /// The trust log does not know the device.
    #[error("the device is not in the trust log")]
    UnknownDevice,
    /// The seal names a trust entry not known here yet: it waits, and is judged again when the trust log has grown.
    #[error("the seal names trust entry {number}, which is not known here")]
    TrustAhead {
        /// The entry.
        number: u64,
    },
    /// Another change by the same actor with the same sequence number was accepted before.
    #[error("the device wrote two different changes in the same place")]
    Equivocation,
    /// The bytes are no change, have another hash, or do not continue their actor's sequence.
    #[error("the change is malformed: {detail}")]
    Malformed {
        /// What is wrong, in English, for a report.
        detail: String,
    },
    /// Longer than a change may be.
    #[error("the change is {bytes} bytes long")]
    TooLarge {
        /// Its length.
        bytes: u64,
    },
    /// More operations than a change may hold.
    #[error("the change holds {operations} operations")]
    TooManyOperations {
        /// How many it holds.
        operations: u64,
    },
    /// The document would be nested too deeply.
    #[error("the change nests too deeply")]
    TooDeep,
    /// Changes that it builds on are not here: it waits for them.
    #[error("changes that this one builds on are missing")]
    MissingDependencies,
    /// The document with this change could not be loaded again.
    #[error("the document could not be loaded with this change")]
    Unloadable,
    /// The document is about a person who was erased.
    #[error("the person was erased")]
    Erased,
    /// It builds on one of two contradictory changes, the one that does not stand. Its device writes it again.
    #[error("the change builds on one of two contradictory changes, the one that does not stand")]
    BuiltOnEquivocation,
    /// What is held of the document cannot be opened on this device: repaired, it takes the change from whoever has it.
    #[error("what is held of the document cannot be opened here")]
    UnreadableHere,
}

impl Reason {
    /// Codes of what is refused for [`Reason::Equivocation`], in the change itself or in what it builds on.
    pub const ABOUT_TWINS: [&str; 2] = ["equivocation", "built_on_equivocation"];

    /// Code of [`Reason::TrustAhead`].
    pub const AHEAD_OF_TRUST: &str = "trust_ahead";

    /// Stable code for the screen.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ForgedSeal => "forged_seal",
            Self::NotOwner => "not_owner",
            Self::NotReadable => "not_readable",
            Self::NotIssuer => "not_issuer",
            Self::WrongActor => "wrong_actor",
            Self::RevokedDevice => "revoked_device",
            Self::UnknownDevice => "unknown_device",
            Self::TrustAhead { .. } => Self::AHEAD_OF_TRUST,
            Self::Equivocation => "equivocation",
            Self::Malformed { .. } => "malformed",
            Self::TooLarge { .. } => "too_large",
            Self::TooManyOperations { .. } => "too_many_operations",
            Self::TooDeep => "too_deep",
            Self::MissingDependencies => "missing_dependencies",
            Self::Unloadable => "unloadable",
            Self::UnreadableHere => "unreadable_here",
            Self::Erased => "erased",
            Self::BuiltOnEquivocation => "built_on_equivocation",
        }
    }
}

impl From<SealError> for Reason {
    fn from(_: SealError) -> Self {
        Self::ForgedSeal
    }
}

/// Whether anybody but the sealing device speaks for a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vouched {
    /// Nobody does.
    Alone,
    /// An accepted change by a device in good standing builds on it.
    ByHonestWork,
}

/// Verifies what is common to all changes under one seal; once for each [`Sealed`].
pub fn judge_seal(sealed: &Sealed, trust: &Trust) -> Result<(), Reason> {
    // First what no entry to come can change: what waits must be under a seal that holds.
    sealed.check()?;
    if sealed.seal.trust > trust.number() {
        return Err(Reason::TrustAhead { number: sealed.seal.trust });
    }
    Ok(())
}

/// Judges one change whose seal [`judge_seal`] has passed. `actor` is the automerge actor found in its bytes, `me` the
/// organisation of this device. A revoked device's change that is new here is refused, unless the revocation says that it
/// stands; see [`judge_vouched`].
pub fn judge(change: &SealedChange, seal: &Seal, actor: &[u8], trust: &Trust, me: &OrgId) -> Result<(), Reason> {
    judge_vouched(change, seal, actor, trust, me, Vouched::Alone)
}

/// As [`judge`], when it is known whether an honest device's later work builds on the change.
pub fn judge_vouched(
    change: &SealedChange,
    seal: &Seal,
    actor: &[u8],
    trust: &Trust,
    me: &OrgId,
    vouched: Vouched,
) -> Result<(), Reason> {
    let document = &change.document;
    if !document.readable_by(me, trust.city()) {
        return Err(Reason::NotReadable);
    }
    if trust.forbids(document) {
        return Err(Reason::Erased);
    }
    if change.bytes.len() > CHANGE_BYTES_MAX {
        return Err(Reason::TooLarge { bytes: change.bytes.len() as u64 });
    }
    if seal.trust > trust.number() {
        return Err(Reason::TrustAhead { number: seal.trust });
    }
    if !seal.covers(change.index, document, &change.hash) {
        return Err(Reason::ForgedSeal);
    }
    judge_device(document, seal, trust, vouched)?;
    if !is_from_issuer(document, seal, trust) {
        return Err(Reason::NotIssuer);
    }
    if !actor::belongs(actor, &seal.device, document) {
        return Err(Reason::WrongActor);
    }
    Ok(())
}

/// Whether `device` may seal changes of `document` now, with `trust` as the log: what a node checks before it writes.
pub fn may_write(document: &DocumentId, device: &DeviceId, trust: &Trust) -> bool {
    let issuer = trust.issuer().is_some_and(|(_, issuer)| issuer == *device);
    let by_city = !of_issuer(document, trust) || issuer;
    by_city && owner_fits(document, trust) && trust.org_of(device) == Some(document.owner())
}

fn judge_device(document: &DocumentId, seal: &Seal, trust: &Trust, vouched: Vouched) -> Result<(), Reason> {
    let device = trust.device(&seal.device).ok_or(Reason::UnknownDevice)?;
    if device.org != *document.owner() || !owner_fits(document, trust) {
        return Err(Reason::NotOwner);
    }
    if seal.trust < device.enrolled_at_number {
        return Err(Reason::UnknownDevice);
    }
    match device.revoked_at {
        None => Ok(()),
        Some(number) if seal.trust >= number => Err(Reason::RevokedDevice),
        Some(_) if !device.is_beyond(seal.counter) || vouched == Vouched::ByHonestWork => Ok(()),
        Some(_) => Err(Reason::RevokedDevice),
    }
}

/// A registry or loans that an association would write in its own name are nobody's.
fn owner_fits(document: &DocumentId, trust: &Trust) -> bool {
    !matches!(document.kind(), DocumentKind::Registry | DocumentKind::Loans) || document.owner() == trust.city()
}

fn is_from_issuer(document: &DocumentId, seal: &Seal, trust: &Trust) -> bool {
    !of_issuer(document, trust) || trust.issuer_at(seal.trust).is_some_and(|(_, issuer)| issuer == seal.device)
}

fn of_issuer(document: &DocumentId, trust: &Trust) -> bool {
    match document.kind() {
        DocumentKind::Loans => true,
        DocumentKind::Card => document.owner() == trust.city(),
        _ => false,
    }
}
