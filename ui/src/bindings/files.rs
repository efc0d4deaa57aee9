//! Files that the person chooses; the desktop app shows the system's own window for it.

use super::{Failure, bridge};
use mainforte_api::{BundleFor, ImportFile, Outcome};
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

#[derive(Serialize)]
struct ExportBundle<'a> {
    title: &'a str,
    name: &'a str,
    to: &'a BundleFor,
    everything: bool,
}

/// Lets the person choose where to keep what somebody lacks, and writes it there; nothing when they change their mind.
pub async fn export_bundle(
    title: &str,
    name: &str,
    to: &BundleFor,
    everything: bool,
) -> Result<Option<Outcome>, Failure> {
    #[cfg(feature = "mock")]
    if !bridge::present() {
        return Ok(Some(crate::mock::exported(name)));
    }
    bridge::call("export_bundle", &ExportBundle { title, name, to, everything }).await
}

/// Lets the person choose such a file, and takes it in; nothing when they change their mind.
pub async fn import_bundle(title: &str) -> Result<Option<Outcome>, Failure> {
    #[cfg(feature = "mock")]
    if !bridge::present() {
        return Ok(Some(crate::mock::taken_in()));
    }
    bridge::call("import_bundle", &Pick { title }).await
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
