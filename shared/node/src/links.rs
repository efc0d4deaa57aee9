//! Which devices are connected now, for the sync corner.

use mainforte_domain::DeviceId;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Connections of this moment.
#[derive(Debug, Default)]
pub(crate) struct Links {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    switched_on: bool,
    dialling: bool,
    /// By peer: open connections, and whether the latest has exchanged everything that was there at its beginning.
    peers: BTreeMap<DeviceId, Peer>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Peer {
    connections: u32,
    caught_up: bool,
}

impl Links {
    pub(crate) fn switch(&self, on: bool) {
        self.with(|inner| inner.switched_on = on);
    }

    pub(crate) fn dialling(&self, dialling: bool) {
        self.with(|inner| inner.dialling = dialling);
    }

    pub(crate) fn opened(&self, peer: DeviceId) {
        self.with(|inner| {
            let peer = inner.peers.entry(peer).or_default();
            peer.connections += 1;
            peer.caught_up = false;
        });
    }

    pub(crate) fn caught_up(&self, peer: DeviceId) {
        self.with(|inner| inner.peers.entry(peer).or_default().caught_up = true);
    }

    pub(crate) fn closed(&self, peer: DeviceId) {
        self.with(|inner| {
            if let Some(link) = inner.peers.get_mut(&peer) {
                link.connections = link.connections.saturating_sub(1);
                if link.connections == 0 {
                    inner.peers.remove(&peer);
                }
            }
        });
    }

    pub(crate) fn is_connected(&self, peer: &DeviceId) -> bool {
        self.with(|inner| inner.peers.contains_key(peer))
    }

    /// The state in one word; `to_send` tells whether something still waits for a confirmation.
    pub(crate) fn state(&self, to_send: u32) -> mainforte_api::Link {
        use mainforte_api::Link;
        self.with(|inner| match () {
            () if !inner.switched_on => Link::SwitchedOff,
            () if inner.peers.values().any(|p| p.caught_up) && to_send == 0 => Link::UpToDate,
            () if !inner.peers.is_empty() => Link::Exchanging,
            () if inner.dialling => Link::Connecting,
            () => Link::Offline,
        })
    }

    fn with<T>(&self, read: impl FnOnce(&mut Inner) -> T) -> T {
        read(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
