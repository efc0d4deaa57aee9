//! Names and units of the planning problem, one type each so that they cannot be mixed up.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! name {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $type(pub String);

        impl $type {
            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    };
}

macro_rules! unit {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $type(pub i64);

        impl fmt::Display for $type {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl From<i64> for $type {
            fn from(value: i64) -> Self {
                Self(value)
            }
        }
    };
}

name!(
    /// A volunteer's identifier, unique among the volunteers of a problem.
    VolunteerId
);
name!(
    /// A shift's identifier, unique among the shifts of a problem.
    ShiftId
);
name!(
    /// A role's name, unique within its shift.
    Role
);
name!(
    /// An association's identifier.
    OrgId
);
name!(
    /// A place's identifier: two shifts there need no time to travel between them.
    PlaceId
);
unit!(
    /// Minutes, or a time in minutes from the Monday 00:00 that starts the horizon.
    Minutes
);
unit!(
    /// Metres, or a coordinate in metres on the flat local grid.
    Metres
);
