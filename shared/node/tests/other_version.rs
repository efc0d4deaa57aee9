//! A laptop and a hub that speak different versions of the protocol.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use iroh::endpoint::presets;
use iroh::{Endpoint, RelayMode, SecretKey};
use mainforte_api::OtherVersion;
use mainforte_sync::frame::{Frame, Hello, VERSION};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use town::{Laptop, Town};

/// Where the hub was, something answers with its key that speaks the next version; counts who asks.
async fn updated_hub(secret: [u8; 32], at: SocketAddr) -> (Endpoint, Arc<AtomicUsize>) {
    let builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(&secret))
        .alpns(vec![b"mainforte/sync/1".to_vec()])
        .relay_mode(RelayMode::Disabled)
        .clear_ip_transports();
    let endpoint = builder.bind_addr(at).unwrap().bind().await.unwrap();
    let met = Arc::new(AtomicUsize::new(0));
    tokio::spawn(answer(endpoint.clone(), Arc::clone(&met)));
    (endpoint, met)
}

async fn answer(endpoint: Endpoint, met: Arc<AtomicUsize>) {
    while let Some(incoming) = endpoint.accept().await {
        let Ok(connection) = incoming.await else { continue };
        met.fetch_add(1, Ordering::SeqCst);
        let Ok((mut send, _receive)) = connection.accept_bi().await else { continue };
        let (epoch, trust_hash) = ([1; 16], [0; 32]);
        let version = VERSION + 1;
        let hello = Hello { version, epoch, position: 9, trust_len: 4, trust_hash, cursor: None, empty: false };
        let _ = send.write_all(&Frame::Hello(hello).encode().unwrap()).await;
        connection.closed().await;
    }
}

async fn until(what: &str, laptop: &Laptop, is_so: impl Fn(&[OtherVersion]) -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !is_so(&laptop.node.sync_state().unwrap().other_versions) {
        assert!(Instant::now() < end, "{what} in vain");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_older_than_its_hub_says_so_and_does_not_ask_again_and_again() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", "Restos").await;
    let at = town.hub.addresses().await[0];
    let (store, folder) = town.hub_store().await;
    let secret = store.meta("device-key").unwrap().unwrap().try_into().unwrap();
    drop(store);

    let (hub, met) = updated_hub(secret, at).await;
    until("waiting for the refusal", &amina, |others| !others.is_empty()).await;
    let [other] = amina.node.sync_state().unwrap().other_versions.try_into().unwrap();
    assert!(other.is_hub && other.is_newer, "{other:?}");
    let asked = met.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(met.load(Ordering::SeqCst), asked, "a laptop that is too old goes on asking");

    // Once both speak one version again, nothing is said any more.
    hub.close().await;
    drop(hub);
    let end = Instant::now() + Duration::from_secs(10);
    while std::net::UdpSocket::bind(at).is_err() {
        assert!(Instant::now() < end, "the port stays taken");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let town = Town::again(folder, at).await;
    amina.offline().await;
    amina.online().await;
    until("waiting for the hub", &amina, <[_]>::is_empty).await;
    town.quiet(&[&amina]).await;
}
