//! Two windows on the sample city: the operator's and one association's.

use super::figures::Figures;
use super::narrator::Narrator;
use super::opening::{self, CITY, RESTOS};
use super::stage::Stage;
use super::{cut, lending, lists, offline, reunion};
use crate::city::{Laptop, Program, refused};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use tokio::process::{Child, Command};

/// The operator's folder in the story's.
const OPERATOR: &str = "Claire";

/// Plays the story up to the reunion, opens the windows, and waits until both are closed.
pub(super) async fn open(narrator: &Narrator) -> Result<()> {
    let desktop = Program::Desktop.path()?;
    narrator.title("une ville d’essai, deux fenêtres", "a sample city, two windows");
    let mut stage = opening::raise(narrator).await?;
    let mut figures = Figures::default();
    lists::bring(&stage, narrator, &mut figures).await?;
    lending::lend_some(&stage, narrator).await?;
    let before = cut::cut(&mut stage, narrator).await?;
    offline::plan_apart(&stage, narrator, &mut figures).await?;
    reunion::meet(&mut stage, &before, narrator).await?;
    let operator = join_operator(&stage).await?;
    // The window takes over Amina's folder; Louis and Yasmine stay connected behind it.
    let Stage { mut hub, amina, louis, yasmine, folder, .. } = stage;
    let association = amina.data().to_owned();
    amina.close().await?;
    let windows = [start(&desktop, &operator)?, start(&desktop, &association)?];
    say_what_to_try(narrator);
    for mut window in windows {
        window.wait().await.context("a window is lost")?;
    }
    tokio::try_join!(louis.close(), yasmine.close())?;
    hub.stop().await?;
    folder.close().context("the sample city's folder cannot be removed")
}

async fn join_operator(stage: &Stage) -> Result<PathBuf> {
    let operator = Laptop::start(stage.folder.path(), OPERATOR).await?;
    operator.join(&stage.hub.invite_operator().await?).await.map_err(refused(OPERATOR))?;
    operator.catch_up().await?;
    let data = operator.data().to_owned();
    operator.close().await?;
    Ok(data)
}

fn start(desktop: &Path, data: &Path) -> Result<Child> {
    let mut window = Command::new(desktop);
    window.arg("--data").arg(data).arg("--key-file").arg(data.join("mainforte.key")).kill_on_drop(true);
    window.spawn().with_context(|| format!("{} cannot be started", desktop.display()))
}

fn say_what_to_try(narrator: &Narrator) {
    narrator.scene("À vous", "Your turn");
    narrator.say(
        format!("Deux fenêtres : « {CITY} » (Claire) et « {RESTOS} » (Amina). Louis et Yasmine sont connectés."),
        format!("Two windows: “{CITY}” (Claire) and “{RESTOS}” (Amina). Louis and Yasmine are connected."),
    );
    for (french, english) in [
        (
            "Chez Amina, « À régler » : les bénévoles que Louis a placés aussi.",
            "At Amina's, “To settle”: people whom Louis booked too.",
        ),
        (
            "« Planning » : planifier la semaine, accepter, lire pourquoi.",
            "“Planning”: plan the week, accept, read why.",
        ),
        (
            "« Bénévoles » : chercher, sans accents et sans majuscules.",
            "“Volunteers”: search, without accents or capitals.",
        ),
        (
            "Chez Claire, les prêts : accorder ce qui est demandé, et regarder la fenêtre d’Amina.",
            "At Claire's, loans: grant what is requested, and watch Amina's window.",
        ),
        ("Fermez les deux fenêtres pour tout arrêter.", "Close both windows to end everything."),
    ] {
        narrator.detail(format!("• {french}"), format!("• {english}"));
    }
}
