use crate::{Minute, OrgId};
use serde::{Deserialize, Serialize};

/// Who plans shifts: an association, or the city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrgId,
    /// Its name, as people say it.
    pub name: String,
    /// When the city registered it.
    pub since: Minute,
}

/// What a device may do, as the trust log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceRole {
    /// The city's always-on node: enrols devices and issues loans.
    Hub,
    /// A laptop of the city.
    Operator,
    /// A laptop of an association.
    Coordinator,
}
