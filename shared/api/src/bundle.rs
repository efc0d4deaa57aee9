use mainforte_domain::{DeviceId, OrgId};
use serde::{Deserialize, Serialize};

/// For whom a bundle file is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum BundleFor {
    /// The city's hub.
    Hub,
    /// One device.
    Device {
        /// Which.
        device: DeviceId,
    },
    /// All devices of an organisation.
    Organisation {
        /// Which.
        org: OrgId,
    },
}

/// A bundle file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleWritten {
    /// For whom, as people call them.
    pub name: String,
    /// Changes in it; with none, no file was written.
    pub changes: u32,
    /// The file's length.
    pub bytes: u64,
}

/// What came of a bundle file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleRead {
    /// The device that made it; empty when it is not known here.
    pub device: String,
    /// Its organisation's name.
    pub organisation: String,
    /// Changes taken.
    pub taken: u32,
    /// Changes that were here already.
    pub known: u32,
    /// Changes refused and kept apart, as those that come by the network.
    pub refused: u32,
    /// Changes that an earlier bundle of that device has to come before: they wait for it.
    pub waiting: u32,
}

/// Why a bundle file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum BundleProblem {
    /// Some other file.
    NotABundle,
    /// Written by a newer Mainforte.
    NewerVersion,
    /// Cut short or altered.
    Damaged,
    /// Longer than a bundle may be.
    TooLarge,
    /// Of another city.
    OtherCity {
        /// That city's name.
        city: String,
    },
    /// Made for other devices.
    NotForThisDevice,
    /// Nobody there to read it, or more than one bundle is made for.
    NoReaders,
}
