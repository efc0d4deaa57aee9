//! Which devices are connected now, for the sync corner.

use crate::arriving::{Arrival, Mailed};
use crate::transport::way;
use iroh::endpoint::Connection;
use mainforte_api::{Arriving, Way};
use mainforte_domain::DeviceId;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The parcel after a full one is here sooner, or there is none.
const BETWEEN_PARCELS: Duration = Duration::from_secs(10);

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
    /// By peer: what it brought since all was last to be compared again.
    brought: BTreeMap<DeviceId, u32>,
    /// By peer: open connections, and whether the latest has exchanged everything that was there at its beginning.
    peers: BTreeMap<DeviceId, Peer>,
    /// What came by the mailbox, and until when more is waited for.
    mailed: Mailed,
    more_mail_by: Option<Instant>,
}

#[derive(Debug, Default)]
struct Peer {
    connections: Vec<Connection>,
    caught_up: bool,
    /// What the latest has to tell.
    arrival: Arrival,
    /// Bytes that wait to leave towards it, by all its connections.
    waiting: Arc<AtomicUsize>,
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

    pub(crate) fn opened(&self, peer: DeviceId, connection: Connection) {
        self.with(|inner| {
            let peer = inner.peers.entry(peer).or_default();
            peer.connections.push(connection);
            peer.caught_up = false;
            peer.arrival = Arrival::default();
        });
    }

    /// How many bytes wait to leave towards a peer that is connected.
    pub(crate) fn waiting(&self, peer: DeviceId) -> Arc<AtomicUsize> {
        self.with(|inner| inner.peers.get(&peer).map_or_else(Arc::default, |link| Arc::clone(&link.waiting)))
    }

    pub(crate) fn caught_up(&self, peer: DeviceId) {
        self.with(|inner| {
            if let Some(link) = inner.peers.get_mut(&peer) {
                link.caught_up = true;
            }
        });
    }

    /// Notes what a connection brings.
    pub(crate) fn arrives(&self, peer: DeviceId, arrival: Arrival) {
        self.with(|inner| {
            if let Some(link) = inner.peers.get_mut(&peer) {
                link.arrival = arrival;
            }
        });
    }

    /// Notes what came by the mailbox. Answers whether that is news.
    pub(crate) fn mailed(&self, mailed: Mailed) -> bool {
        self.with(|inner| {
            let is_news = std::mem::replace(&mut inner.mailed, mailed) != mailed;
            if is_news {
                inner.more_mail_by = mailed.shown().map(|_| Instant::now() + BETWEEN_PARCELS);
            }
            is_news
        })
    }

    /// How long more mail is waited for, while it is.
    pub(crate) fn more_mail_within(&self) -> Option<Duration> {
        self.with(|inner| inner.more_mail_by).map(|by| by - Instant::now()).filter(|left| !left.is_zero())
    }

    /// Of what is still coming, the largest part: what a peer's log brings, and after it the mailbox.
    pub(crate) fn arriving(&self) -> Option<Arriving> {
        let left = |arriving: &Arriving| arriving.of.unwrap_or(u32::MAX).saturating_sub(arriving.received);
        let by_mail = self.more_mail_within().and_then(|_| self.with(|inner| inner.mailed.shown()));
        self.with(|inner| {
            let coming = inner.peers.values().filter(|peer| !peer.caught_up);
            coming
                .filter_map(|peer| peer.arrival.shown())
                .max_by_key(left)
                .or(by_mail.filter(|_| !inner.peers.is_empty()))
        })
    }

    /// By which way the latest connection goes now.
    pub(crate) fn way(&self, peer: &DeviceId) -> Option<Way> {
        self.with(|inner| inner.peers.get(peer)?.connections.last().and_then(way::of))
    }

    /// All was compared with a peer, and it brought so much. The next connection brings no more, and does not make it less.
    pub(crate) fn compared(&self, peer: DeviceId, brought: u32) {
        self.with(|inner| {
            let known = inner.brought.entry(peer).or_default();
            *known = known.saturating_add(brought);
        });
    }

    /// What a peer brought when all was last compared with it.
    pub(crate) fn brought(&self, peer: &DeviceId) -> Option<u32> {
        self.with(|inner| inner.brought.get(peer).copied())
    }

    /// All is about to be compared with everybody again.
    pub(crate) fn compare_again(&self) {
        self.with(|inner| inner.brought.clear());
    }

    pub(crate) fn closed(&self, peer: DeviceId, connection: usize) {
        self.with(|inner| {
            if let Some(link) = inner.peers.get_mut(&peer) {
                link.connections.retain(|open| open.stable_id() != connection);
                if link.connections.is_empty() {
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

    /// Whether this side and those that are there are still finding out what each lacks.
    pub(crate) fn are_catching_up(&self) -> bool {
        self.with(|inner| !inner.peers.is_empty() && !inner.peers.values().any(|peer| peer.caught_up))
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
