//! Which devices are connected now, for the sync corner.

use mainforte_domain::DeviceId;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// An attempt to connect.
pub(crate) struct Dialling<'a>(&'a Links);

impl Drop for Dialling<'_> {
    fn drop(&mut self) {
        self.0.with(|inner| inner.dialling = inner.dialling.saturating_sub(1));
    }
}

/// Connections of this moment.
#[derive(Debug, Default)]
pub(crate) struct Links {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    switched_on: bool,
    dialling: u32,
    /// Peers whose last session ended because they speak another version of the protocol: which.
    other_versions: BTreeMap<DeviceId, u16>,
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

    /// Counts as connecting until the guard is dropped.
    pub(crate) fn dialling(&self) -> Dialling<'_> {
        self.with(|inner| inner.dialling += 1);
        Dialling(self)
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

    /// Notes that a peer speaks another version of the protocol, or this one again.
    pub(crate) fn speaks(&self, peer: DeviceId, other_version: Option<u16>) {
        self.with(|inner| match other_version {
            Some(version) => inner.other_versions.insert(peer, version),
            None => inner.other_versions.remove(&peer),
        });
    }

    /// The peers that speak another version, and which.
    pub(crate) fn other_versions(&self) -> BTreeMap<DeviceId, u16> {
        self.with(|inner| inner.other_versions.clone())
    }

    /// The devices that are connected now.
    pub(crate) fn connected(&self) -> Vec<DeviceId> {
        self.with(|inner| inner.peers.keys().copied().collect())
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
            () if inner.dialling > 0 => Link::Connecting,
            () => Link::Offline,
        })
    }

    fn with<T>(&self, read: impl FnOnce(&mut Inner) -> T) -> T {
        read(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
