//! How a device joins: it shows the secret of its invitation and gets the trust log in return. Spoken on a protocol of its
//! own, since the device is not yet known.

use crate::envelope::{self, Inbox};
use crate::trust::pieces;
use crate::{FrameError, Trust, TrustEntry, secret_hash};
use mainforte_domain::{DeviceId, DeviceRole, Invite, Minute, OrgId};
use serde::{Deserialize, Serialize};

/// So many bytes of the trust log go into one envelope, far below its caps. A laptop of an earlier version reads the first
/// envelope alone.
const ENVELOPE_LOG_BYTES: usize = 3 * 1024 * 1024;

/// A welcome that unpacks to more is not read to its end, bytes: some 400,000 entries.
pub const WELCOME_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What the new device says. The connection itself proves its device key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequest {
    /// From the invitation.
    pub secret: [u8; 16],
    /// What people call the device.
    pub device_name: String,
}

impl std::fmt::Debug for JoinRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "JoinRequest({:?})", self.device_name)
    }
}

/// What the hub answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinReply {
    /// The device belongs to `org` from now on.
    Welcome {
        /// The trust log from its first entry, to be verified against the invitation's root key.
        trust: Vec<TrustEntry>,
        /// Whose the device is.
        org: OrgId,
    },
    /// It does not.
    Refused(JoinRefusal),
}

/// One envelope of an answer. The order of the variants is the wire format.
#[derive(Serialize, Deserialize)]
enum Envelope {
    /// A welcome with the first entries.
    Welcome {
        #[serde(deserialize_with = "crate::bounded::within_weight")]
        trust: Vec<TrustEntry>,
        org: OrgId,
    },
    /// A refusal.
    Refused(JoinRefusal),
    /// Further entries of a welcome. The stream ends with the last ones.
    Further(#[serde(deserialize_with = "crate::bounded::within_weight")] Vec<TrustEntry>),
}

/// Why a device may not join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum JoinRefusal {
    /// The city handed out no such invitation, or has withdrawn it.
    #[error("the city knows no such invitation")]
    UnknownInvitation,
    /// Another device has used it.
    #[error("the invitation has been used by another device")]
    Used,
    /// It came too late.
    #[error("the invitation has expired")]
    Expired,
    /// The device was revoked; a new key and a new invitation are needed.
    #[error("the device is revoked")]
    Revoked,
    /// The device already belongs to another organisation.
    #[error("the device already belongs to another organisation")]
    OtherOrganisation,
    /// The device's name is empty, too long, or has control characters.
    #[error("the device needs a name of 1 to 200 bytes")]
    Name,
    /// The hub was put back from a backup, and signs nobody in before it knows what it signed since: ask again later.
    #[error("the hub was put back from a backup and waits for the associations")]
    HubRestored,
}

/// What the hub does about a request that it does not refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision<'a> {
    /// Append `Enrol` to the trust log, mark the invitation as used by the device, then welcome it.
    Enrol {
        /// The invitation.
        invite: &'a Invite,
        /// What the device may do.
        role: DeviceRole,
    },
    /// The device asks again, having missed the answer: welcome it, change nothing.
    WelcomeAgain {
        /// Whose it is.
        org: &'a OrgId,
    },
}

/// Decides whether `device`, which the connection has proven, may join with `secret` at `now`. Asking again with the same
/// device key is answered alike.
pub fn decide<'a>(
    invites: &'a [Invite],
    trust: &'a Trust,
    request: &JoinRequest,
    device: &DeviceId,
    now: Minute,
) -> Result<Decision<'a>, JoinRefusal> {
    let hash = secret_hash(&request.secret);
    let mut known = invites.iter().filter(|i| i.secret_hash == hash);
    let invite = known.next().ok_or(JoinRefusal::UnknownInvitation)?;
    // Somebody else may have written the hash down once more.
    if known.chain([invite]).any(|invite| invite.used_by.is_some_and(|by| by != *device)) {
        return Err(JoinRefusal::Used);
    }
    match trust.device(device) {
        Some(known) if known.revoked_at.is_some() => Err(JoinRefusal::Revoked),
        Some(known) if known.org != invite.org => Err(JoinRefusal::OtherOrganisation),
        Some(known) => Ok(Decision::WelcomeAgain { org: &known.org }),
        None if invite.expires <= now => Err(JoinRefusal::Expired),
        None if !name_fits(&request.device_name) => Err(JoinRefusal::Name),
        None => Ok(Decision::Enrol { invite, role: role_in(&invite.org, trust) }),
    }
}

