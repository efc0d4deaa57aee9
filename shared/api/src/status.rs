use mainforte_domain::{DeviceId, DeviceRole, DocumentId, Minute, OrgId};
use serde::{Deserialize, Serialize};

/// Who this device is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeView {
    /// This device.
    pub device: DeviceId,
    /// Its name; empty before joining.
    pub device_name: String,
    /// Whether it has joined a city.
    pub joined: bool,
    /// The city has shut it out: it answers nothing but this view any more.
    #[serde(default)]
    pub shut_out: bool,
    /// Its organisation.
    pub org: Option<OrgId>,
    /// Its organisation's name.
    pub org_name: String,
    /// The city's name.
    pub city_name: String,
    /// Its role.
    pub role: Option<DeviceRole>,
    /// Whether the organisation is the city.
    pub is_city: bool,
    /// The city's time zone, `Europe/Paris`.
    pub time_zone: String,
    /// Now, by this device's clock.
    pub now: Minute,
    /// Whether this laptop looks for its association's others on the local network.
    #[serde(default)]
    pub local_network: bool,
    /// The relay that the city names, through which devices meet that have no direct way.
    #[serde(default)]
    pub relay: Option<String>,
    /// The program's version.
    pub version: String,
}

/// The sync corner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncView {
    /// Whether the hub is there. On the hub: whether anybody is.
    pub link: Link,
    /// Changes made here that no other device has confirmed.
    pub to_send: u32,
    /// Other devices.
    pub peers: Vec<PeerRow>,
    /// Refused changes that nobody has set aside.
    pub quarantined: u32,
    /// On a hub that was put back from a backup: whose laptops have yet to report before it lends again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awaited: Vec<String>,
    /// Devices with another version of the program, with which nothing can be exchanged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_versions: Vec<OtherVersion>,
    /// Work of devices that were shut out which stands all the same, for somebody in good standing speaks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spoken_for: Vec<SpokenFor>,
    /// Much is coming from another device, a first copy above all; none when there is little or all of it is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arriving: Option<Arriving>,
    /// What a colleague with a newer program has sent by the mailbox waits at the hub until this program is updated.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub newer_mail: bool,
    /// Something that this device does by itself has failed for a while, and again each time it was tried.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stuck: bool,
}

/// How far what another device has to tell has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arriving {
    /// Changes that are on disk here, or were passed over because they are not for this device.
    pub received: u32,
    /// Out of so many; none while two devices compare what they hold, or parcels of the mailbox come: then nobody knows.
    pub of: Option<u32>,
}

/// What a device had written that the city did not have when it shut the device out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenFor {
    /// The device.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// Changes of it that are held here and stand.
    pub changes: u32,
}

/// A device that speaks another version of the protocol: nothing is exchanged with it until one of the two is updated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherVersion {
    /// Which.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// It is the city's hub.
    pub is_hub: bool,
    /// Its program is the newer one: this one is to be updated. Otherwise that one is.
    pub is_newer: bool,
}

/// Whether there is a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// Connected and up to date.
    UpToDate,
    /// Connected, exchanging.
    Exchanging,
    /// Trying to connect.
    Connecting,
    /// No connection; everything goes on here.
    Offline,
    /// Switched off on purpose.
    SwitchedOff,
}

/// Another device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeerRow {
    /// Which.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// Its organisation's name.
    pub org_name: String,
    /// Connected now.
    pub connected: bool,
    /// When it was last heard of.
    pub last_seen: Option<Minute>,
}

/// Another device, and what has yet to leave towards it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeerState {
    /// The device.
    pub peer: PeerRow,
    /// Its organisation.
    pub org: OrgId,
    /// Changes that it may read and that have not left towards it, neither directly nor to the hub; at most 9,999.
    pub waiting: u32,
    /// By which way it is connected now.
    #[serde(default)]
    pub way: Option<Way>,
    /// What it had and this device lacked when all was last compared with it, since the program started; 0: the two hold
    /// the same.
    #[serde(default)]
    pub brought: Option<u32>,
}

/// How packets reach another device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Within this building, or on this computer.
    LocalNetwork,
    /// Over the internet, without anybody between.
    Direct,
    /// Through the city's relay.
    Relay,
}

/// A change that was refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuarantineRow {
    /// Its number.
    pub id: i64,
    /// The document it was for, as far as it can be read.
    pub document: String,
    /// The device that claims to have written it.
    pub author: Option<DeviceId>,
    /// That device's name.
    pub author_name: String,
    /// The device that brought it.
    pub brought_by: Option<DeviceId>,
    /// Why, as a code.
    pub reason: String,
    /// When.
    pub at: Minute,
}

/// A document as this device has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DigestRow {
    /// Which.
    pub document: DocumentId,
    /// Hex; equal on two devices when they have the same changes.
    pub digest: String,
}
