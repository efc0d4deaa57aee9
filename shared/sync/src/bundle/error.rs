use crate::FrameError;

/// Why a bundle cannot be made or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Some other file.
    #[error("this is not a Mainforte bundle")]
    NotABundle,
    /// Written by a newer Mainforte.
    #[error("the bundle is in version {version} of the format, which is not known here")]
    NewerVersion {
        /// Its version.
        version: u16,
    },
    /// Cut short, altered, or never whole.
    #[error("the bundle is damaged or not whole")]
    Damaged,
    /// Longer than a bundle may be.
    #[error("the bundle is longer than allowed")]
    TooLarge,
    /// Made for other devices.
    #[error("the bundle is not for this device")]
    NotForThisDevice,
    /// No device may read it, or too many.
    #[error("a bundle is for 1 to {max} devices, not {0}", max = super::READERS_MAX)]
    Readers(usize),
    /// A part is no part, or too long for one.
    #[error("a part of the bundle is {0}")]
    Part(#[from] FrameError),
}
