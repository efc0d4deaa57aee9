//! The same plans on wasm32 as here: `planning-digest` built for both, the one run by Node.
//!
//! `MAINFORTE_DIGEST_WASM` names the program where it is built already (`cargo xtask ci` does, with whichever compiler has
//! the target); otherwise it is built here, when this compiler has the target.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/bench/wasm_digest.mjs");

fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|it| it.status.success())?;
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Whether this compiler can build for wasm.
fn has_target() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let folder = output(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]));
    let files = folder.and_then(|it| std::fs::read_dir(it.trim()).ok());
    files.is_some_and(|files| files.flatten().any(|it| it.file_name().to_string_lossy().starts_with("libstd-")))
}

/// The program for wasm; none, with a word about it, where it can be neither found nor built.
fn program() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("MAINFORTE_DIGEST_WASM") {
        return Some(path.into());
    }
    if !has_target() {
        eprintln!("SKIPPED: this compiler has no {TARGET}; `cargo xtask setup` installs it");
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wasm");
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    build.args(["build", "--locked", "--release", "--package", "mainforte-planning", "--bin", "planning-digest"]);
    build.args(["--no-default-features", "--target", TARGET]);
    let built = build.current_dir(env!("CARGO_MANIFEST_DIR")).env("CARGO_TARGET_DIR", &folder).status().unwrap();
    assert!(built.success(), "planning-digest does not build for {TARGET}");
    Some(folder.join(TARGET).join("release/planning-digest.wasm"))
}

#[test]
fn wasm_makes_the_same_plans() {
    if output(Command::new("node").arg("--version")).is_none() {
        eprintln!("SKIPPED: node is not installed");
        return;
    }
    let Some(program) = program() else { return };
    let here = output(&mut Command::new(env!("CARGO_BIN_EXE_planning-digest"))).unwrap();
    let there = output(Command::new("node").arg(READER).arg(&program)).expect("node runs the program");
    assert_eq!(here.lines().count(), 8, "{here}");
    assert_eq!(here, there);
}
