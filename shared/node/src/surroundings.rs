//! What a desk learns from the world outside: the time, and what nobody can guess. Both come in here, so that a simulation
//! can give its own.

use crate::clock;
use mainforte_domain::Minute;
use std::path::{Path, PathBuf};

/// The world outside a desk.
pub trait Surroundings: Send {
    /// Now, by this device's clock.
    fn now(&self) -> Minute;

    /// Fills `bytes` with what nobody else draws and nobody guesses: keys, nonces and ids are made of it.
    fn fill(&self, bytes: &mut [u8]);

    /// The city's root key, on a hub where it was not moved to a safe place.
    fn root_key(&self) -> Option<[u8; 32]> {
        None
    }
}

/// The wall clock, the operating system's randomness, and the folder in which the store lies.
pub(crate) struct RealWorld {
    folder: PathBuf,
}

impl RealWorld {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }
}

impl Surroundings for RealWorld {
    fn now(&self) -> Minute {
        clock::now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        rand::fill(bytes);
    }

    fn root_key(&self) -> Option<[u8; 32]> {
        crate::config::read_secret(&self.folder.join(crate::config::ROOT_KEY_FILE))
    }
}

/// So many bytes of it.
pub(crate) fn draw<const N: usize>(world: &dyn Surroundings) -> [u8; N] {
    let mut bytes = [0; N];
    world.fill(&mut bytes);
    bytes
}
