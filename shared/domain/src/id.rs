//! One type for each thing that has an identity, so that a shift is never passed where a booking is meant.

use serde::{Deserialize, Serialize};

/// The text is not an id: empty, longer than 64 bytes, or with a character outside `a-z`, `0-9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid id {0:?}: 1 to 64 of a-z, 0-9 and '-' are expected")]
pub struct InvalidId(pub String);

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Parses an id that came from outside.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(InvalidId(text.chars().take(80).collect())) }
            }
            /// The id's text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> { Self::parse(&text) }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String { id.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> { Self::parse(text) }
        }
    )+};
}

ids! {
    /// An association, or the city itself.
    OrgId,
    /// A person who offers time; the same id on every laptop, whoever owns the record.
    VolunteerId,
    /// A need: hands that an association lacks.
    NeedId,
    /// A need placed in time.
    ShiftId,
    /// A volunteer's place in a shift.
    BookingId,
    /// A loan granted by the city.
    LoanId,
    /// An association's ask for hands.
    AskId,
    /// An individual's request for help.
    RequestId,
    /// One of the city's districts.
    DistrictId,
    /// A place where shifts are held.
    PlaceId,
    /// A kind of help, `food-distribution` for one.
    KindId,
    /// An invitation that has been handed out.
    InvitationId,
}

/// A device's ed25519 public key, as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceId(pub [u8; 32]);

impl DeviceId {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId(text.chars().take(80).collect());
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(invalid());
        }
        let mut key = [0; 32];
        for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |b: u8| (b as char).to_digit(16).map(|d| d as u8);
            let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else { return Err(invalid()) };
            *byte = high << 4 | low;
        }
        Ok(Self(key))
    }

    /// The first eight digits: enough for a person to tell devices apart.
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

impl std::fmt::Display for DeviceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl std::fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeviceId({})", self.short())
    }
}

impl TryFrom<String> for DeviceId {
    type Error = InvalidId;
    fn try_from(text: String) -> Result<Self, InvalidId> {
        Self::parse(&text)
    }
}

impl From<DeviceId> for String {
    fn from(id: DeviceId) -> String {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_takes_small_letters_digits_and_dashes_only() {
        assert!(OrgId::parse("restos-du-coeur-7k2").is_ok());
        for bad in ["", "Restos", "a/b", "é", &"x".repeat(65)] {
            assert!(OrgId::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_device_id_reads_what_it_prints() {
        let id = DeviceId([7; 32]);
        assert_eq!(DeviceId::parse(&id.to_string()), Ok(id));
        assert!(DeviceId::parse(&"g".repeat(64)).is_err());
        assert!(DeviceId::parse("é").is_err());
    }
}
