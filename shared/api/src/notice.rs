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

impl Topic {
    /// Every topic, in order: for whoever missed some news and asks again for everything.
    pub const ALL: [Self; 9] = [
        Self::Me,
        Self::Catalogue,
        Self::People,
        Self::Board,
        Self::Loans,
        Self::Settle,
        Self::Devices,
        Self::Quarantine,
        Self::Erasures,
    ];

    /// What people's work is about.
    pub const WORK: [Self; 6] = [Self::Catalogue, Self::People, Self::Board, Self::Loans, Self::Settle, Self::Devices];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_topic_is_left_out() {
        // A new topic makes this match incomplete: count it too.
        let place = |topic| match topic {
            Topic::Me => 0,
            Topic::Catalogue => 1,
            Topic::People => 2,
            Topic::Board => 3,
            Topic::Loans => 4,
            Topic::Settle => 5,
            Topic::Devices => 6,
            Topic::Quarantine => 7,
            Topic::Erasures => 8,
        };
        assert_eq!(Topic::ALL.map(place), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        assert!(Topic::ALL.is_sorted());
    }
}
