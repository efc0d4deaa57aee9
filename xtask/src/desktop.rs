//! The desktop app: running it, and driving its real window without a screen.

use anyhow::{Result, bail};

use crate::machine::System;
use crate::setup::{self, Extent};
use crate::shell::{built, cargo, in_root, run};
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
    step("Desktop app, hub, headless laptop and window tests", || {
        // Everything in one build: the features of shared crates are joined once, and nothing is compiled twice.
        let mut build = cargo();
        build.arg("build");
        for package in [CRATE, "mainforte-hub", "mainforte-node"] {
            build.args(["--package", package, "--bin", package]);
        }
        run(build.args(["--package", TESTS, "--tests"]))
    })?;
    step("Window tests", || {
        // One at a time: each has a screen, a hub and an app of its own, and two cores to share.
        run(cargo()
            .args(["test", "--package", TESTS, "--", "--test-threads", "1", "--nocapture"])
            .args(filters)
            .env("MAINFORTE_DESKTOP", built("debug", CRATE))
            .env("MAINFORTE_HUB", built("debug", "mainforte-hub"))
            .env("MAINFORTE_NODE", built("debug", "mainforte-node")))
    })
}
