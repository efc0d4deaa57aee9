use crate::frame::{Cursor, Mark};
use crate::{Sealed, TrustEntry};
use mainforte_domain::DeviceId;
use serde::{Deserialize, Serialize};

/// One part of a bundle. The order of the variants is the format: new ones are added at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// First: which stretch of the writer's log this is.
    Contents(Contents),
    /// What the readers' trust log may lack.
    Trust(#[serde(deserialize_with = "crate::bounded::within_weight")] Vec<TrustEntry>),
    /// Changes under their seals, in the order of the writer's log.
    Changes(#[serde(deserialize_with = "crate::bounded::within_weight")] Vec<Sealed>),
    /// Last: how far the writer's log went. With this bundle, and what came before [`Contents::after`], a reader has
    /// everything up to here.
    Reached(Mark),
}

/// Which stretch of the writer's log a bundle carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The writer's database.
    pub epoch: [u8; 16],
    /// What lies after this position; 0: everything.
    pub after: u64,
    /// What the writer holds of the readers' logs: a confirmation, as far as a file can carry one.
    pub held: Vec<Confirmed>,
}

/// How much of a reader's log the writer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// The reader.
    #[serde(with = "crate::wire::device")]
    pub device: DeviceId,
    /// How far.
    pub cursor: Cursor,
}
