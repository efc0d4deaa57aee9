//! `cargo xtask bench`: what is promised, measured in a release build.

use anyhow::{Result, bail};
use std::path::PathBuf;

use crate::desktop;
use crate::setup::{self, Extent};
use crate::shell::{built, cargo, in_root, root, run, target_dir};
use crate::step::step;

/// A measuring program: its name on the command line, its crate, its binary.
#[derive(Debug)]
struct Bench {
    name: &'static str,
    package: &'static str,
    program: &'static str,
}

/// The bench that needs a window, and so a machine that can build one.
const WINDOW: &str = "window";

const SYNC: &str = "sync";

/// Of the sync bench: measure another library too.
const BESIDE: &str = "--beside";

const BENCHES: &[Bench] = &[
    Bench { name: "planning", package: "mainforte-planning", program: "planning-bench" },
    Bench { name: "desk", package: "mainforte-tests", program: "desk-bench" },
    Bench { name: SYNC, package: "mainforte-tests", program: "sync-bench" },
];

/// Runs one bench, or all that need no window. Names come first; from the first option on, all is passed on.
pub(crate) fn measure(arguments: &[String]) -> Result<()> {
    let first_option = arguments.iter().position(|argument| argument.starts_with("--")).unwrap_or(arguments.len());
    let (names, options) = arguments.split_at(first_option);
    if names.iter().any(|name| name == WINDOW) {
        return desktop::measure(options);
    }
    let chosen = chosen(names)?;
    setup::prepare(Extent::Headless)?;
    for bench in chosen {
        step(&format!("Build of {} (release)", bench.program), || {
            run(cargo().args(["build", "--release", "--package", bench.package, "--bin", bench.program]))
        })?;
        let (beside, others): (Vec<&String>, Vec<&String>) = options.iter().partition(|option| *option == BESIDE);
        let mut program = in_root(built("release", bench.program));
        program.args(others);
        if bench.name == SYNC && !beside.is_empty() {
            program.arg(BESIDE).arg(other_library()?);
        }
        run(&mut program)?;
    }
    Ok(())
}

/// Builds the program that does the same with another library; it is no part of the workspace.
fn other_library() -> Result<PathBuf> {
    let manifest = root().join("tests/beside/Cargo.toml");
    step("Build of the library to compare with (release)", || {
        let mut build = cargo();
        build.args(["build", "--release", "--locked", "--manifest-path"]).arg(manifest);
        run(build.arg("--target-dir").arg(target_dir()))
    })?;
    Ok(built("release", "mainforte-beside"))
}

fn chosen(names: &[String]) -> Result<Vec<&'static Bench>> {
    if names.is_empty() {
        return Ok(BENCHES.iter().collect());
    }
    let find = |name: &String| BENCHES.iter().find(|bench| bench.name == name.as_str());
    match names.iter().map(find).collect() {
        Some(benches) => Ok(benches),
        None => bail!("a bench is one of: planning, desk, sync, window"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bench_is_chosen_by_its_name() -> Result<()> {
        let desk = "desk".to_owned();
        assert_eq!(chosen(&[desk])?.iter().map(|bench| bench.program).collect::<Vec<_>>(), ["desk-bench"]);
        assert_eq!(chosen(&[])?.len(), BENCHES.len());
        assert!(chosen(&["speed".to_owned()]).is_err());
        Ok(())
    }
}