/// Operators for the city, coordinators for associations.
pub fn role_in(org: &OrgId, trust: &Trust) -> DeviceRole {
    if org == trust.city() { DeviceRole::Operator } else { DeviceRole::Coordinator }
}

fn name_fits(name: &str) -> bool {
    (1..=crate::trust::NAME_BYTES_MAX).contains(&name.len())
        && !name.trim().is_empty()
        && !name.chars().any(char::is_control)
}

impl JoinRequest {
    /// The request as it travels.
    pub fn encode(&self) -> Result<Vec<u8>, FrameError> {
        envelope::pack(self)
    }

    /// Reads a request from everything that arrived so far; nothing when more bytes are needed.
    pub fn decode(bytes: &[u8]) -> Result<Option<Self>, FrameError> {
        let mut inbox = Inbox::default();
        inbox.push(bytes);
        inbox.next()?.map(|content| envelope::read(&content)).transpose()
    }
}

impl JoinReply {
    /// Welcomes a device of `org` with the city's trust log.
    pub fn welcome(trust: &Trust, org: OrgId) -> Self {
        Self::Welcome { trust: trust.entries_from(0).to_vec(), org }
    }

    /// The reply as it travels: several envelopes when the trust log is long. Its device's own entry is the last.
    pub fn encode(&self) -> Result<Vec<u8>, FrameError> {
        let (trust, org) = match self {
            Self::Welcome { trust, org } => (trust, org),
            Self::Refused(refusal) => return envelope::pack(&Envelope::Refused(*refusal)),
        };
        let mut pieces = pieces(trust, ENVELOPE_LOG_BYTES).into_iter().map(<[TrustEntry]>::to_vec);
        let first = Envelope::Welcome { trust: pieces.next().unwrap_or_default(), org: org.clone() };
        let mut bytes = envelope::pack(&first)?;
        for piece in pieces {
            bytes.extend(envelope::pack(&Envelope::Further(piece))?);
        }
        Ok(bytes)
    }
}

/// Reads a reply from a stream that arrives in pieces and ends with it.
#[derive(Debug, Default)]
pub struct ReplyReader {
    inbox: Inbox,
    /// How much was unpacked.
    bytes: usize,
    reply: Option<JoinReply>,
}

impl ReplyReader {
    /// Takes what arrived. Errors as soon as it is no reply, or too long a one.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), FrameError> {
        self.inbox.push(bytes);
        while let Some(content) = self.inbox.next()? {
            self.bytes += content.len();
            if self.bytes > WELCOME_BYTES_MAX {
                return Err(FrameError::TooLarge { bytes: self.bytes });
            }
            match (envelope::read(&content)?, &mut self.reply) {
                (Envelope::Welcome { trust, org }, None) => self.reply = Some(JoinReply::Welcome { trust, org }),
                (Envelope::Refused(refusal), None) => self.reply = Some(JoinReply::Refused(refusal)),
                (Envelope::Further(further), Some(JoinReply::Welcome { trust, .. })) => trust.extend(further),
                _ => return Err(FrameError::Malformed),
            }
        }
        Ok(())
    }

    /// The whole reply, once the stream has ended. Errors when it ended in the middle.
    pub fn finish(self) -> Result<JoinReply, FrameError> {
        self.reply.filter(|_| self.inbox.is_empty()).ok_or(FrameError::Malformed)
    }
}
