//! What the window may ask: the contract of `mainforte-api`, passed on as it is.

use mainforte_api::{Command, Outcome, Query, Refusal, View};
use tauri::State;

use crate::desk::{Desk, ThisComputer};

/// Does something. When it answers, it is on disk.
#[tauri::command]
pub(crate) async fn execute(desk: State<'_, Desk>, command: Command) -> Result<Outcome, Refusal> {
    if let Command::ExportBundle { file, .. } | Command::ImportBundle { file } = command {
        // A page that could name files could overwrite them: the person names them, in the system's own window.
        return Err(Refusal::Invalid { field: "file".to_owned(), problem: "not_by_the_page".to_owned(), value: file });
    }
    desk.node().await?.execute(command).await
}

/// Asks something; changes nothing.
#[tauri::command]
pub(crate) async fn query(desk: State<'_, Desk>, query: Query) -> Result<View, Refusal> {
    desk.node().await?.query(query).await
}

/// Says where this computer keeps its documents and their key.
#[tauri::command]
pub(crate) async fn this_computer(desk: State<'_, Desk>) -> Result<ThisComputer, Refusal> {
    desk.computer().await
}
