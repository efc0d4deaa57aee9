//! Who has come in: a few connections for each device, and a few for all strangers together, so that none takes up the room of
//! all others.

use iroh::endpoint::Connection;
use mainforte_domain::DeviceId;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// One that changes its network leaves a connection behind that still looks open, and a copied database may run on two
/// machines. More than a handful is no honest device.
const EACH_MAX: usize = 4;

/// A stranger asks to join and is answered within a second. Anybody can be as many strangers as they like.
const STRANGERS_MAX: usize = 32;

/// Whose connections are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Visitor {
    /// One that the trust log names.
    Device(DeviceId),
    /// All that it does not name.
    Stranger,
}

impl Visitor {
    fn max(self) -> usize {
        match self {
            Self::Device(_) => EACH_MAX,
            Self::Stranger => STRANGERS_MAX,
        }
    }
}

/// The connections that others have opened.
#[derive(Debug, Default, Clone)]
pub(super) struct Visitors {
    open: Arc<Mutex<HashMap<Visitor, Open>>>,
}

#[derive(Debug, Default)]
struct Open {
    connections: VecDeque<Connection>,
    /// With those that were closed and whose end has yet to be noticed.
    visits: usize,
}

impl Visitors {
    /// Takes one in. Where there are too many of its kind, the oldest is closed: the newest is the one that somebody waits for.
    /// Nothing where they come faster than they go.
    pub(super) fn enter(&self, visitor: Visitor, connection: &Connection) -> Option<Visit> {
        let oldest = self.with(|open| {
            let of_visitor = open.entry(visitor).or_default();
            if of_visitor.visits >= 2 * visitor.max() {
                return None;
            }
            of_visitor.visits += 1;
            of_visitor.connections.push_back(connection.clone());
            let is_over = of_visitor.connections.len() > visitor.max();
            Some(if is_over { of_visitor.connections.pop_front() } else { None })
        })?;
        if let Some(oldest) = oldest {
            oldest.close(2u32.into(), b"too many connections");
        }
        Some(Visit { visitors: self.clone(), visitor, id: connection.stable_id() })
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<Visitor, Open>) -> T) -> T {
        act(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A connection is in for as long as this lives.
pub(super) struct Visit {
    visitors: Visitors,
    visitor: Visitor,
    id: usize,
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.visitors.with(|open| {
            let Some(of_visitor) = open.get_mut(&self.visitor) else { return };
            of_visitor.visits = of_visitor.visits.saturating_sub(1);
            of_visitor.connections.retain(|connection| connection.stable_id() != self.id);
            if of_visitor.visits == 0 {
                open.remove(&self.visitor);
            }
        });
    }
}
