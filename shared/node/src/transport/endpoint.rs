//! The iroh endpoint: direct connections, and the city's own relay where it names one. Nothing is published to anybody's
//! servers.

use super::relay;
use crate::trouble::Trouble;
use iroh::endpoint::{Connection, IdleTimeout, QuicTransportConfig, presets};
use iroh::{Endpoint, PublicKey, SecretKey};
use mainforte_domain::DeviceId;
use mainforte_sync::DeviceKey;
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// The sync protocol of enrolled devices.
pub(super) const SYNC: &[u8] = b"mainforte/sync/1";
/// Enrolment, the only protocol that a stranger may speak.
pub(super) const JOIN: &[u8] = b"mainforte/join/1";

const CONNECT_TIMEOUT: Duration = Duration::from_secs(8);
const KEEP_ALIVE: Duration = Duration::from_secs(2);
const IDLE_MAX: Duration = Duration::from_secs(8);

/// So often a port that is taken is tried again, and so long it is waited for in between: connections that have just ended
/// hold it for a moment.
const TRIES: usize = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// Opens the endpoint. `bind` of port 0 takes any free port; `or_any_port` does so when the port is taken.
pub(super) async fn open(key: &DeviceKey, bind: SocketAddr, or_any_port: bool) -> Result<Endpoint, Trouble> {
    let any = SocketAddr::new(bind.ip(), 0);
    let mut opened = open_at(key, bind).await;
    for _ in 0..TRIES {
        match opened {
            Err(error) if or_any_port && bind != any => {
                tracing::info!(%error, "the port is taken: another will do");
                return open_at(key, any).await;
            }
            Err(_) if bind != any => {
                tokio::time::sleep(BETWEEN_TRIES).await;
                opened = open_at(key, bind).await;
            }
            opened => return opened,
        }
    }
    opened
}

async fn open_at(key: &DeviceKey, bind: SocketAddr) -> Result<Endpoint, Trouble> {
    let secret = SecretKey::from_bytes(&key.secret());
    let builder = Endpoint::builder(presets::Minimal)
        .secret_key(secret)
        .alpns(vec![SYNC.to_vec(), JOIN.to_vec()])
        .relay_mode(relay::none_yet())
        .transport_config(manners()?)
        .clear_address_lookup()
        .clear_ip_transports()
        .bind_addr(bind)
        .map_err(Trouble::fault)?;
    builder.bind().await.map_err(|error| Trouble::fault(format!("cannot listen on {bind}: {error}")))
}

/// A peer that is gone is noticed within seconds: a coordinator should not read "connected" for long after the cable was pulled.
/// Whoever connects gets the one stream that both protocols take: of any further one, and of datagrams, what comes would be kept
/// in memory for nobody to read.
fn manners() -> Result<QuicTransportConfig, Trouble> {
    let idle = IdleTimeout::try_from(IDLE_MAX).map_err(Trouble::fault)?;
    Ok(QuicTransportConfig::builder()
        .max_concurrent_bidi_streams(1u8.into())
        .max_concurrent_uni_streams(0u8.into())
        .datagram_receive_buffer_size(None)
        .max_idle_timeout(Some(idle))
        .keep_alive_interval(KEEP_ALIVE)
        .default_path_keep_alive_interval(KEEP_ALIVE)
        .default_path_max_idle_timeout(IDLE_MAX)
        .build())
}

/// Where others can reach this endpoint: its interfaces' addresses, loopback last for devices on the same machine.
pub(super) fn addresses(endpoint: &Endpoint) -> Vec<SocketAddr> {
    let bound = endpoint.bound_sockets();
    let Some(port) = bound.iter().find(|a| a.is_ipv4()).or(bound.first()).map(SocketAddr::port) else {
        return Vec::new();
    };
    if let Some(only) = bound.iter().find(|a| !a.ip().is_unspecified()) {
        return vec![*only];
    }
    let found: BTreeSet<SocketAddr> = endpoint.addr().ip_addrs().filter(|a| a.port() == port).copied().collect();
    let loopback = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    found.into_iter().filter(|a| *a != loopback).chain([loopback]).collect()
}

/// Connects to a device at its addresses.
pub(super) async fn connect(
    endpoint: &Endpoint,
    device: &DeviceId,
    addresses: &[String],
    protocol: &[u8],
) -> Result<Connection, Trouble> {
    let id = PublicKey::from_bytes(&device.0).map_err(Trouble::fault)?;
    let address = relay::address(endpoint, id, addresses).await;
    let connecting = endpoint.connect(address, protocol);
    let connection = tokio::time::timeout(CONNECT_TIMEOUT, connecting).await;
    connection.map_err(|_| Trouble::fault("no answer in time"))?.map_err(Trouble::fault)
}

/// The device at the other end, as its key proves.
pub(super) fn peer(connection: &Connection) -> DeviceId {
    DeviceId(*connection.remote_id().as_bytes())
}
