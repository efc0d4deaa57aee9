//! What an organisation writes in its outbox for the city's hub to read.

use crate::{AskId, DeviceId, DistrictId, InvitationId, KindId, LoanId, Minute, Minutes, OrgId, VolunteerId, Window};
use serde::{Deserialize, Serialize};

/// An association asks the city for hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Its id.
    pub id: AskId,
    /// The kind of help.
    pub kind: KindId,
    /// A skill that is needed.
    pub skill: Option<String>,
    /// Where, when it matters.
    pub district: Option<DistrictId>,
    /// When.
    pub window: Window,
    /// How many people.
    pub hands: u32,
    /// Free words for the operator.
    pub note: String,
    /// Whether it is still open.
    pub status: AskStatus,
    /// When it was written.
    pub at: Minute,
}

/// Whether an ask is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskStatus {
    /// Hands are still wanted.
    Open,
    /// No longer.
    Closed,
}

/// An association gives lent time back; from then on the loan gives it no right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveBack {
    /// The loan.
    pub loan: LoanId,
    /// The device that gave it back.
    pub by: DeviceId,
    /// When, by that device's clock.
    pub at: Minute,
}

/// An operator's laptop asks the issuer to lend; only in the city's own outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LendRequest {
    /// The id that the loan will have, so that asking twice lends once.
    pub id: LoanId,
    /// Who is lent.
    pub volunteer: VolunteerId,
    /// Who borrows.
    pub to: OrgId,
    /// Inside this time.
    pub window: Window,
    /// At most so long in all.
    pub quota: Option<Minutes>,
    /// Why the issuer refused, as one of the api's codes; none while it is open or when it was granted.
    pub refused: Option<String>,
}

/// An operator's laptop asks the issuer to take a loan back that was not given back; only in the city's own outbox. It is
/// done once the loan does not stand any more, by whatever way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReclaimRequest {
    /// The loan.
    pub loan: LoanId,
    /// Who asks.
    pub by: DeviceId,
    /// When, by that device's clock.
    pub at: Minute,
}

/// An operator's laptop asks the hub to shut a device out; only in the city's own outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeRequest {
    /// The device.
    pub device: DeviceId,
    /// Who asks.
    pub by: DeviceId,
    /// When, by that device's clock.
    pub at: Minute,
    /// Why the hub refused, as one of the api's codes; none while it is open or when it was done.
    pub refused: Option<String>,
}

/// A hub that was put back from a backup says that it waits, and for whom; only in the city's own outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubWait {
    /// The hub.
    pub hub: DeviceId,
    /// Names this waiting and no other: hex of 16 random bytes.
    pub name: String,
    /// Since when, by the hub's clock.
    pub since: Minute,
    /// The organisations of which a laptop has yet to report, by name; nobody when it is over.
    pub awaited: Vec<String>,
}

/// An operator's laptop asks such a hub to wait no longer; only in the city's own outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoOn {
    /// The waiting that is to end: [`HubWait::name`].
    pub wait: String,
    /// Who asks.
    pub by: DeviceId,
    /// When, by that device's clock.
    pub at: Minute,
}

/// An invitation that the city has handed out; only in the city's own outbox. The secret itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// Its id.
    pub id: InvitationId,
    /// Whom the device will belong to.
    pub org: OrgId,
    /// Hex of the BLAKE3 hash of the secret.
    pub secret_hash: String,
    /// From then on it is refused.
    pub expires: Minute,
    /// The device that used it.
    pub used_by: Option<DeviceId>,
}
