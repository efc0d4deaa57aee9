//! The node behind the window.

use std::path::{Path, PathBuf};

use mainforte_api::Refusal;
use mainforte_node::{Config, Node};
use serde::Serialize;
use tauri::{AppHandle, Manager};
use tokio::sync::SetOnce;

use crate::arguments::Arguments;
use crate::key::{self, KeyPlace};
use crate::notices;

/// The node once it is open, or why it does not open.
#[derive(Default)]
pub(crate) struct Desk {
    opened: SetOnce<Result<Opened, Refusal>>,
}

struct Opened {
    node: Node,
    computer: ThisComputer,
}

/// Where this computer keeps things, for the settings page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ThisComputer {
    /// The folder of the documents.
    data: PathBuf,
    /// Where the key is that opens them.
    key: KeyPlace,
}

impl Desk {
    /// The node; waits until it is open.
    pub(crate) async fn node(&self) -> Result<&Node, Refusal> {
        self.opened().await.map(|opened| &opened.node)
    }

    /// Where this computer keeps things.
    pub(crate) async fn computer(&self) -> Result<ThisComputer, Refusal> {
        self.opened().await.map(|opened| opened.computer.clone())
    }

    /// Ends the connections before the program ends.
    pub(crate) async fn close(&self) {
        if let Some(Ok(opened)) = self.opened.get() {
            opened.node.close().await;
        }
    }

    async fn opened(&self) -> Result<&Opened, Refusal> {
        self.opened.wait().await.as_ref().map_err(Clone::clone)
    }
}

/// Opens the node of this computer and begins to tell the window what changes.
pub(crate) async fn open(app: AppHandle, arguments: Arguments) {
    let opened = open_node(&app, arguments).await;
    match &opened {
        Ok(opened) => notices::forward(app.clone(), opened.node.watch()),
        Err(refusal) => tracing::error!(?refusal, "the store does not open"),
    }
    // Opened once at the start: there is nothing there before.
    let _ = app.state::<Desk>().opened.set(opened);
}

async fn open_node(app: &AppHandle, arguments: Arguments) -> Result<Opened, Refusal> {
    let data = folder(app, arguments.data)?;
    let (data, given) = (data, arguments.key_file);
    let looked_in = data.clone();
    let found = tokio::task::spawn_blocking(move || key::find_or_make(&looked_in, given.as_deref()));
    let (source, key) = found.await.map_err(fault)?.map_err(|error| fault(format!("{error:#}")))?;
    let node = Node::open(Config { data: data.clone(), key: source, online: true, bind: None }).await?;
    Ok(Opened { node, computer: ThisComputer { data, key } })
}

fn folder(app: &AppHandle, given: Option<PathBuf>) -> Result<PathBuf, Refusal> {
    let folder = match given {
        Some(folder) => folder,
        None => app.path().app_data_dir().map_err(fault)?,
    };
    make_private(&folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => Refusal::DiskFull,
        _ => fault(format!("{}: {error}", folder.display())),
    })?;
    Ok(folder)
}

/// Makes a folder that only its owner enters; one that is there already is left as it is.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut maker = std::fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(folder)
}

fn fault(error: impl std::fmt::Display) -> Refusal {
    Refusal::Fault { detail: error.to_string() }
}
