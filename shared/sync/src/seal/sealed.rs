use super::lean::{Lean, hash_of};
use super::{CHANGE_BYTES_MAX, ChangeHash, DIGESTS_MAX, Seal, SealError, digest};
use crate::Signature64;
use crate::bounded::Weighed;
use mainforte_domain::{DeviceId, DocumentId};
use serde::{Deserialize, Serialize};

/// One change with its place under a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedChange {
    /// Its place among the seal's digests.
    pub index: u32,
    /// The document that it changes.
    pub document: DocumentId,
    /// Its hash. Whoever decodes `bytes` checks that this is theirs: here they stay opaque.
    pub hash: ChangeHash,
    /// The change as automerge wrote it.
    pub bytes: Vec<u8>,
}

/// A seal with those of its changes that the receiver may read.
///
/// Written in frames without what the reader computes again: the hashes of the changes that are there, and their digests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Compact", into = "Compact")]
pub struct Sealed {
    /// The seal.
    pub seal: Seal,
    /// Changes that stand under it, by rising index; never empty on the wire.
    pub changes: Vec<SealedChange>,
}

impl Sealed {
    /// Verifies the signature, and that each change stands under it where it says, in order and once.
    pub fn check(&self) -> Result<(), SealError> {
        self.seal.verify()?;
        if !self.changes.is_sorted_by(|a, b| a.index < b.index) {
            return Err(SealError::Order);
        }
        let stranger = self.changes.iter().find(|c| !self.seal.covers(c.index, &c.document, &c.hash));
        stranger.map_or(Ok(()), |c| Err(SealError::NotCovered { index: c.index, document: c.document.clone() }))
    }

    /// About how many bytes it takes on the wire before compression.
    pub fn weight(&self) -> usize {
        let absent = self.seal.digests.len().saturating_sub(self.changes.len());
        120 + 32 * absent + self.changes.iter().map(SealedChange::weight).sum::<usize>()
    }
}

impl Weighed for Sealed {
    /// A batch is far smaller, unless it is one long change. Out of a few kilobytes many times as much can be unpacked.
    const MAX: usize = 2 * CHANGE_BYTES_MAX;

    fn weighs(&self) -> usize {
        self.weight()
    }
}

impl SealedChange {
    /// About how many bytes it takes on the wire before compression.
    pub fn weight(&self) -> usize {
        self.bytes.len() + 32 + 64
    }
}

/// [`Sealed`] as it is written: digests only of the changes that are left out.
#[derive(Serialize, Deserialize)]
struct Compact {
    #[serde(with = "crate::wire::device")]
    device: DeviceId,
    counter: u64,
    trust: u64,
    signature: Signature64,
    #[serde(deserialize_with = "crate::bounded::at_most::<DIGESTS_MAX, _, _>")]
    changes: Vec<CompactChange>,
    #[serde(deserialize_with = "crate::bounded::at_most::<DIGESTS_MAX, _, _>")]
    absent: Vec<[u8; 32]>,
}

/// [`SealedChange`] as it is written.
#[derive(Serialize, Deserialize)]
struct CompactChange {
    index: u32,
    document: DocumentId,
    /// Only when the bytes give another one: then the change is good for nothing, and its receiver will say so.
    claimed: Option<ChangeHash>,
    bytes: Lean,
}

impl CompactChange {
    fn of(change: SealedChange, device: &DeviceId) -> Self {
        let SealedChange { index, document, hash, bytes } = change;
        let claimed = (hash_of(&bytes) != hash).then_some(hash);
        let bytes = Lean::of(bytes, device, &document);
        Self { index, document, claimed, bytes }
    }

    fn open(self, device: &DeviceId) -> SealedChange {
        let Self { index, document, claimed, bytes } = self;
        let bytes = bytes.bytes(device, &document);
        SealedChange { index, document, hash: claimed.unwrap_or_else(|| hash_of(&bytes)), bytes }
    }
}

impl From<Sealed> for Compact {
    fn from(Sealed { seal, changes }: Sealed) -> Self {
        let mut present = changes.iter().map(|c| c.index).peekable();
        let absent = (0..).zip(&seal.digests).filter(|(index, _)| present.next_if_eq(index).is_none());
        let absent = absent.map(|(_, digest)| *digest).collect();
        let Seal { device, counter, trust, signature, .. } = seal;
        let changes = changes.into_iter().map(|change| CompactChange::of(change, &device)).collect();
        Self { device, counter, trust, signature, changes, absent }
    }
}

impl TryFrom<Compact> for Sealed {
    type Error = SealError;

    fn try_from(compact: Compact) -> Result<Self, SealError> {
        let Compact { device, counter, trust, signature, changes, absent } = compact;
        let count = changes.len().saturating_add(absent.len());
        if changes.is_empty() || count > DIGESTS_MAX {
            return Err(SealError::Count(count));
        }
        let changes: Vec<SealedChange> = changes.into_iter().map(|change| change.open(&device)).collect();
        let digests = interleave(&changes, &absent)?;
        Ok(Self { seal: Seal { device, counter, trust, digests, signature }, changes })
    }
}

/// All digests of a seal, from the changes at their places and the others in the gaps between.
fn interleave(changes: &[SealedChange], absent: &[[u8; 32]]) -> Result<Vec<[u8; 32]>, SealError> {
    let mut digests = Vec::with_capacity(changes.len() + absent.len());
    let (mut changes, mut absent) = (changes.iter().peekable(), absent.iter());
    for index in 0.. {
        match changes.next_if(|c| c.index == index) {
            Some(change) => digests.push(digest(&change.document, &change.hash)),
            None => match absent.next() {
                Some(digest) => digests.push(*digest),
                None => break,
            },
        }
    }
    if changes.next().is_some() { Err(SealError::Order) } else { Ok(digests) }
}
