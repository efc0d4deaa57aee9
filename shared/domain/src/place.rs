use crate::{DistrictId, PlaceId};
use serde::{Deserialize, Serialize};

/// A point on the city's flat local grid, in metres east and north of the city's centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Point {
    /// Metres east.
    pub x: i64,
    /// Metres north.
    pub y: i64,
}

/// Where shifts are held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// Its name, as people say it.
    pub name: String,
    /// The district it lies in, when known.
    pub district: Option<DistrictId>,
    /// Where it is, when known; its district's centre stands in otherwise.
    pub point: Option<Point>,
}
