//! The wasm target from Debian's own packages, for machines where rustup cannot reach its server.
//!
//! Debian ships a recent compiler for web engines (`rustc-web`) and the sources of its standard library, but not the
//! library built for `wasm32-unknown-unknown`: it is built here once and put where that compiler looks for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::apt;
use super::wasm::TARGET;
use crate::machine;
use crate::shell::{in_root, read, run, target_dir};
use crate::step::step;

const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src"];
const RUSTC: &str = "/usr/bin/rustc";
/// The first release that compiles this workspace (`rust-version` in `Cargo.toml`).
const OLDEST: (u32, u32) = (1, 95);

/// Debian's cargo, and nothing of another toolchain in its environment.
pub(super) fn cargo() -> Command {
    let mut command = in_root("/usr/bin/cargo");
    command.env("PATH", path_with_system_first()).env("RUSTC", RUSTC).env_remove("RUSTUP_TOOLCHAIN");
    for variable in ["CARGO", "RUSTDOC", "RUSTC_WRAPPER", "LD_LIBRARY_PATH"] {
        command.env_remove(variable);
    }
    command
}

/// Installs the compiler, builds the library for wasm and puts it in place.
pub(super) fn install() -> Result<()> {
    step("Debian's compiler for wasm (rustc-web)", || {
        packages(PACKAGES)?;
        check_version()?;
        let lld = linker_package()?;
        packages(&[lld.as_str()])
    })?;
    step("Standard library for wasm (compiles, a minute or two)", || {
        let built = build_library()?;
        put_libraries(&built)?;
        link_linker()
    })?;
    link_toolchain();
    Ok(())
}

fn packages(wanted: &[&str]) -> Result<()> {
    let missing = apt::missing(wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    if !machine::is_root() {
        bail!("packages are missing and this is not root; type:\n\n  {}\n", apt::line(&missing));
    }
    apt::install(&missing)
}

fn check_version() -> Result<()> {
    let said = read(in_root(RUSTC).arg("-vV"))?;
    let release = field(&said, "release").context("rustc does not say its release")?;
    let mut numbers = release.split('.').map_while(|part| part.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(major), Some(minor)) if (major, minor) >= OLDEST => Ok(()),
        _ => bail!("Debian's rustc-web is {release}, too old: {}.{} or newer is needed", OLDEST.0, OLDEST.1),
    }
}

/// The linker of the same LLVM as the compiler: `lld-22` for LLVM 22.
fn linker_package() -> Result<String> {
    let said = read(in_root(RUSTC).arg("-vV"))?;
    Ok(format!("lld-{}", llvm_major(&said).context("rustc does not say its LLVM version")?))
}

fn build_library() -> Result<PathBuf> {
    let dir = target_dir().join("wasm-library");
    fs::create_dir_all(dir.join("src"))?;
    let manifest = "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n";
    fs::write(dir.join("Cargo.toml"), manifest)?;
    fs::write(dir.join("src/lib.rs"), "")?;
    let mut building = cargo();
    building.current_dir(&dir).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", dir.join("target"));
    // The interface is optimised as a whole, standard library included.
    building.env("RUSTFLAGS", "-Cembed-bitcode=yes");
    run(building.args([
        "build",
        "--quiet",
        "--release",
        "-Zbuild-std=std,panic_abort,proc_macro,test",
        "--target",
        TARGET,
    ]))?;
    Ok(dir.join("target").join(TARGET).join("release/deps"))
}

fn put_libraries(built: &Path) -> Result<()> {
    let place =
        Path::new(&read(in_root(RUSTC).args(["--print", "sysroot"]))?).join("lib/rustlib").join(TARGET).join("lib");
    // Libraries of an earlier compiler would be taken for this one's.
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place).with_context(|| format!("could not make {}", place.display()))?;
    for file in fs::read_dir(built)? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(file.path(), place.join(&name))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link_linker() -> Result<()> {
    let said = read(in_root(RUSTC).arg("-vV"))?;
    let llvm = llvm_major(&said).context("rustc does not say its LLVM version")?;
    let host = field(&said, "host").context("rustc does not say its host")?;
    let dir = Path::new(&read(in_root(RUSTC).args(["--print", "sysroot"]))?).join("lib/rustlib").join(host).join("bin");
    fs::create_dir_all(&dir)?;
    let link = dir.join("rust-lld");
    if link.symlink_metadata().is_ok() {
        fs::remove_file(&link)?;
    }
    std::os::unix::fs::symlink(format!("/usr/lib/llvm-{llvm}/bin/lld"), &link)
        .with_context(|| format!("could not make {}", link.display()))
}

#[cfg(not(unix))]
fn link_linker() -> Result<()> {
    bail!("Debian's compiler is for Debian")
}

/// `cargo +debian` for those who like to type it; nothing here depends on it.
fn link_toolchain() {
    crate::shell::succeeds(in_root("rustup").args(["toolchain", "link", "debian", "/usr"]));
}

fn path_with_system_first() -> std::ffi::OsString {
    let mut path = std::ffi::OsString::from("/usr/bin:");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}

fn field<'a>(said: &'a str, name: &str) -> Option<&'a str> {
    said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn llvm_major(said: &str) -> Option<&str> {
    field(said, "LLVM version")?.split('.').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "rustc 1.96.0 (built from a source tarball)\nhost: x86_64-unknown-linux-gnu\nrelease: 1.96.0\nLLVM version: 22.1.8";

    #[test]
    fn the_linker_is_of_the_compilers_llvm() {
        assert_eq!(llvm_major(SAID), Some("22"));
        assert_eq!(field(SAID, "host"), Some("x86_64-unknown-linux-gnu"));
    }
}
