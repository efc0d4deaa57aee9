//! `cargo xtask simulate`: a city on a virtual network, seed after seed.

use anyhow::Result;

use crate::setup::{self, Extent};
use crate::shell::{built, cargo, in_root, run};
use crate::step::step;

const PROGRAM: &str = "simulate";

/// Seeds that a change must pass: all of the first thousand, some five minutes of two processors.
const SEEDS_OF_CI: &str = "1000";

/// Plays seeds; `--seeds N`, `--seed K` and `--threads T` are passed on.
pub(crate) fn play(arguments: &[String]) -> Result<()> {
    setup::prepare(Extent::Headless)?;
    step("Build of the simulation", || run(cargo().args(["build", "--package", "mainforte-tests", "--bin", PROGRAM])))?;
    run(in_root(built("debug", PROGRAM)).args(arguments))
}

/// As many seeds as a change must pass.
pub(crate) fn check() -> Result<()> {
    play(&["--seeds".to_owned(), SEEDS_OF_CI.to_owned()])
}
