use crate::{KindId, Minute, NeedId};
use serde::{Deserialize, Serialize};

/// Hands that an association lacks, before they are placed in time: what the shifts of one publication share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Its id.
    pub id: NeedId,
    /// What it is called: "Distribution, Bacalan".
    pub title: String,
    /// The kind of help.
    pub kind: KindId,
    /// Free words for those who help.
    pub note: String,
    /// When it was published.
    pub published: Minute,
    /// Whether it still stands.
    pub status: NeedStatus,
}

/// Whether a need still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedStatus {
    /// Hands are wanted.
    Open,
    /// No longer.
    Cancelled,
}
