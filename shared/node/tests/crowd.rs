//! A device of the city whose program is no longer ours: it takes up all the room that it gets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use iroh::endpoint::{Connection, presets};
use iroh::{Endpoint, EndpointAddr, PublicKey, RelayMode, SecretKey};
use std::net::SocketAddr;
use std::time::Duration;
use town::{Town, person, until};

const SYNC: &[u8] = b"mainforte/sync/1";

async fn endpoint_of(secret: [u8; 32]) -> Endpoint {
    let builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(&secret))
        .relay_mode(RelayMode::Disabled)
        .clear_ip_transports();
    builder.bind_addr("127.0.0.1:0".parse::<SocketAddr>().unwrap()).unwrap().bind().await.unwrap()
}

async fn connect(from: &Endpoint, town: &Town) -> Connection {
    let hub = PublicKey::from_bytes(&town.hub.device().unwrap().0).unwrap();
    let address = EndpointAddr::new(hub).with_ip_addr(town.hub.addresses().await[0]);
    from.connect(address, SYNC).await.unwrap()
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
