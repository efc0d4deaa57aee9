//! Bundle files. The person names them in the system's own window: the page never names a file by itself.

use mainforte_api::{BundleFor, Command, Outcome, Refusal};
use tauri::{AppHandle, State};

use crate::desk::Desk;
use crate::dialogs::shown;

/// The ending by which such files are known.
const ENDING: &str = "mainforte";

/// Asks where to keep a bundle, and writes it. None: the person chose no place.
#[tauri::command]
pub(crate) async fn export_bundle(
    app: AppHandle,
    desk: State<'_, Desk>,
    title: String,
    name: String,
    to: BundleFor,
    everything: bool,
) -> Result<Option<Outcome>, Refusal> {
    let place = shown(&app, move |dialog| {
        dialog.set_title(&title).add_filter("Mainforte", &[ENDING]).set_file_name(named(&name)).save_file()
    });
    let Some(place) = place.await? else { return Ok(None) };
    let file = place.path().display().to_string();
    desk.node().await?.execute(Command::ExportBundle { to, everything, file }).await.map(Some)
}

/// Asks for a bundle, and takes it in. None: the person chose none.
#[tauri::command]
pub(crate) async fn import_bundle(
    app: AppHandle,
    desk: State<'_, Desk>,
    title: String,
) -> Result<Option<Outcome>, Refusal> {
    let chosen = shown(&app, move |dialog| dialog.set_title(&title).add_filter("Mainforte", &[ENDING]).pick_file());
    let Some(chosen) = chosen.await? else { return Ok(None) };
    let file = chosen.path().display().to_string();
    desk.node().await?.execute(Command::ImportBundle { file }).await.map(Some)
}

/// A file's name that every system takes.
fn named(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '-' };
    let name: String = name.chars().take(60).map(plain).collect();
    format!("{}.{ENDING}", name.trim_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_called_anything_makes_a_file_that_every_system_takes() {
        assert_eq!(named("Portable d’Amina"), "Portable-d-Amina.mainforte");
        assert_eq!(named("../..\\a:b"), "a-b.mainforte");
    }
}
