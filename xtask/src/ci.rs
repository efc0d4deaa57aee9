//! `cargo xtask ci`: what must hold before a change is taken, tests apart.

use anyhow::{Result, bail};

use crate::desktop;
use crate::machine::System;
use crate::planning;
use crate::setup::{self, Extent};
use crate::shell::{cargo, read, run, succeeds};
use crate::simulate;
use crate::step::{skipped, step};
use crate::ui;

/// Runs every check, goes on after a failure, and fails at the end when one did.
pub(crate) fn check() -> Result<()> {
    let mut failed: Vec<&str> = Vec::new();
    let mut check = |title: &'static str, work: &dyn Fn() -> Result<()>| {
        if let Err(error) = step(title, work) {
            eprintln!("   {error:#}\n");
            failed.push(title);
        }
    };
    check("Set-up", &|| setup::prepare(Extent::Headless));
    check("Format", &|| run(cargo().args(["fmt", "--all", "--check"])));
    check("Lock file", &|| read(cargo().args(["metadata", "--locked", "--format-version", "1"])).map(drop));
    check("Lints", &|| run(cargo().args(["clippy", "--locked", "--all-targets", "--", "-D", "warnings"])));
    check("Licences, bans and sources", &licences);
    check("Simulation", &simulate::check);
    match window_set_up() {
        Ok(()) => {
            check("Lints of the interface", &ui::lint);
            check("Tests of the interface", &ui::test);
            check("Window tests", &|| desktop::drive(&[]));
            check("Lints of the desktop app", &lint_desktop);
        }
        Err(error) => skipped("Interface, desktop app and window tests", &format!("{error:#}")),
    }
    check("Plans on wasm", &planning::check_on_wasm);
    if failed.is_empty() {
        eprintln!("All checks passed.");
        return Ok(());
    }
    bail!("failed: {}", failed.join(", "))
}

/// The window needs a webview: what a server without one cannot check, it says it did not.
fn window_set_up() -> Result<()> {
    if System::here() != System::Debian {
        bail!("the window is tested on Debian and Ubuntu");
    }
    setup::prepare(Extent::WindowTests)
}

fn lint_desktop() -> Result<()> {
    let packages = ["--package", "mainforte-desktop", "--package", "mainforte-e2e", "--package", "mainforte-bindings"];
    run(cargo().args(["clippy", "--locked", "--all-targets"]).args(packages).args(["--", "-D", "warnings"]))
}

fn licences() -> Result<()> {
    setup::deny()?;
    run(cargo().args(["deny", "--log-level", "error", "check", "bans", "licenses", "sources"]))?;
    advisories()
}

/// The database of advisories is a git repository elsewhere: without a way to it, the check says that it did not run.
fn advisories() -> Result<()> {
    if !succeeds(cargo().args(["deny", "fetch", "db"])) {
        skipped("Advisories", "their database could not be fetched");
        return Ok(());
    }
    run(cargo().args(["deny", "--log-level", "error", "check", "advisories"]))
}
