//! What the interface asks of the backend, typed.

mod bridge;
mod computer;
mod files;
pub mod views;

pub use bridge::Broken;
pub use computer::{KeyPlace, ThisComputer, this_computer};
pub use files::{export_bundle, import_bundle, pick_file, save_text};

use mainforte_api::{Command, Notice, Outcome, Query, Refusal, View};
use serde::Serialize;

/// Why there is no answer: the backend refused, or its answer could not be read.
pub type Failure = Broken<Refusal>;

#[derive(Serialize)]
struct Execute {
    command: Command,
}

#[derive(Serialize)]
struct Ask {
    query: Query,
}

/// Does something; what it did is on disk when the answer is here.
pub async fn execute(command: Command) -> Result<Outcome, Failure> {
    #[cfg(feature = "mock")]
    if !bridge::present() {
        return crate::mock::execute(command).await;
    }
    bridge::call("execute", &Execute { command }).await
}

/// Asks for something to show, and reads the one view that answers the question.
pub async fn query<T>(query: Query, read: views::Read<T>) -> Result<T, Failure> {
    let view = ask(query).await?;
    read(view).ok_or_else(|| Broken::Unreadable("the answer is of another kind than the question".to_owned()))
}

async fn ask(query: Query) -> Result<View, Failure> {
    #[cfg(feature = "mock")]
    if !bridge::present() {
        return crate::mock::query(query).await;
    }
    bridge::call("query", &Ask { query }).await
}

/// Hears what happens, for as long as the page lives.
pub fn watch(heard: impl Fn(Notice) + 'static) {
    if bridge::present() {
        bridge::listen("notice", heard);
    }
}
