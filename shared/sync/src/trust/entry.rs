use crate::bounded::Weighed;
use crate::{CONTENT_BYTES_MAX, DeviceKey, Signature64, verify};
use mainforte_domain::{DeviceId, DeviceRole, EraseReason, OrgId, VolunteerId};
use serde::{Deserialize, Serialize};

/// A longer name is refused.
pub const NAME_BYTES_MAX: usize = 200;

/// More organisations than this are not named in one erasure.
pub(super) const SHOWN_MAX: usize = 1_000;

/// About how much one of them takes in memory, bytes.
const SHOWN_BYTES: usize = size_of::<OrgId>() + 32;

const CONTEXT: &[u8] = b"mainforte-trust/1";
const ERASED_CONTEXT: &str = "mainforte-erased/1";

/// What one entry of the trust log says. New kinds are added at the end: the order is the wire format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TrustBody {
    /// The log is that of this city; always and only the first entry.
    City {
        /// The city's id.
        city: OrgId,
        /// Its name.
        name: String,
    },
    /// The device may sign entries for the root. By the root alone.
    Delegate {
        /// The device, as a rule the hub.
        #[serde(with = "crate::wire::device")]
        device: DeviceId,
    },
    /// From here on this device alone issues loans. By the root alone.
    Term {
        /// Higher than the term before.
        number: u32,
        /// The issuer.
        #[serde(with = "crate::wire::device")]
        device: DeviceId,
    },
    /// An association joins the city, or is renamed.
    Organisation {
        /// Its id.
        org: OrgId,
        /// Its name.
        name: String,
    },
    /// A device belongs to an organisation.
    Enrol {
        /// The device.
        #[serde(with = "crate::wire::device")]
        device: DeviceId,
        /// Whose it is.
        org: OrgId,
        /// What it may do.
        role: DeviceRole,
        /// What people call it.
        name: String,
    },
    /// A device no longer belongs to anybody, for ever. A delegate is revoked by the root alone.
    Revoke {
        /// The device.
        #[serde(with = "crate::wire::device")]
        device: DeviceId,
    },
    /// As [`Revoke`](Self::Revoke), with what stands of the device's work: its seals up to `counter`, the highest that the
    /// city held at that moment, are taken from anybody at any time.
    RevokeAfter {
        /// The device.
        #[serde(with = "crate::wire::device")]
        device: DeviceId,
        /// The last counter in good standing.
        counter: u64,
    },
    /// A person is erased, for ever: their documents are deleted wherever they are, and refused whoever brings them.
    Erase {
        /// Whose the person was.
        owner: OrgId,
        /// [`tombstone`] of owner and person: it names nobody.
        subject: [u8; 32],
        /// Which organisations had been shown a card.
        #[serde(deserialize_with = "crate::bounded::at_most::<SHOWN_MAX, _, _>")]
        shown_to: Vec<OrgId>,
        /// Why.
        reason: EraseReason,
    },
}

/// What the log says of an erased person instead of their id: the BLAKE3 hash (key derivation mode) of owner and id.
pub fn tombstone(owner: &OrgId, volunteer: &VolunteerId) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(ERASED_CONTEXT);
    // Ids have no slash.
    hasher.update(owner.as_str().as_bytes()).update(b"/").update(volunteer.as_str().as_bytes());
    *hasher.finalize().as_bytes()
}

/// One signed entry of the trust log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustEntry {
    /// Its place, from 0.
    pub number: u64,
    /// Hash of the entry before; zeros in the first.
    pub previous: [u8; 32],
    /// What it says.
    pub body: TrustBody,
    /// Who signed it.
    #[serde(with = "crate::wire::device")]
    pub signer: DeviceId,
    /// Over all of the above.
    pub signature: Signature64,
}

/// Whose names take many times the room in memory that they take on the wire.
impl Weighed for TrustEntry {
    /// A few times what the longest message with honest entries has.
    const MAX: usize = 4 * CONTENT_BYTES_MAX;

    fn weighs(&self) -> usize {
        let shown = if let TrustBody::Erase { shown_to, .. } = &self.body { shown_to.len() } else { 0 };
        size_of::<Self>() + shown * SHOWN_BYTES
    }
}

impl TrustEntry {
    pub(super) fn sign(key: &DeviceKey, number: u64, previous: [u8; 32], body: TrustBody) -> Self {
        let signature = key.sign(&message(number, &previous, &body, &key.id()));
        Self { number, previous, body, signer: key.id(), signature }
    }

    pub(super) fn is_signed(&self) -> bool {
        verify(&self.signer, &self.message(), &self.signature)
    }

    /// Hash of what was signed; the next entry names it.
    pub fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.message()).as_bytes()
    }

    /// About how many bytes it takes on the wire.
    pub(crate) fn weight(&self) -> usize {
        // The signature beside what is signed.
        self.message().len() + 64
    }

    fn message(&self) -> Vec<u8> {
        message(self.number, &self.previous, &self.body, &self.signer)
    }
}

/// Context, signer, previous hash and number at fixed places, then the body as postcard.
fn message(number: u64, previous: &[u8; 32], body: &TrustBody, signer: &DeviceId) -> Vec<u8> {
    let head = [CONTEXT, &signer.0, previous, &number.to_le_bytes()].concat();
    // Writing plain values to memory does not fail; were it to, the empty body would be one that nobody signs.
    postcard::to_extend(body, head).unwrap_or_default()
}

/// Cuts entries into stretches of about so many bytes on the wire, and of one entry at least.
pub fn pieces(mut entries: &[TrustEntry], bytes: usize) -> Vec<&[TrustEntry]> {
    let mut pieces = Vec::new();
    while !entries.is_empty() {
        let mut room = bytes;
        let fits = |entry: &&TrustEntry| {
            let weight = entry.weight();
            let has_room = weight <= room;
            room = room.saturating_sub(weight);
            has_room
        };
        let (piece, rest) = entries.split_at(entries.iter().take_while(fits).count().max(1));
        pieces.push(piece);
        entries = rest;
    }
    pieces
}
