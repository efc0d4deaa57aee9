//! `cargo xtask ui`: the interface, compiled to wasm, with its bindings, styles and fonts, in `ui/dist`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::setup::{self, Extent, wasm};
use crate::shell::{cargo, root, run, target_dir};
use crate::step::step;

/// The crate and its wasm file.
const CRATE: &str = "mainforte-ui";
/// A release build that favours a small file, named in the root `Cargo.toml`.
const PROFILE: &str = "interface";

/// Builds the interface into `ui/dist`.
pub(crate) fn build() -> Result<()> {
    check_bindings_version()?;
    if wasm::Compiler::found().is_none() {
        setup::prepare(Extent::Wasm)?;
    }
    let compiler = wasm::Compiler::found().context("no compiler for wasm")?;
    step("Interface (wasm)", || {
        run(compiler.cargo().args(["build", "--package", CRATE, "--target", wasm::TARGET, "--profile", PROFILE]))
    })?;
    step("Bindings, styles and fonts", || {
        let dist = root().join("ui/dist");
        empty(&dist)?;
        bind(&dist)?;
        copy_page(&dist)
    })
}

/// Lints the interface for the target that it runs on.
pub(crate) fn lint() -> Result<()> {
    let compiler = wasm::Compiler::found().context("no compiler for wasm")?;
    run(compiler.cargo().args(["clippy", "--package", CRATE, "--target", wasm::TARGET, "--", "-D", "warnings"]))
}

/// The interface's own tests, which need no browser. In a directory of their own: what they share with the rest is built there with
/// other features, and what they share with the interface by another compiler.
pub(crate) fn test() -> Result<()> {
    let dir = target_dir().join("ui-tests");
    run(cargo().env("CARGO_TARGET_DIR", dir).args(["test", "--locked", "--package", CRATE]))
}

fn bind(dist: &Path) -> Result<()> {
    let file = wasm::dir().join(wasm::TARGET).join(PROFILE).join(format!("{CRATE}.wasm"));
    // Built beside the interface, so that this step does not wait for a build of the rest either.
    let mut writer = cargo();
    writer.env("CARGO_TARGET_DIR", wasm::dir()).args(["run", "--quiet", "--package", "mainforte-bindings", "--"]);
    run(writer.arg(file).arg(dist))
}

fn copy_page(dist: &Path) -> Result<()> {
    let ui = root().join("ui");
    fs::copy(ui.join("index.html"), dist.join("index.html")).context("ui/index.html")?;
    copy_all(&ui.join("assets"), &dist.join("assets"))?;
    fs::write(dist.join("app.css"), one_sheet(&ui)?).context("ui/dist/app.css")
}

/// Every style sheet in one file. The page declares the order of the layers, so the order of the files has no meaning.
fn one_sheet(ui: &Path) -> Result<String> {
    let mut files = Vec::new();
    for dir in ["styles", "src"] {
        find_sheets(&ui.join(dir), &mut files)?;
    }
    files.sort();
    let mut sheet = String::new();
    for file in files {
        sheet.push_str(&fs::read_to_string(&file).with_context(|| file.display().to_string())?);
        sheet.push('\n');
    }
    Ok(sheet)
}

fn find_sheets(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            find_sheets(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "css") {
            files.push(path);
        }
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let path = entry?.path();
        let place = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_all(&path, &place)?;
        } else {
            fs::copy(&path, &place).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

fn empty(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("could not empty {}", dir.display()))?;
    }
    fs::create_dir_all(dir)?;
    Ok(())
}

/// The bindings must be written by the very version of wasm-bindgen that the interface was compiled with.
fn check_bindings_version() -> Result<()> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    let library = locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen")?;
    let writer = locked_version(&lock, "wasm-bindgen-cli-support").context("Cargo.lock does not name the writer")?;
    if library != writer {
        bail!(
            "wasm-bindgen is {library} in Cargo.lock, but xtask/bindings writes for {writer}: set \
             wasm-bindgen-cli-support to \"={library}\" in xtask/bindings/Cargo.toml"
        );
    }
    Ok(())
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_for_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"0.2.129\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm-bindgen-cli-support"), Some("0.2.129"));
        assert_eq!(locked_version(lock, "yew"), None);
    }
}
