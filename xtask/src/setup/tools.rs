//! Programs that cargo installs, at the versions tried here.

use anyhow::Result;

use crate::shell::{cargo, on_path, run};
use crate::step::{already, step};

/// A program and the version to install.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

pub(super) const NEXTEST: Tool = Tool { name: "cargo-nextest", version: "0.9.151" };
pub(super) const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

/// Installs `tool` unless a program of that name is already on the path.
pub(super) fn install(tool: Tool) -> Result<()> {
    let Tool { name, version } = tool;
    if on_path(name) {
        already(name);
        return Ok(());
    }
    step(&format!("{name} {version} (compiles, some minutes)"), || {
        run(cargo().args(["install", "--quiet", "--locked", "--version", version, name]))
    })
}
