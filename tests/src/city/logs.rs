use anyhow::{Context, Result};
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

/// Where a process of the city writes what it logs: beside its data folder, `amina.log` beside `amina`.
pub(super) fn log_path(data: &Path) -> PathBuf {
    data.with_extension("log")
}

pub(super) fn open_log(data: &Path) -> Result<File> {
    let path = log_path(data);
    let opened = OpenOptions::new().create(true).append(true).open(&path);
    opened.with_context(|| format!("{} cannot be written", path.display()))
}

/// The last lines of a log, for an error message.
pub(super) fn last_lines(data: &Path) -> String {
    let text = std::fs::read_to_string(log_path(data)).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(8)..).unwrap_or_default().join("\n")
}
