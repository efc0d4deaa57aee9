//! A laptop that has no direct way to the hub, and a relay of the city's own between them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use iroh_relay::server::{RelayConfig, Server, ServerConfig};
use mainforte_api::{Command, PlaceDraft};
use std::net::Ipv4Addr;
use town::Town;

async fn relay() -> Server {
    let mut config = ServerConfig::default();
    config.relay = Some(RelayConfig::new((Ipv4Addr::LOCALHOST, 0)));
    Server::spawn(config).await.unwrap()
}

/// The hub listens on IPv4 alone and the laptop on IPv6 alone: no packet of one reaches the other.
#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_without_a_direct_way_joins_and_syncs_through_the_citys_relay() {
    let relay = relay().await;
    let town = Town::found().await;
    let url = format!("http://{}", relay.http_addr().unwrap());
    town.hub.execute(Command::SetRelay { url: Some(url) }).await.unwrap();
    let amina = town.stranger_at("Amina", "[::1]:0").await;
    amina.join(&town.invitation("Restos").await).await.unwrap();
    town.quiet(&[&amina]).await;
    let before = relay.metrics().server.bytes_sent.get();
    assert!(before > 0, "nothing went through the relay");

    let place = PlaceDraft { id: None, name: "Gare".to_owned(), district: None };
    amina.done(Command::PutPlace { place }).await;
    town.quiet(&[&amina]).await;
    // And it finds the way again by what the registry says.
    let amina = amina.restarted(true).await;
    town.quiet(&[&amina]).await;
    assert!(relay.metrics().server.bytes_sent.get() > before);
    relay.shutdown().await.unwrap();
}
