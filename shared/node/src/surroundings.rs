//! What a desk learns from the world outside: the time, and what nobody can guess. Both come in here, so that a simulation
//! can give its own.

use crate::clock;
use mainforte_domain::Minute;

/// The world outside a desk.
pub trait Surroundings: Send {
    /// Now, by this device's clock.
    fn now(&self) -> Minute;

    /// Fills `bytes` with what nobody else draws and nobody guesses: keys, nonces and ids are made of it.
    fn fill(&self, bytes: &mut [u8]);
}

/// The wall clock, and the operating system's randomness.
pub(crate) struct RealWorld;

impl Surroundings for RealWorld {
    fn now(&self) -> Minute {
        clock::now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        rand::fill(bytes);
    }
}

/// So many bytes of it.
pub(crate) fn draw<const N: usize>(world: &dyn Surroundings) -> [u8; N] {
    let mut bytes = [0; N];
    world.fill(&mut bytes);
    bytes
}
