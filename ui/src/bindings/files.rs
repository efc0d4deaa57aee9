//! Files that the person chooses; the desktop app shows the system's own window for it.

use super::{Failure, bridge};
use mainforte_api::ImportFile;
use serde::Serialize;

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct Save<'a> {
    name: &'a str,
    text: &'a str,
}

/// Lets the person choose a table to import; nothing when they change their mind.
pub async fn pick_file() -> Result<Option<ImportFile>, Failure> {
    #[cfg(feature = "mock")]
    if !bridge::present() {
        return Ok(Some(crate::mock::picked_file()));
    }
    bridge::call("pick_file", &Nothing {}).await
}

/// Lets the person choose where to keep a text; says whether it was kept.
pub async fn save_text(name: &str, text: &str) -> Result<bool, Failure> {
    bridge::call("save_file", &Save { name, text }).await
}
