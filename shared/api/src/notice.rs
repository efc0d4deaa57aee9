use crate::SyncView;
use serde::{Deserialize, Serialize};

/// Something happened; pushed to whoever watches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// What is shown about these topics may have changed.
    Changed {
        /// Sorted, each once.
        topics: Vec<Topic>,
        /// Whether it came from another device.
        from_elsewhere: bool,
    },
    /// A plan is being made, or made again.
    Planning {
        /// Work done.
        done: u64,
        /// Out of.
        total: u64,
    },
    /// A bundle file is being made or taken in.
    Bundle {
        /// Work done.
        done: u64,
        /// Out of.
        total: u64,
    },
    /// The sync corner's words changed.
    Sync {
        /// Its state.
        sync: SyncView,
    },
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// This device: joined, revoked.
    Me,
    /// Districts, kinds, associations, places.
    Catalogue,
    /// People.
    People,
    /// Needs, shifts and bookings.
    Board,
    /// Asks and loans.
    Loans,
    /// Things to settle.
    Settle,
    /// Devices and invitations.
    Devices,
    /// What was refused.
    Quarantine,
    /// Who is to be erased, and where it is done.
    Erasures,
}
