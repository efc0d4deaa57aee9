use crate::city::{Hub, Laptop, refused, unexpected_outcome};
use crate::sample::{PeopleList, Style};
use anyhow::{Context, Result};
use mainforte_api::{Command, Outcome, Query, View};
use mainforte_node::{Config, KeySource, Node};
use std::path::PathBuf;
use tempfile::TempDir;

/// What the sample is drawn from.
const SEED: u64 = 1_000;

/// So many people are in one file.
const FILE: usize = 2_000;

/// An association's laptop with many people on its disk, in this process and without a network: what is measured is the
/// backend behind the window.
pub(super) struct Desk {
    /// The backend; none while it is closed.
    node: Option<Node>,
    config: Config,
    _folder: TempDir,
}

impl Desk {
    /// Founds a city, joins an association's laptop to it and imports the people.
    pub(super) async fn with_people(people: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = joined(&folder).await?;
        let key = KeySource::File(data.join("mainforte.key"));
        let config = Config { data, key, online: false, bind: None };
        let node = Node::open(config.clone()).await.map_err(refused("opening"))?;
        let desk = Self { node: Some(node), config, _folder: folder };
        for block in 0..people.div_ceil(FILE) {
            let list = PeopleList { name: "liste.csv", style: Style::City, people: FILE, block };
            let file = list.draw(SEED).to_import();
            desk.execute(Command::ImportPeople { file, merge_lines: Vec::new() }).await?;
        }
        Ok(desk)
    }

    /// Closes the backend, so that the store is free.
    pub(super) async fn close(&mut self) {
        if let Some(node) = self.node.take() {
            node.close().await;
        }
    }

    /// Opens the backend again.
    pub(super) async fn reopen(&mut self) -> Result<()> {
        self.node = Some(Node::open(self.config.clone()).await.map_err(refused("opening again"))?);
        Ok(())
    }

    pub(super) async fn execute(&self, command: Command) -> Result<Outcome> {
        self.node()?.execute(command).await.map_err(refused("a command"))
    }

    pub(super) async fn query(&self, query: Query) -> Result<View> {
        self.node()?.query(query).await.map_err(refused("a query"))
    }

    fn node(&self) -> Result<&Node> {
        self.node.as_ref().context("the backend is closed")
    }
}

/// The folder of a laptop that has joined an association; neither the hub nor the laptop runs any more.
async fn joined(folder: &TempDir) -> Result<PathBuf> {
    let mut hub = Hub::found(folder.path(), "Ville de Bordeaux").await?;
    hub.serve().await?;
    let laptop = Laptop::start(folder.path(), "Amina").await?;
    match laptop.join(&hub.invite("Restos du cœur").await?).await.map_err(refused("joining"))? {
        Outcome::Joined { .. } => {}
        other => return Err(unexpected_outcome(other)),
    }
    laptop.catch_up().await?;
    let data = laptop.data().to_owned();
    laptop.close().await?;
    hub.stop().await?;
    Ok(data)
}
