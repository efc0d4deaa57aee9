//! What the window may ask: the contract of `mainforte-api`, passed on as it is.

use mainforte_api::{Command, Outcome, Query, Refusal, View};
use tauri::State;

use crate::desk::{Desk, ThisComputer};

/// Does something. When it answers, it is on disk.
#[tauri::command]
pub(crate) async fn execute(desk: State<'_, Desk>, command: Command) -> Result<Outcome, Refusal> {
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
