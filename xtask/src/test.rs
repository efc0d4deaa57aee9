//! `cargo xtask test`: every test that needs no window.

use anyhow::Result;

use crate::setup::{self, Extent};
use crate::shell::{cargo, on_path, run};
use crate::step::step;

/// Runs the tests of the default members, with nextest where it is installed.
pub(crate) fn all(filters: &[String]) -> Result<()> {
    setup::prepare(Extent::Headless)?;
    if !on_path("cargo-nextest") {
        return step("Tests (cargo test)", || run(cargo().arg("test").args(filters)));
    }
    step("Tests (cargo nextest)", || {
        run(cargo().args(["nextest", "run", "--no-fail-fast", "--no-tests", "pass"]).args(filters))
    })?;
    // nextest does not run the examples in the documentation.
    step("Examples in the documentation", || run(cargo().args(["test", "--doc"])))
}
