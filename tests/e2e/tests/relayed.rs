//! A window from which no packet reaches the hub, and a relay of the city's own between them.

use anyhow::{Context, Result, ensure};
use iroh_relay::server::{RelayConfig, Server, ServerConfig};
use mainforte_api::Command;
use mainforte_e2e::{Desk, Stage, play_after};
use mainforte_tests::city::until;
use std::net::Ipv4Addr;

const ASSOCIATION: &str = "Restos du cœur";
const RELAYED: &str = "par le relais de la Ville";

#[tokio::test(flavor = "multi_thread")]
async fn a_window_without_a_direct_way_says_that_it_goes_by_the_relay() -> Result<()> {
    play_after(a_relay_between, "relayed", "amina", async |stage, desk, relay| tell(stage, desk, relay).await).await
}

/// The hub listens on IPv6 alone, laptops on IPv4 alone.
async fn a_relay_between(stage: &mut Stage) -> Result<Server> {
    let mut config = ServerConfig::default();
    config.relay = Some(RelayConfig::new((Ipv4Addr::LOCALHOST, 0)));
    let relay = Server::spawn(config).await?;
    let url = format!("http://{}", relay.http_addr().context("the relay has no address")?);
    stage.hub.stop().await?;
    stage.hub.listen_at("[::1]:0");
    stage.hub.serve().await?;
    stage.hub.execute(Command::SetRelay { url: Some(url) }).await?;
    Ok(relay)
}

async fn tell(stage: &Stage, desk: &Desk, relay: Server) -> Result<()> {
    desk.join(&stage.hub.invite(ASSOCIATION).await?, ASSOCIATION, "Portable d’Amina").await?;
    let louis = stage.laptop("Louis", ASSOCIATION).await?;
    desk.click("sync-corner").await?;
    until("the hub by the relay, the colleague directly", 60, async || {
        let said = desk.read("sync-peers", " ").await?;
        Ok(said.matches(RELAYED).count() == 1 && said.matches("réseau local").count() == 1)
    })
    .await?;
    ensure!(relay.metrics().server.bytes_sent.get() > 0, "nothing went through the relay");
    desk.looks(&stage.screen, "46-relayed").await?;
    desk.speak("en").await?;
    desk.click("sync-corner").await?;
    desk.read("sync-peers", "through the city’s relay").await?;
    desk.looks(&stage.screen, "46-relayed-en").await?;
    desk.speak("fr").await?;
    louis.close().await?;

    relay.shutdown().await?;
    desk.click("sync-corner").await?;
    until("without the relay nobody is there", 60, async || {
        Ok(!desk.read("sync-peers", " ").await?.contains("connecté maintenant"))
    })
    .await?;
    desk.picture(&stage.screen, "47-relay-gone").await
}
