use crate::{DeviceId, Minute, OrgId, VolunteerId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Why a person's file is erased for good. New reasons are added at the end: the order is the wire format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EraseReason {
    /// The person wants it.
    PersonAsks,
    /// There is no longer a reason to keep it.
    NoLongerNeeded,
    /// It should not have been written.
    ByMistake,
}

/// How far a wish to erase has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EraseStep {
    /// Its owner asks.
    Asked,
    /// So many were asked for in a day that the hub wants an operator's word. In the city's outbox.
    Held,
    /// An operator lets it through. In the city's outbox.
    Allowed,
    /// An operator does not. In the city's outbox.
    Declined,
}

/// An organisation asks the hub to have a person erased everywhere. It names nobody: ids alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseRequest {
    /// Whose the person is.
    pub owner: OrgId,
    /// Who.
    pub volunteer: VolunteerId,
    /// To whom the owner has shown a card of them.
    pub shown_to: BTreeSet<OrgId>,
    /// Why.
    pub reason: EraseReason,
    /// How far it has come.
    pub step: EraseStep,
    /// The device that says so.
    pub by: DeviceId,
    /// When, by that device's clock.
    pub at: Minute,
}

/// So many files of one organisation are erased within a day without an operator's word.
pub const ERASURES_PER_DAY: usize = 20;
