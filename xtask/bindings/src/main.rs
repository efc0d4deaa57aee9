//! Writes the JavaScript that starts a wasm file in a web view: `mainforte-bindings FILE.wasm DIRECTORY`.
//!
//! A program of its own, so that `xtask` itself compiles in seconds.

use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let wasm = arguments.next().context("the wasm file is missing")?;
    let directory = arguments.next().context("the directory is missing")?;
    Bindgen::new()
        .input_path(&wasm)
        .web(true)?
        .typescript(false)
        .generate(&directory)
        .with_context(|| format!("could not write the bindings of {}", wasm.display()))
}
