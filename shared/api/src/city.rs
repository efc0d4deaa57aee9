//! The operator's rooms.

use crate::AskRow;
use mainforte_domain::{
    DeviceId, DeviceRole, InvitationId, LoanId, Minute, Minutes, OrgId, ShiftId, VolunteerId, Window,
};
use serde::{Deserialize, Serialize};

/// An invitation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InvitationView {
    /// The one-line text; empty when it was only read.
    pub text: String,
    /// The organisation's name.
    pub organisation: String,
    /// The city's name.
    pub city: String,
    /// From then on it is refused.
    pub expires: Minute,
    /// For a laptop of the city.
    pub for_city: bool,
    /// The text as a QR code: rows of dark (`true`) and light modules; empty when it was only read.
    pub qr: Vec<Vec<bool>>,
}

/// Who lacks hands in a week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapsView {
    /// The Monday.
    pub monday: String,
    /// Midnights, eight.
    pub midnights: Vec<Minute>,
    /// Associations, most lacking first.
    pub rows: Vec<GapRow>,
    /// Asks that are open.
    pub asks: Vec<AskRow>,
    /// What operators asked the hub to lend and it has not granted.
    pub queue: Vec<LendQueueRow>,
    /// Active people in the pool.
    pub pool: u32,
}

/// An association's week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapRow {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// Monday to Sunday.
    pub days: Vec<DayGap>,
}

/// An association's day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DayGap {
    /// Places missing under the least demanded.
    pub missing: u32,
    /// Bookings requested of the city.
    pub requested: u32,
    /// Shifts that are short.
    pub shifts: Vec<ShiftId>,
}

/// Somebody of the pool who could be lent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// District's name.
    pub district: Option<String>,
    /// Skills.
    pub skills: Vec<String>,
    /// Available through the whole window.
    pub available: bool,
    /// Lent in that week already.
    pub lent_minutes: Minutes,
    /// The association has booked them already and waits for the right.
    pub requested: u32,
}

/// A lend request that the hub has not granted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LendQueueRow {
    /// The loan that it would be.
    pub id: LoanId,
    /// Who.
    pub name: String,
    /// To whom.
    pub org_name: String,
    /// When.
    pub window: Window,
    /// Why it was refused; none: it waits.
    pub refused: Option<String>,
}

/// Associations and devices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssociationsView {
    /// Associations by name; the city's own devices first.
    pub rows: Vec<AssociationRow>,
    /// The hub was put back from a backup, and waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub_wait: Option<HubWaitView>,
}

/// A hub that was put back from a backup: until these have reported it lends nothing and signs nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HubWaitView {
    /// Since when.
    pub since: Minute,
    /// The organisations of which a laptop has yet to report, by name.
    pub awaited: Vec<String>,
    /// An operator has asked it to wait no longer; it has not heard of it yet.
    pub ending: bool,
}

/// An association.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssociationRow {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// Its devices.
    pub devices: Vec<DeviceRow>,
    /// Invitations that still wait: id and end.
    pub invitations: Vec<(InvitationId, Minute)>,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeviceRow {
    /// Which.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: DeviceRole,
    /// Connected now.
    pub connected: bool,
    /// When it was last heard of.
    pub last_seen: Option<Minute>,
    /// Shut out.
    pub revoked: bool,
    /// An operator has asked the hub to shut it out, and the hub has not heard of it yet.
    #[serde(default)]
    pub revoking: bool,
}
