//! The app starts, shows where to begin, and leaves nothing behind.

use std::path::Path;

use anyhow::Result;
use mainforte_e2e::{Desk, Screen};
use mainforte_tests::city::until;

#[tokio::test]
async fn a_new_laptop_is_asked_for_its_invitation() -> Result<()> {
    let screen = Screen::start()?;
    let data = tempfile::tempdir()?;
    let desk = Desk::open(&screen, data.path()).await?;
    desk.find("join-text").await?;
    screen.picture("0-first-screen")?;
    assert!(data.path().join("mainforte.db").exists());
    assert!(!running_with(data.path())?.is_empty());
    desk.close().await?;
    drop(screen);
    until("everything that was started has ended", 10, async || Ok(running_with(data.path())?.is_empty())).await
}

/// The processes that name this folder on their command line.
fn running_with(folder: &Path) -> Result<Vec<String>> {
    let folder = folder.display().to_string();
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")?.flatten() {
        // A process may end while it is looked at.
        if let Ok(line) = std::fs::read(entry.path().join("cmdline")) {
            let line = String::from_utf8_lossy(&line).replace('\0', " ");
            if line.contains(&folder) {
                found.push(line);
            }
        }
    }
    Ok(found)
}
