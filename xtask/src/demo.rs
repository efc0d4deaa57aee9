//! `cargo xtask demo`: a sample city, in windows or as a story in the terminal.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::desktop;
use crate::machine;
use crate::setup::{self, Extent};
use crate::shell::{built, cargo, in_root, run};
use crate::step::step;

/// The programs that the story starts.
const PROGRAMS: &[&str] = &["mainforte-hub", "mainforte-node", "mainforte-story"];

/// Plays the demonstration and passes on its exit code.
pub(crate) fn play(arguments: &[String]) -> Result<ExitCode> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--headless"] => headless(),
        [] if machine::has_display() => windows(),
        [] => {
            eprintln!("No display here: the headless story is told instead.\n");
            headless()
        }
        other => bail!("unknown: demo {}; known: demo, demo --headless", other.join(" ")),
    }
}

fn headless() -> Result<ExitCode> {
    build_programs()?;
    tell(&[])
}

fn windows() -> Result<ExitCode> {
    desktop::build()?;
    build_programs()?;
    tell(&["--windows"])
}

fn build_programs() -> Result<()> {
    setup::prepare(Extent::Headless)?;
    step("Hub, headless laptop and story", || {
        let mut build = cargo();
        build.args([
            "build",
            "--package",
            "mainforte-tests",
            "--package",
            "mainforte-hub",
            "--package",
            "mainforte-node",
        ]);
        for program in PROGRAMS {
            build.args(["--bin", program]);
        }
        run(&mut build)
    })
}

fn tell(arguments: &[&str]) -> Result<ExitCode> {
    let story = built("debug", "mainforte-story");
    let status = in_root(&story)
        .args(arguments)
        .env("MAINFORTE_HUB", built("debug", "mainforte-hub"))
        .env("MAINFORTE_NODE", built("debug", "mainforte-node"))
        .env("MAINFORTE_DESKTOP", built("debug", "mainforte-desktop"))
        .status()
        .with_context(|| format!("could not start {}", story.display()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
