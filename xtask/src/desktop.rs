//! The desktop app: running it, and driving its real window without a screen.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::machine::System;
use crate::setup::{self, Extent};
use crate::shell::{built, cargo, in_root, root, run};
use crate::step::step;
use crate::ui;

/// The crate and the program of the desktop app.
const CRATE: &str = "mainforte-desktop";
/// The tests that drive its window.
const TESTS: &str = "mainforte-e2e";

/// Builds the interface and the app, in the dev profile.
pub(crate) fn build() -> Result<()> {
    setup::prepare(Extent::Desktop)?;
    ui::build()?;
    step("Desktop app", || run(cargo().args(["build", "--package", CRATE])))
}

/// `cargo xtask run`: opens the app.
pub(crate) fn run_app(arguments: &[String]) -> Result<()> {
    build()?;
    let arguments = arguments.iter().skip_while(|argument| *argument == "--");
    run(in_root(built("debug", CRATE)).args(arguments))
}

/// `cargo xtask e2e`: the tests that drive the real window.
pub(crate) fn drive(filters: &[String]) -> Result<()> {
    if System::here() != System::Debian {
        bail!("the tests of the real window run on Debian and Ubuntu, with WebKitWebDriver and Xvfb");
    }
    setup::prepare(Extent::WindowTests)?;
    ui::build()?;
    let tests = test_names()?;
    step("Desktop app, hub, headless laptop and window tests", || {
        run(together("build").args(["--bin", CRATE, "--bin", "mainforte-hub", "--bin", "mainforte-node"]).args(&tests))
    })?;
    step("Window tests", || {
        // One at a time: each has a screen, a hub and an app of its own, and two cores to share.
        run(together("test")
            .args(&tests)
            .args(["--", "--test-threads", "1", "--nocapture"])
            .args(filters)
            // What went wrong says where: sixty lines of the runtime's own frames would push it out of a log that is cut.
            .env("RUST_LIB_BACKTRACE", "0")
            .env("MAINFORTE_DESKTOP", built("debug", CRATE))
            .env("MAINFORTE_HUB", built("debug", "mainforte-hub"))
            .env("MAINFORTE_NODE", built("debug", "mainforte-node")))
    })
}

/// `cargo xtask bench window`: the first content of the desk against an empty window, both in a release build.
pub(crate) fn measure(options: &[String]) -> Result<()> {
    if System::here() != System::Debian {
        bail!("the window is measured on Debian and Ubuntu, with WebKitWebDriver and Xvfb");
    }
    setup::prepare(Extent::WindowTests)?;
    ui::build()?;
    step("Desktop app, empty window, hub and bench (release)", || {
        let mut build = together("build");
        build.args(["--release", "--example", "empty_window"]);
        for program in [CRATE, "mainforte-hub", "mainforte-node", "window-bench"] {
            build.args(["--bin", program]);
        }
        run(&mut build)
    })?;
    run(in_root(built("release", "window-bench"))
        .args(options)
        .env("MAINFORTE_EMPTY_WINDOW", built("release/examples", "empty_window"))
        .env("MAINFORTE_DESKTOP", built("release", CRATE))
        .env("MAINFORTE_HUB", built("release", "mainforte-hub"))
        .env("MAINFORTE_NODE", built("release", "mainforte-node")))
}

/// A cargo command on all that driving the window needs. Always the same packages: cargo joins the features of what they
/// share, and another choice would compile much of it again.
fn together(what: &str) -> Command {
    let mut command = cargo();
    command.arg(what);
    for package in [CRATE, "mainforte-hub", "mainforte-node", TESTS] {
        command.args(["--package", package]);
    }
    command
}

/// `--test NAME` for each file of the window tests.
fn test_names() -> Result<Vec<String>> {
    let dir = root().join("tests/e2e/tests");
    let mut names = Vec::new();
    for entry in fs::read_dir(&dir).with_context(|| dir.display().to_string())? {
        let path = entry?.path();
        if let Some(name) = path.file_stem().filter(|_| path.extension().is_some_and(|ending| ending == "rs")) {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names.into_iter().flat_map(|name| ["--test".to_owned(), name]).collect())
}
