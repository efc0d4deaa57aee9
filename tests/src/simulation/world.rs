use crate::sample::Chance;
use mainforte_domain::Minute;
use mainforte_node::Surroundings;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What a machine takes for the world: a clock that may be wrong, and draws that come again with the seed.
pub(super) struct World {
    clock: Arc<AtomicI64>,
    skew: Arc<AtomicI64>,
    chance: Mutex<Chance>,
    root: Option<[u8; 32]>,
}

impl World {
    pub(super) fn new(clock: Arc<AtomicI64>, skew: Arc<AtomicI64>, seed: u64, root: Option<[u8; 32]>) -> Self {
        Self { clock, skew, chance: Mutex::new(Chance::new(seed)), root }
    }
}

impl Surroundings for World {
    fn now(&self) -> Minute {
        Minute(self.clock.load(Ordering::Relaxed) + self.skew.load(Ordering::Relaxed))
    }

    fn root_key(&self) -> Option<[u8; 32]> {
        self.root
    }

    fn fill(&self, bytes: &mut [u8]) {
        let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
        bytes.iter_mut().for_each(|byte| *byte = u8::try_from(chance.below(256)).unwrap_or_default());
    }
}
