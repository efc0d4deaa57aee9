//! Laptops of one association find each other on the local network, when their people have switched it on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use mainforte_api::{Command, Query, View};
use std::time::{Duration, Instant};
use town::{Laptop, Town, person};

async fn is_on(laptop: &Laptop) -> bool {
    let View::Me(me) = laptop.query(Query::Me).await else { panic!() };
    me.local_network
}

/// Whether two laptops are connected to each other.
fn meet(amina: &Laptop, louis: &Laptop) -> bool {
    let to = louis.node.device().unwrap();
    amina.node.sync_state().unwrap().peers.iter().any(|peer| peer.device == to && peer.connected)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_local_network_is_searched_only_when_somebody_says_so() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    assert!(!is_on(&amina).await);
    amina.done(Command::SetLocalNetwork { on: true }).await;
    assert!(is_on(&amina).await);
    town.quiet(&[&amina]).await;
    amina.done(Command::SetLocalNetwork { on: false }).await;
    assert!(!is_on(&amina).await);
}

/// Needs multicast on some interface; where a machine allows none, it says so and ends.
#[tokio::test(flavor = "multi_thread")]
async fn laptops_that_moved_find_each_other_without_the_hub() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    town.quiet(&[&amina, &louis]).await;
    for laptop in [&amina, &louis] {
        laptop.offline().await;
        laptop.done(Command::SetLocalNetwork { on: true }).await;
    }
    // The hub is gone, and both listen somewhere else than they said.
    town.hub.set_online(false).await.unwrap();
    amina.online().await;
    louis.online().await;
    let id = amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    let until = Instant::now() + Duration::from_secs(40);
    while !meet(&amina, &louis) {
        if Instant::now() > until {
            assert!(!multicast_works(), "multicast works here, and yet they do not meet");
            eprintln!("this machine allows no multicast: nothing was tried");
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    while louis.node.query(Query::Volunteer { id: id.clone() }).await.is_err() {
        assert!(Instant::now() < until, "they meet and do not exchange");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Whether a datagram to the mDNS group comes back to this machine.
fn multicast_works() -> bool {
    use std::net::{Ipv4Addr, UdpSocket};
    let group = Ipv4Addr::new(224, 0, 0, 251);
    let tried = || -> std::io::Result<bool> {
        let hears = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
        hears.join_multicast_v4(&group, &Ipv4Addr::UNSPECIFIED)?;
        hears.set_read_timeout(Some(Duration::from_secs(2)))?;
        let port = hears.local_addr()?.port();
        UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?.send_to(b"mainforte", (group, port))?;
        let mut heard = [0; 16];
        Ok(hears.recv_from(&mut heard)?.0 == 9)
    };
    tried().unwrap_or(false)
}
