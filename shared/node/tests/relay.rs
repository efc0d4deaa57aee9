//! A laptop that has no direct way to the hub, and a relay of the city's own between them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use iroh_relay::server::{RelayConfig, Server, ServerConfig};
use mainforte_api::{Command, PlaceDraft, Query, View, Way};
use std::net::Ipv4Addr;
use std::time::Duration;
use town::{Laptop, Town, until};

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
    assert_eq!(way(&amina).await, Some(Way::Relay));
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

/// An invitation names the relay of its day. Laptops that joined with it went on calling it after the city had withdrawn it.
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_the_city_withdraws_is_called_no_more_by_those_who_joined_with_it() {
    let relay = relay().await;
    let town = at_one_port(Town::found().await).await;
    let url = format!("http://{}", relay.http_addr().unwrap());
    town.hub.execute(Command::SetRelay { url: Some(url.clone()) }).await.unwrap();
    let amina = town.laptop("Amina", "Restos").await;
    assert_eq!(named(&amina).await, Some(url));
    // The relay may have been the quicker of the two at first.
    until("the direct way is taken", || async { way(&amina).await == Some(Way::LocalNetwork) }).await;

    town.hub.execute(Command::SetRelay { url: None }).await.unwrap();
    until("the laptop knows", || async { named(&amina).await.is_none() }).await;
    let amina = amina.restarted(true).await;
    town.quiet(&[&amina]).await;
    let calls = relay.metrics().server.accepts.get();
    let amina = amina.restarted(true).await;
    town.quiet(&[&amina]).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(relay.metrics().server.accepts.get(), calls);
    relay.shutdown().await.unwrap();
}

/// The town with a hub that listens at the same port whenever it connects anew.
async fn at_one_port(town: Town) -> Town {
    let at = town.hub.addresses().await[0];
    let (store, folder) = town.hub_store().await;
    drop(store);
    Town::again(folder, at).await
}

/// The relay that the city names, as a laptop's screen shows it.
async fn named(laptop: &Laptop) -> Option<String> {
    let View::Me(me) = laptop.query(Query::Me).await else { panic!() };
    me.relay
}

/// By which way a laptop is connected with the hub.
async fn way(laptop: &Laptop) -> Option<Way> {
    let View::Peers(peers) = laptop.query(Query::Peers).await else { panic!() };
    peers.iter().find_map(|state| state.way)
}
