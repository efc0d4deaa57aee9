//! People who are erased, for good and everywhere.

use crate::PeerRow;
use mainforte_domain::{EraseReason, Minute, OrgId, VolunteerId};
use serde::{Deserialize, Serialize};

/// One person who is to be erased, or is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErasureRow {
    /// Whose person.
    pub owner: OrgId,
    /// That organisation's name.
    pub owner_name: String,
    /// Who, by id alone: the name is gone. None on a device that was never told.
    pub volunteer: Option<VolunteerId>,
    /// Why.
    pub reason: EraseReason,
    /// When it was asked; once done, when this device heard of it.
    pub at: Minute,
    /// How far it has come.
    pub stage: ErasureStage,
    /// Once done: devices that may hold something and have not yet confirmed, as far as can be seen from here.
    pub missing: Vec<PeerRow>,
    /// Once done: devices that have confirmed, likewise.
    #[serde(default)]
    pub confirmed: Vec<PeerRow>,
}

/// How far an erasure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureStage {
    /// Asked; the hub has not heard of it yet.
    Asked,
    /// The hub waits for an operator's word: so many were asked for in a day.
    Held,
    /// An operator has said no.
    Declined,
    /// Erased, refused for ever.
    Done,
}
