//! What a long search for a plan has to do with the rest of the node: it says how far it is, and stops when asked.

use crate::core::Core;
use mainforte_api::Notice;
use mainforte_planning::Watch;
use std::sync::atomic::{AtomicU64, Ordering};

/// How often planning was called off. Each search compares with what it was when it began, so that one that begins after
/// does not stop, and does not undo the stop of another.
#[derive(Default)]
pub(crate) struct Stops(AtomicU64);

impl Stops {
    /// Calls off every search that has begun.
    pub(crate) fn stop(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn so_far(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Watches one search: tells the window how far it is, a hundred times at most.
pub(crate) struct Watching<'a> {
    core: &'a Core,
    stops: u64,
    told: Option<u64>,
}

impl<'a> Watching<'a> {
    pub(crate) fn begin(core: &'a Core) -> Self {
        Self { core, stops: core.stops.so_far(), told: None }
    }
}

impl Watch for Watching<'_> {
    fn progress(&mut self, done: u64, total: u64) {
        let percent = done.saturating_mul(100).checked_div(total).unwrap_or(0);
        if self.told.replace(percent) != Some(percent) {
            self.core.tell(Notice::Planning { done, total });
        }
    }

    fn cancelled(&self) -> bool {
        self.core.stops.so_far() != self.stops
    }
}
