//! A device of the city whose program is no longer ours: it takes up all the room that it gets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use iroh::endpoint::{Connection, ConnectionError, QuicTransportConfig, presets};
use iroh::{Endpoint, EndpointAddr, PublicKey, RelayMode, SecretKey};
use mainforte_sync::Frame;
use mainforte_sync::frame::{Hello, VERSION};
use std::net::SocketAddr;
use std::time::Duration;
use town::{Town, person, until};

const SYNC: &[u8] = b"mainforte/sync/1";
const JOIN: &[u8] = b"mainforte/join/1";

async fn endpoint_of(secret: [u8; 32]) -> Endpoint {
    endpoint_with(secret, QuicTransportConfig::default()).await
}

async fn endpoint_with(secret: [u8; 32], transport: QuicTransportConfig) -> Endpoint {
    let builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(&secret))
        .transport_config(transport)
        .relay_mode(RelayMode::Disabled)
        .clear_ip_transports();
    builder.bind_addr("127.0.0.1:0".parse::<SocketAddr>().unwrap()).unwrap().bind().await.unwrap()
}

async fn connect(from: &Endpoint, town: &Town) -> Connection {
    connect_for(from, town, SYNC).await
}

async fn connect_for(from: &Endpoint, town: &Town, protocol: &[u8]) -> Connection {
    let hub = PublicKey::from_bytes(&town.hub.device().unwrap().0).unwrap();
    let address = EndpointAddr::new(hub).with_ip_addr(town.hub.addresses().await[0]);
    from.connect(address, protocol).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_opens_one_connection_after_the_other_and_says_nothing_keeps_few_of_them() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", "Restos").await;
    let louis = endpoint_of(town.laptop("Louis", "Emmaüs").await.secret().await).await;
    let mut opened = Vec::new();
    for _ in 0..12 {
        opened.push(connect(&louis, &town).await);
    }
    let open = || opened.iter().filter(|connection| connection.close_reason().is_none()).count();
    until("the older connections are closed", async || open() <= 4).await;
    assert!(opened.last().unwrap().close_reason().is_none(), "the newest stays");

    amina.add(person("Jean", "Petit", "06 12 34 56 78")).await;
    town.quiet(&[&amina]).await;
    // Nor does one that says nothing stay for ever.
    tokio::time::timeout(Duration::from_secs(20), opened.last().unwrap().closed()).await.unwrap();
}

/// They shared all places with the city's own: two thousand keys that nobody had seen, and no laptop came in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_share_a_few_places_and_the_newest_of_them_is_still_let_in() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", "Restos").await;
    let mut idle = Vec::new();
    for key in 100..140 {
        let stranger = endpoint_of([key; 32]).await;
        idle.push((connect_for(&stranger, &town, JOIN).await, stranger));
    }
    let is_sent_away = |connection: &Connection| match connection.close_reason() {
        Some(ConnectionError::ApplicationClosed(close)) => close.error_code == 2u32.into(),
        _ => false,
    };
    let sent_away = || idle.iter().filter(|(connection, _)| is_sent_away(connection)).count();
    until("the older strangers are sent away", async || sent_away() == 8).await;
    assert!(idle.iter().take(8).all(|(connection, _)| is_sent_away(connection)), "the oldest");
    // Whoever has an invitation comes in all the same, and so do those who have their own places.
    let louis = town.laptop("Louis", "Restos").await;
    amina.offline().await;
    amina.add(person("Jean", "Petit", "06 12 34 56 78")).await;
    amina.online().await;
    town.quiet(&[&amina, &louis]).await;
}

/// What comes by streams that nobody takes was kept in memory, hundreds of megabytes for each connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_carries_one_stream_and_nothing_beside_it() {
    let town = Town::found().await;
    let louis = endpoint_of(town.laptop("Louis", "Emmaüs").await.secret().await).await;
    let connection = connect(&louis, &town).await;
    let soon = Duration::from_secs(2);
    let (mut send, _receive) = connection.open_bi().await.unwrap();
    send.write_all(b"x").await.unwrap();
    assert!(tokio::time::timeout(soon, connection.open_bi()).await.is_err(), "a second stream");
    assert!(tokio::time::timeout(soon, connection.open_uni()).await.is_err(), "a stream of another kind");
    assert_eq!(connection.max_datagram_size(), None);
}

/// Once the connection of one that does not read stayed open for what was still to be written, and did not count any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_does_not_read_and_sends_what_is_no_good_is_let_go_of() {
    let town = Town::found().await;
    let narrow = QuicTransportConfig::builder().stream_receive_window(16u8.into()).build();
    let louis = endpoint_with(town.laptop("Louis", "Emmaüs").await.secret().await, narrow).await;
    let connection = connect(&louis, &town).await;
    let (mut send, _receive) = connection.open_bi().await.unwrap();
    let (epoch, trust_hash) = ([1; 16], [0; 32]);
    let hello =
        Hello { version: VERSION, epoch, position: 0, trust_len: u64::MAX, trust_hash, cursor: None, empty: true };
    let parcel = Frame::Deposit { parcel: b"no parcel".to_vec() };
    for frame in [Frame::Hello(hello), parcel] {
        send.write_all(&frame.encode().unwrap()).await.unwrap();
    }
    tokio::time::timeout(Duration::from_secs(10), connection.closed()).await.expect("it stays open");
}
