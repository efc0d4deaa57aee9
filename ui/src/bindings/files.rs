//! Files that the person chooses; the desktop app shows the system's own window for it.

use super::{Failure, bridge};
use mainforte_api::ImportFile;
use serde::Serialize;

#[derive(Serialize)]
struct Pick<'a> {
    title: &'a str,
}

#[derive(Serialize)]
struct Save<'a> {
    title: &'a str,
    name: &'a str,
    text: &'a str,
}

/// Lets the person choose a table to import, in a window of that title; nothing when they change their mind.
pub async fn pick_file(title: &str) -> Result<Option<ImportFile>, Failure> {
    #[cfg(feature = "mock")]
    if !bridge::present() {
        return Ok(Some(crate::mock::picked_file()));
    }
    bridge::call("pick_file", &Pick { title }).await
}

/// Lets the person choose where to keep a text; says whether it was kept.
pub async fn save_text(title: &str, name: &str, text: &str) -> Result<bool, Failure> {
    bridge::call("save_file", &Save { title, name, text }).await
}
