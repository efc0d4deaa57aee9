use mainforte_domain::{DeviceId, Minute};
use serde::{Deserialize, Serialize};

/// What this device has refused, for *À régler*.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineView {
    /// What nobody has set aside yet.
    pub open: RefusedGroups,
    /// What somebody has seen and set aside. It is kept as well, and taken should it turn out sound.
    pub set_aside: RefusedGroups,
}

/// Refused changes, those of one device with one reason together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedGroups {
    /// Newest first, at most 20.
    pub shown: Vec<RefusedGroup>,
    /// How many there are in all.
    pub count: u32,
}

/// Changes of one device that were refused for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedGroup {
    /// Which.
    pub id: RefusedId,
    /// The device's name; empty when it is not known here.
    pub author_name: String,
    /// Its organisation's name; empty when it is not known here.
    pub author_org: String,
    /// How many changes.
    pub count: u32,
    /// What they are about, newest first, at most 5.
    pub about: Vec<RefusedAbout>,
    /// About how many more.
    pub more_about: u32,
    /// Who brought them, other than their author, at most 3. Of an unknown device the beginning of its id.
    pub brought_by: Vec<String>,
    /// When the first of them came.
    pub first: Minute,
    /// When the last of them came.
    pub last: Minute,
}

/// Names a group of refused changes as it was shown: what comes later is not meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedId {
    /// The device that claims to have written them.
    pub author: Option<DeviceId>,
    /// Why they were refused, as a code.
    pub reason: String,
    /// The number of the newest of them.
    pub until: i64,
}

/// What a refused change is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum RefusedAbout {
    /// A volunteer.
    Person {
        /// Their name; empty when they are not known here.
        name: String,
    },
    /// A volunteer whom one organisation shows another.
    Card {
        /// Their name; empty when they are not known here.
        name: String,
        /// Who shows them.
        from: String,
    },
    /// The planning of a month.
    Board {
        /// Whose.
        org_name: String,
        /// Which month, `2020-03`.
        month: String,
    },
    /// An association's places.
    Places {
        /// Whose.
        org_name: String,
    },
    /// What an organisation asks of the city.
    Requests {
        /// Whose.
        org_name: String,
    },
    /// Who is lent to an association.
    Loans {
        /// To whom.
        org_name: String,
    },
    /// The city's list of associations, districts and kinds of help.
    Registry,
    /// Nothing that this version knows.
    Unknown,
}
