//! Connections: listening, dialling the hub again and again, enrolment, and one driver for each sync session.

mod acked;
mod announce;
mod dial;
mod doorway;
mod driver;
mod endpoint;
mod gathered;
mod join;
mod listen;
mod local;
mod marks;
mod pace;
mod queue;
pub(crate) mod relay;
mod stream;
mod visitors;
pub(crate) mod way;

use crate::core::Core;
use crate::desk::local_network;
use crate::trouble::Trouble;
use iroh::Endpoint;
use mainforte_api::Outcome;
use mainforte_sync::{DeviceKey, Invitation};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

/// A node's connections, switched on or off as a whole.
pub(crate) struct Transport {
    core: Arc<Core>,
    bind: SocketAddr,
    /// Whether another port will do when that one is taken.
    or_any_port: bool,
    running: Mutex<Option<Running>>,
}

struct Running {
    endpoint: Endpoint,
    tasks: Vec<JoinHandle<()>>,
}

impl Transport {
    pub(crate) fn new(core: Arc<Core>, bind: SocketAddr, or_any_port: bool) -> Self {
        Self { core, bind, or_any_port, running: Mutex::new(None) }
    }

    /// Starts listening, and dialling where there is a hub to dial. Does nothing when it runs.
    pub(crate) async fn start(&self) -> Result<(), Trouble> {
        let mut running = self.running.lock().await;
        if running.is_some() {
            return Ok(());
        }
        let key = self.key().await?;
        let endpoint = endpoint::open(&key, self.bind, self.or_any_port).await?;
        let (local, relay) = self.core.at_desk(false, |desk| Ok((local_network(desk.store())?, desk.relay()?))).await?;
        if local {
            local::look_around(&endpoint);
        }
        if let Some(url) = relay {
            relay::add(&endpoint, &url).await;
        }
        let told = announce::once(&self.core, &endpoint).await;
        self.core.links.switch(true);
        let tasks = vec![
            tokio::spawn(announce::keep(Arc::clone(&self.core), endpoint.clone(), told)),
            tokio::spawn(listen::run(Arc::clone(&self.core), endpoint.clone())),
            tokio::spawn(dial::run(Arc::clone(&self.core), endpoint.clone())),
        ];
        *running = Some(Running { endpoint, tasks });
        drop(running);
        self.core.tell_sync();
        Ok(())
    }

    /// Closes every connection and the socket.
    pub(crate) async fn stop(&self) {
        let stopped = self.running.lock().await.take();
        if let Some(Running { endpoint, tasks }) = stopped {
            for task in &tasks {
                task.abort();
            }
            endpoint.close().await;
        }
        self.core.links.switch(false);
        self.core.tell_sync();
    }

    /// Connects anew, when it is switched on.
    pub(crate) async fn again(&self) -> Result<(), Trouble> {
        if self.running.lock().await.is_none() {
            return Ok(());
        }
        self.stop().await;
        self.start().await
    }

    /// Where others can reach this node; empty when it is switched off.
    pub(crate) async fn addresses(&self) -> Vec<SocketAddr> {
        self.running.lock().await.as_ref().map_or_else(Vec::new, |running| endpoint::addresses(&running.endpoint))
    }

    /// Joins with an invitation, on an endpoint of its own when this node is switched off.
    pub(crate) async fn join(&self, invitation: Invitation, device_name: String) -> Result<Outcome, Trouble> {
        let open = self.running.lock().await.as_ref().map(|running| running.endpoint.clone());
        match open {
            Some(endpoint) => {
                let outcome = join::ask(&self.core, &endpoint, invitation, device_name).await?;
                announce::once(&self.core, &endpoint).await;
                Ok(outcome)
            }
            None => {
                let endpoint = endpoint::open(&self.key().await?, self.bind, self.or_any_port).await?;
                let outcome = join::ask(&self.core, &endpoint, invitation, device_name).await;
                endpoint.close().await;
                outcome
            }
        }
    }

    async fn key(&self) -> Result<DeviceKey, Trouble> {
        self.core.at_desk(false, |desk| Ok(DeviceKey::from_secret(&desk.key().secret()))).await
    }
}
