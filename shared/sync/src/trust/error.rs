use mainforte_domain::{DeviceId, OrgId};

/// Why entries of a trust log were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// There is no entry at all.
    #[error("the trust log is empty")]
    Empty,
    /// The first entry does not name a city.
    #[error("the trust log does not begin with a city")]
    NotACity,
    /// Entries are missing in between.
    #[error("trust entry {found} came where {expected} was expected")]
    Gap {
        /// The number that follows what is held.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// Another entry with this number is already held, or the entry continues another log.
    #[error("trust entry {number} belongs to another log than the one held here")]
    Fork {
        /// The entry.
        number: u64,
    },
    /// The signature does not verify.
    #[error("the signature of trust entry {number} is not that of its signer")]
    Forged {
        /// The entry.
        number: u64,
    },
    /// Only the root and its delegates sign, and some things only the root.
    #[error("{} may not sign trust entry {number}", .signer.short())]
    NotAllowed {
        /// The entry.
        number: u64,
        /// Who signed it.
        signer: DeviceId,
    },
    /// A city is named once, at the beginning.
    #[error("the city is named a second time")]
    SecondCity,
    /// A name is empty, longer than 200 bytes, or has control characters.
    #[error("a name of 1 to 200 bytes without control characters is expected")]
    Name,
    /// The organisation was never registered.
    #[error("organisation {0} is not in the trust log")]
    UnknownOrganisation(OrgId),
    /// An association takes the city's own id.
    #[error("{0} is the city, not an association")]
    IsTheCity(OrgId),
    /// Hubs and operators belong to the city, coordinators to associations.
    #[error("the role of {} does not fit its organisation", .0.short())]
    Role(DeviceId),
    /// A device is enrolled once; after a revocation it needs a new key.
    #[error("device {} is already in the trust log", .0.short())]
    AlreadyEnrolled(DeviceId),
    /// The device was never enrolled.
    #[error("device {} is not in the trust log", .0.short())]
    UnknownDevice(DeviceId),
    /// A revocation is for ever.
    #[error("device {} is revoked", .0.short())]
    Revoked(DeviceId),
    /// An erasure is said once.
    #[error("the person is erased already")]
    AlreadyErased,
    /// An erasure names more organisations than a city has.
    #[error("an erasure names {0} organisations")]
    TooManyShown(usize),
    /// Terms rise.
    #[error("issuer term {found} does not follow term {held}")]
    Term {
        /// The term in force.
        held: u32,
        /// The term that came.
        found: u32,
    },
}
