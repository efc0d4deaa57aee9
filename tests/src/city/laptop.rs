use super::logs::{last_lines, open_log};
use super::{Program, refused, unexpected_outcome};
use crate::sample::person;
use anyhow::{Context, Result, anyhow};
use mainforte_api::{Command, Outcome, Query, Refusal, View};
use mainforte_domain::{DeviceId, VolunteerId, fold};
use mainforte_node::lines::{Client, Wait, WaitFor};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::BufReader;
use tokio::process::Child;
use tokio::time::timeout;

/// A laptop without a window: a `mainforte-node` process and its folder. The process ends when this is dropped.
#[derive(Debug)]
pub struct Laptop {
    name: String,
    data: PathBuf,
    process: Child,
    client: Arc<Client>,
}

impl Laptop {
    /// Starts Amina's laptop on `folder/amina`, which is made when it is not there.
    pub async fn start(folder: &Path, name: &str) -> Result<Self> {
        Self::start_with(folder, name, &[]).await
    }

    /// The same, not looking for other devices.
    pub async fn start_offline(folder: &Path, name: &str) -> Result<Self> {
        Self::start_with(folder, name, &["--offline"]).await
    }

    async fn start_with(folder: &Path, name: &str, options: &[&str]) -> Result<Self> {
        let data = folder.join(fold(name));
        std::fs::create_dir_all(&data)?;
        let mut process = tokio::process::Command::new(Program::Node.path()?)
            .arg("--data")
            .arg(&data)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(open_log(&data)?)
            .kill_on_drop(true)
            .spawn()
            .context("mainforte-node cannot be started")?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let (input, output) = input.zip(output).context("mainforte-node has no pipes")?;
        let client = timeout(Duration::from_secs(30), Client::open(BufReader::new(output), input)).await;
        let client = client.map_err(anyhow::Error::from).and_then(|client| client.map_err(anyhow::Error::from));
        let client = client.map_err(|error| anyhow!("{name} does not answer: {error}\n{}", last_lines(&data)))?;
        Ok(Self { name: name.to_owned(), data, process, client: Arc::new(client) })
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Its process's number, while it runs.
    pub fn process_id(&self) -> Option<u32> {
        self.process.id()
    }

    /// Its device.
    pub fn device(&self) -> DeviceId {
        self.client.ready().device
    }

    /// The way to ask it.
    pub fn client(&self) -> &Arc<Client> {
        &self.client
    }

    /// Does something; a refusal is passed on as it is.
    pub async fn try_execute(&self, command: Command) -> Result<Outcome, Refusal> {
        self.client.execute(command).await
    }

    /// Does something that is not refused.
    pub async fn execute(&self, command: Command) -> Result<Outcome> {
        let outcome = self.client.execute(command).await;
        outcome.map_err(refused(&self.name)).with_context(|| last_lines(&self.data))
    }

    /// Asks for something that is not refused.
    pub async fn query(&self, query: Query) -> Result<View> {
        self.client.query(query).await.map_err(refused(&self.name)).with_context(|| last_lines(&self.data))
    }

    /// Joins with an invitation.
    pub async fn join(&self, invitation: &str) -> Result<Outcome, Refusal> {
        let device_name = device_name(&self.name);
        self.client.execute(Command::Join { invitation: invitation.to_owned(), device_name }).await
    }

    /// Writes somebody down with the least that is needed.
    pub async fn add_person(&self, given: &str, family: &str, phone: &str) -> Result<VolunteerId> {
        match self.execute(Command::AddPerson { person: person(given, family, phone) }).await? {
            Outcome::PersonSaved { id, .. } => Ok(id),
            other => Err(unexpected_outcome(other)),
        }
    }

    /// Plugs the network in or pulls it out.
    pub async fn set_online(&self, online: bool) -> Result<()> {
        self.client.set_online(online).await.map_err(refused(&self.name))?;
        Ok(())
    }

    /// Waits until it has exchanged everything with the hub.
    pub async fn catch_up(&self) -> Result<()> {
        let caught_up = Wait { what: WaitFor::CaughtUp, seconds: 20 };
        self.client.wait(caught_up).await.map_err(refused(&self.name)).with_context(|| last_lines(&self.data))?;
        Ok(())
    }

    /// Ends it properly.
    pub async fn close(mut self) -> Result<()> {
        self.client.close().await.map_err(refused(&self.name))?;
        let ended = timeout(Duration::from_secs(10), self.process.wait()).await;
        ended.with_context(|| format!("{} does not end", self.name))??;
        Ok(())
    }

    /// Ends it as a power cut does: SIGKILL, or what Windows has for it.
    pub async fn kill(mut self) -> Result<()> {
        self.process.kill().await.with_context(|| format!("{} cannot be killed", self.name))
    }
}

/// What French people call somebody's laptop.
fn device_name(name: &str) -> String {
    let vowel = fold(name).starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h']);
    if vowel { format!("Portable d’{name}") } else { format!("Portable de {name}") }
}
