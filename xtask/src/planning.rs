//! The allocation engine on the target that the interface runs on: the same plans as here.

use anyhow::Result;

use crate::setup::wasm;
use crate::shell::{cargo, on_path, run};
use crate::step::skipped;

/// The crate, and its program that tells digests of plans.
const CRATE: &str = "mainforte-planning";
const PROGRAM: &str = "planning-digest";

/// Builds the program for wasm with whichever compiler can, has Node run it, and compares with this machine's plans.
pub(crate) fn check_on_wasm() -> Result<()> {
    let Some(compiler) = wasm::Compiler::found().filter(|_| on_path("node")) else {
        skipped("Plans on wasm", "it takes node and the wasm target");
        return Ok(());
    };
    let program = ["--package", CRATE, "--bin", PROGRAM, "--no-default-features"];
    run(compiler.cargo().args(["build", "--locked", "--release", "--target", wasm::TARGET]).args(program))?;
    let file = wasm::dir().join(wasm::TARGET).join("release").join(format!("{PROGRAM}.wasm"));
    run(cargo().args(["test", "--package", CRATE, "--test", "wasm"]).env("MAINFORTE_DIGEST_WASM", file))
}
