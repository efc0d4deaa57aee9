//! What every story begins with: a city whose hub serves, and a screen.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use mainforte_tests::city::{Hub, Laptop, refused};
use tempfile::TempDir;

use crate::desk::Desk;
use crate::screen::Screen;

/// A city, and the screen on which somebody's window stands.
#[derive(Debug)]
pub struct Stage {
    /// The city's hub, which serves.
    pub hub: Hub,
    /// Where Amina's window is, or whoever's story it is.
    pub screen: Screen,
    folder: TempDir,
}

impl Stage {
    /// Founds Bordeaux.
    async fn set() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut hub = Hub::found(folder.path(), "Ville de Bordeaux").await?;
        hub.serve().await?;
        Ok(Self { hub, screen: Screen::start()?, folder })
    }

    /// Where everybody's data are, each in a folder of their own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody else's window, on a screen of its own.
    pub async fn another_window(&self, name: &str) -> Result<(Screen, Desk)> {
        let screen = Screen::start()?;
        let desk = self.open(&screen, name).await?;
        Ok((screen, desk))
    }

    /// A laptop without a window, which has joined an association and is up to date.
    pub async fn laptop(&self, name: &str, association: &str) -> Result<Laptop> {
        let laptop = Laptop::start(self.folder(), name).await?;
        laptop.join(&self.hub.invite(association).await?).await.map_err(refused(name))?;
        laptop.catch_up().await?;
        Ok(laptop)
    }

    /// Has the hub stand still as it is, or go on: so long a picture shows what would be gone a moment later.
    pub fn hold_hub(&self, still: bool) -> Result<()> {
        let hub = self.hub.process_id().context("the hub does not serve")?;
        let signal = if still { "-STOP" } else { "-CONT" };
        let status = Command::new("kill").args([signal, &hub.to_string()]).status().context("kill")?;
        ensure!(status.success(), "the hub takes no {signal}: {status}");
        Ok(())
    }

    async fn open(&self, screen: &Screen, name: &str) -> Result<Desk> {
        let data = self.folder().join(name);
        std::fs::create_dir_all(&data)?;
        Desk::open(screen, &data).await
    }
}

/// Plays a story at somebody's window. Where it fails, a picture is taken, and what the window shows is told with the reason.
pub async fn play(title: &str, name: &str, story: impl AsyncFnOnce(&mut Stage, &Desk) -> Result<()>) -> Result<()> {
    play_after(
        async |_: &mut Stage| Ok(()),
        title,
        name,
        async |stage: &mut Stage, desk: &Desk, ()| story(stage, desk).await,
    )
    .await
}

/// The same, after something that happened while the window was closed: its laptop may have worked without one.
pub async fn play_after<G>(
    before: impl AsyncFnOnce(&mut Stage) -> Result<G>,
    title: &str,
    name: &str,
    story: impl AsyncFnOnce(&mut Stage, &Desk, G) -> Result<()>,
) -> Result<()> {
    let mut stage = Stage::set().await?;
    let given = before(&mut stage).await?;
    let desk = stage.open(&stage.screen, name).await?;
    let told = story(&mut stage, &desk, given).await;
    if let Err(error) = told {
        stage.screen.picture(&format!("{title}-failed"))?;
        let shown = desk.text().await.unwrap_or_else(|lost| format!("nothing: {lost:#}"));
        return Err(error.context(format!("the window shows:\n{shown}\n")));
    }
    desk.close().await?;
    stage.hub.stop().await
}
