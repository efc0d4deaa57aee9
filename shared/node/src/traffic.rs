//! What the connections carry, counted: for measurements, and for whoever looks after a hub.

use iroh::endpoint::Connection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Bytes carried by sync connections since the program started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Traffic {
    /// Frames written to streams: what the protocol costs, without handshake and packets.
    pub stream_sent: u64,
    /// Frames read from streams.
    pub stream_received: u64,
    /// UDP payloads sent, handshake and acknowledgements included.
    pub udp_sent: u64,
    /// UDP payloads received.
    pub udp_received: u64,
    /// Of those, what both sides had sent when a connection was established. QUIC pads its first datagrams.
    pub handshakes: u64,
}

/// Counts [`Traffic`].
#[derive(Default)]
pub(crate) struct Meter {
    stream_sent: AtomicU64,
    stream_received: AtomicU64,
    handshakes: AtomicU64,
    connections: Mutex<Connections>,
}

#[derive(Default)]
struct Connections {
    last: u64,
    open: BTreeMap<u64, Connection>,
    /// UDP bytes of those that have ended: sent, received.
    ended: (u64, u64),
}

/// Counts one connection until it is dropped.
pub(crate) struct Metered<'a> {
    meter: &'a Meter,
    number: u64,
}

impl Meter {
    pub(crate) fn sent(&self, bytes: usize) {
        self.stream_sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn received(&self, bytes: usize) {
        self.stream_received.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Counts a connection that has just been established.
    pub(crate) fn connection(&self, connection: Connection) -> Metered<'_> {
        let (sent, received) = udp(&connection);
        self.handshakes.fetch_add(sent + received, Ordering::Relaxed);
        let number = self.with(|connections| {
            connections.last += 1;
            connections.open.insert(connections.last, connection);
            connections.last
        });
        Metered { meter: self, number }
    }

    pub(crate) fn traffic(&self) -> Traffic {
        let (udp_sent, udp_received) = self.with(|connections| {
            connections.open.values().map(udp).fold(connections.ended, |(a, b), (c, d)| (a + c, b + d))
        });
        let stream_sent = self.stream_sent.load(Ordering::Relaxed);
        let stream_received = self.stream_received.load(Ordering::Relaxed);
        let handshakes = self.handshakes.load(Ordering::Relaxed);
        Traffic { stream_sent, stream_received, udp_sent, udp_received, handshakes }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Connections) -> T) -> T {
        act(&mut self.connections.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Metered<'_> {
    fn drop(&mut self) {
        self.meter.with(|connections| {
            if let Some(connection) = connections.open.remove(&self.number) {
                let (sent, received) = udp(&connection);
                connections.ended = (connections.ended.0 + sent, connections.ended.1 + received);
            }
        });
    }
}

fn udp(connection: &Connection) -> (u64, u64) {
    let stats = connection.stats();
    (stats.udp_tx.bytes, stats.udp_rx.bytes)
}
