use crate::admin_file::AdminFile;
use crate::admin_socket::call;
use crate::folder::Folder;
use crate::sentence::refused;
use anyhow::{Result, bail};
use mainforte_api::{Command, MeView, Outcome, Query, Refusal, View};
use mainforte_domain::DeviceRole;
use mainforte_node::lines::Client;
use mainforte_node::{Config, Node};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// While a hub starts, its store is taken and its admin socket is not there yet: so long is tried again.
const STARTING: Duration = Duration::from_secs(10);

/// The way into the hub's documents: through the hub that serves, or by oneself.
#[derive(Debug)]
pub(crate) struct Door {
    way: Way,
    me: MeView,
}

enum Way {
    Serving(Client, AdminFile),
    Own(Node),
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Serving(..) => "Serving",
            Self::Own(_) => "Own",
        })
    }
}

impl Door {
    /// Finds the way in.
    pub(crate) async fn open(folder: &Folder) -> Result<Self> {
        folder.must_hold_a_city()?;
        let way = find(folder).await?;
        let door = match way.query(Query::Me).await {
            Ok(View::Me(me)) if me.role == Some(DeviceRole::Hub) => return Ok(Self { way, me }),
            Ok(View::Me(_)) => Err(no_hub(folder)),
            Ok(_) => Err(unexpected()),
            Err(refusal) => Err(refused(&refusal)),
        };
        way.close().await;
        door
    }

    /// Who the hub is.
    pub(crate) fn me(&self) -> &MeView {
        &self.me
    }

    /// What the hub that serves says of itself; none when it does not serve.
    pub(crate) fn serving(&self) -> Option<&AdminFile> {
        match &self.way {
            Way::Serving(_, file) => Some(file),
            Way::Own(_) => None,
        }
    }

    /// Does something.
    pub(crate) async fn execute(&self, command: Command) -> Result<Outcome> {
        let outcome = match &self.way {
            Way::Serving(client, _) => client.execute(command).await,
            Way::Own(node) => node.execute(command).await,
        };
        outcome.map_err(|refusal| refused(&refusal))
    }

    /// Asks for something.
    pub(crate) async fn query(&self, query: Query) -> Result<View> {
        self.way.query(query).await.map_err(|refusal| refused(&refusal))
    }

    /// Leaves, so that what was done is on disk and the store is free.
    pub(crate) async fn close(self) {
        self.way.close().await;
    }
}

impl Way {
    async fn query(&self, query: Query) -> Result<View, Refusal> {
        match self {
            Self::Serving(client, _) => client.query(query).await,
            Self::Own(node) => node.query(query).await,
        }
    }

    async fn close(self) {
        if let Self::Own(node) = self {
            node.close().await;
        }
    }
}

async fn find(folder: &Folder) -> Result<Way> {
    let until = Instant::now() + STARTING;
    loop {
        if let Some((client, file)) = call(&folder.data).await {
            return Ok(Way::Serving(client, file));
        }
        match Node::open(folder.config(false, None)).await {
            Ok(node) => return Ok(Way::Own(node)),
            Err(Refusal::StoreLocked) if Instant::now() < until => sleep(Duration::from_millis(100)).await,
            Err(refusal) => return Err(refused(&refusal)),
        }
    }
}

/// Opens the node to serve, and waits for a command that has the store at this moment.
pub(crate) async fn open_to_serve(folder: &Folder, config: Config) -> Result<Node> {
    folder.must_hold_a_city()?;
    if call(&folder.data).await.is_some() {
        bail!("a hub serves from this folder already, end it first");
    }
    let until = Instant::now() + STARTING;
    let node = loop {
        match Node::open(config.clone()).await {
            Ok(node) => break node,
            Err(Refusal::StoreLocked) if Instant::now() < until => sleep(Duration::from_millis(50)).await,
            Err(refusal) => return Err(refused(&refusal)),
        }
    };
    match node.query(Query::Me).await {
        Ok(View::Me(me)) if me.role == Some(DeviceRole::Hub) => Ok(node),
        _ => {
            node.close().await;
            Err(no_hub(folder))
        }
    }
}

fn no_hub(folder: &Folder) -> anyhow::Error {
    let shown = folder.data.display();
    anyhow::anyhow!("no city was founded in {shown}, found one with `init` in an empty folder")
}

/// The hub answered with something else than was asked.
pub(crate) fn unexpected() -> anyhow::Error {
    anyhow::anyhow!("the hub's answer does not fit the question, restart the hub with this version of the program")
}
