use super::logs::{last_lines, open_log};
use super::{Program, refused};
use anyhow::{Context, Result, anyhow, bail};
use mainforte_api::{Command, InvitationView, Outcome, Query, View};
use mainforte_node::lines::Client;
use serde::Deserialize;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::Child;
use tokio::time::timeout;

/// The city's hub: a folder, `mainforte-hub` commands on it, and the process that serves while there is one. The process
/// ends when this is dropped.
#[derive(Debug)]
pub struct Hub {
    data: PathBuf,
    /// Where it listened before, so that it is found there again.
    address: Option<String>,
    serving: Option<Serving>,
}

#[derive(Debug)]
struct Serving {
    process: Child,
    admin: Arc<Client>,
}

#[derive(Deserialize)]
struct AdminFile {
    port: u16,
    token: String,
}

impl Hub {
    /// Founds a city in `folder/hub`.
    pub async fn found(folder: &Path, city: &str) -> Result<Self> {
        let hub = Self { data: folder.join("hub"), address: None, serving: None };
        std::fs::create_dir_all(&hub.data)?;
        hub.command(&["init", "--city", city]).await?;
        Ok(hub)
    }

    /// Has it listen there from its next start on.
    pub fn listen_at(&mut self, address: &str) {
        self.address = Some(address.to_owned());
    }

    /// Starts to serve on loopback, where it listened before.
    pub async fn serve(&mut self) -> Result<()> {
        let bind = self.address.clone().unwrap_or_else(|| "127.0.0.1:0".to_owned());
        let mut process = tokio::process::Command::new(Program::Hub.path()?)
            .arg("serve")
            .arg("--data")
            .arg(&self.data)
            .args(["--bind", &bind])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(open_log(&self.data)?)
            .kill_on_drop(true)
            .spawn()
            .context("mainforte-hub cannot be started")?;
        let output = process.stdout.take().context("mainforte-hub has no output")?;
        let mut lines = BufReader::new(output).lines();
        let said = timeout(Duration::from_secs(30), lines.next_line()).await;
        let line = said.ok().and_then(Result::ok).flatten().unwrap_or_default();
        match line.strip_prefix("listening on ").and_then(|addresses| addresses.split(", ").next()) {
            Some(address) => self.address = Some(address.to_owned()),
            None => bail!("the hub does not serve: {line:?}\n{}", last_lines(&self.data)),
        }
        // It says no more, but its output must stay open.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let admin = Arc::new(self.call().await?);
        self.serving = Some(Serving { process, admin });
        Ok(())
    }

    async fn call(&self) -> Result<Client> {
        let file: AdminFile = serde_json::from_slice(&std::fs::read(self.data.join("admin.json"))?)?;
        let (reader, mut writer) = TcpStream::connect((Ipv4Addr::LOCALHOST, file.port)).await?.into_split();
        writer.write_all(format!("{}\n", file.token).as_bytes()).await?;
        Ok(Client::open(BufReader::new(reader), writer).await?)
    }

    /// Its folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The serving process's number, while it serves.
    pub fn process_id(&self) -> Option<u32> {
        self.serving.as_ref().and_then(|serving| serving.process.id())
    }

    /// Ends the serving process as a power cut does.
    pub async fn kill(&mut self) -> Result<()> {
        if let Some(mut serving) = self.serving.take() {
            serving.process.kill().await.context("the hub cannot be killed")?;
        }
        Ok(())
    }

    /// Ends the serving process properly.
    pub async fn stop(&mut self) -> Result<()> {
        if let Some(mut serving) = self.serving.take() {
            serving.admin.close().await.map_err(refused("the hub"))?;
            timeout(Duration::from_secs(10), serving.process.wait()).await.context("the hub does not end")??;
        }
        Ok(())
    }

    /// Runs `mainforte-hub` with these arguments on its folder; whatever comes of it.
    pub async fn run(&self, arguments: &[&str]) -> Result<Output> {
        let mut command = tokio::process::Command::new(Program::Hub.path()?);
        command.args(arguments).arg("--data").arg(&self.data).stdin(Stdio::null()).kill_on_drop(true);
        let output = timeout(Duration::from_secs(60), command.output()).await;
        Ok(output.with_context(|| format!("mainforte-hub {} does not end", arguments.join(" ")))??)
    }

    /// The same; what it printed when it succeeded.
    pub async fn command(&self, arguments: &[&str]) -> Result<String> {
        let output = self.run(arguments).await?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(anyhow!("mainforte-hub {}: {said}", arguments.join(" ")));
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    /// An invitation for a laptop of an association, as its one line of text.
    pub async fn invite(&self, association: &str) -> Result<String> {
        let said = self.command(&["invite", "--association", association, "--json"]).await?;
        Ok(serde_json::from_str::<InvitationView>(&said)?.text)
    }

    /// An invitation for a laptop of the city.
    pub async fn invite_operator(&self) -> Result<String> {
        Ok(self.command(&["invite", "--operator"]).await?.trim().to_owned())
    }

    /// What `status --json` says.
    pub async fn status(&self) -> Result<serde_json::Value> {
        Ok(serde_json::from_str(&self.command(&["status", "--json"]).await?)?)
    }

    /// The way to ask the hub that serves.
    pub fn client(&self) -> Result<&Arc<Client>> {
        Ok(&self.serving.as_ref().context("the hub does not serve")?.admin)
    }

    /// Asks the hub that serves.
    pub async fn query(&self, query: Query) -> Result<View> {
        self.client()?.query(query).await.map_err(refused("the hub")).with_context(|| last_lines(&self.data))
    }

    /// Does something on the hub that serves.
    pub async fn execute(&self, command: Command) -> Result<Outcome> {
        self.client()?.execute(command).await.map_err(refused("the hub")).with_context(|| last_lines(&self.data))
    }
}
