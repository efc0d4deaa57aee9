//! The compiler for `wasm32-unknown-unknown`: the ordinary one, or Debian's where rustup cannot fetch the target.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian_wasm;
use crate::machine::System;
use crate::shell::{cargo, in_root, on_path, read, run, target_dir};
use crate::step::{already, skipped, step};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Who compiles the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compiler {
    /// The toolchain that compiles everything else.
    Ours,
    /// Debian's, with the target that set-up built for it.
    Debian,
}

impl Compiler {
    /// The compiler that can build for wasm here, if any.
    pub(crate) fn found() -> Option<Self> {
        if has_target(&mut in_root("rustc")) {
            return Some(Self::Ours);
        }
        let debian = Path::new("/usr/bin/rustc").exists() && has_target(&mut in_root("/usr/bin/rustc"));
        debian.then_some(Self::Debian)
    }

    /// A `cargo` that compiles for wasm and builds into [`dir`].
    pub(crate) fn cargo(self) -> Command {
        let mut command = match self {
            Self::Ours => cargo(),
            Self::Debian => debian_wasm::cargo(),
        };
        command.env("CARGO_TARGET_DIR", dir());
        command
    }
}

/// Where the interface is built. A directory of its own: two versions of rustc in one directory rebuild each other's
/// work, and the interface need not wait for a build of the rest.
pub(crate) fn dir() -> PathBuf {
    target_dir().join("ui")
}

/// Makes sure that some compiler can build for wasm.
pub(crate) fn prepare() -> Result<()> {
    if Compiler::found().is_some() {
        already("wasm target");
        return Ok(());
    }
    let added = on_path("rustup")
        && step("wasm target, by rustup", || run(in_root("rustup").args(["target", "add", TARGET]))).is_ok();
    if added {
        return Ok(());
    }
    if System::here() != System::Debian {
        anyhow::bail!("the wasm target is missing; type:\n\n  rustup target add {TARGET}\n");
    }
    skipped("wasm target, by rustup", "it could not be fetched; Debian's compiler takes its place");
    debian_wasm::install()
}

fn has_target(rustc: &mut Command) -> bool {
    target_libraries(rustc).is_ok_and(|dir| {
        std::fs::read_dir(dir)
            .is_ok_and(|files| files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
    })
}

fn target_libraries(rustc: &mut Command) -> Result<PathBuf> {
    let dir = read(rustc.args(["--print", "target-libdir", "--target", TARGET]))
        .context("this rustc does not know the wasm target")?;
    Ok(PathBuf::from(dir))
}
