//! Who has come in: a few connections for each device, so that none takes up the room of all others.

use iroh::endpoint::Connection;
use mainforte_domain::DeviceId;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// One that changes its network leaves a connection behind that still looks open, and a copied database may run on two
/// machines. More than a handful is no honest device.
const EACH_MAX: usize = 4;

/// The connections that others have opened.
#[derive(Debug, Default, Clone)]
pub(super) struct Visitors {
    open: Arc<Mutex<HashMap<DeviceId, VecDeque<Connection>>>>,
}

impl Visitors {
    /// Takes one in. Where its device has too many, the oldest is closed: the newest is the one that somebody waits for.
    pub(super) fn enter(&self, device: DeviceId, connection: &Connection) -> Visit {
        let oldest = self.with(|open| {
            let of_device = open.entry(device).or_default();
            of_device.push_back(connection.clone());
            if of_device.len() > EACH_MAX { of_device.pop_front() } else { None }
        });
        if let Some(oldest) = oldest {
            oldest.close(2u32.into(), b"too many connections");
        }
        Visit { visitors: self.clone(), device, id: connection.stable_id() }
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<DeviceId, VecDeque<Connection>>) -> T) -> T {
        act(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A connection is in for as long as this lives.
pub(super) struct Visit {
    visitors: Visitors,
    device: DeviceId,
    id: usize,
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.visitors.with(|open| {
            let Some(of_device) = open.get_mut(&self.device) else { return };
            of_device.retain(|connection| connection.stable_id() != self.id);
            if of_device.is_empty() {
                open.remove(&self.device);
            }
        });
    }
}
