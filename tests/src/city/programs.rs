use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A program that the city runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// The city's hub and its command line.
    Hub,
    /// A laptop without a window.
    Node,
    /// The desktop app.
    Desktop,
}

impl Program {
    /// Where it is: in `MAINFORTE_HUB`, `MAINFORTE_NODE` or `MAINFORTE_DESKTOP`, else beside this program. What a test or
    /// a measurement misses there is built first.
    pub fn path(self) -> Result<PathBuf> {
        if let Some(named) = std::env::var_os(self.variable()).filter(|path| !path.is_empty()) {
            return Ok(named.into());
        }
        let folder = profile_folder()?;
        let path = folder.join(format!("{}{}", self.name(), std::env::consts::EXE_SUFFIX));
        if !path.is_file() && self != Self::Desktop {
            build(&folder)?;
        }
        if !path.is_file() {
            bail!("{} is not there: build {}, or say in {} where it is", path.display(), self.name(), self.variable());
        }
        Ok(path)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Hub => "mainforte-hub",
            Self::Node => "mainforte-node",
            Self::Desktop => "mainforte-desktop",
        }
    }

    fn variable(self) -> &'static str {
        match self {
            Self::Hub => "MAINFORTE_HUB",
            Self::Node => "MAINFORTE_NODE",
            Self::Desktop => "MAINFORTE_DESKTOP",
        }
    }
}

/// The folder of this profile's programs; test programs lie one deeper, in `deps`.
fn profile_folder() -> Result<PathBuf> {
    let own = std::env::current_exe().context("this program does not know where it is")?;
    let folder = own.parent().context("this program lies in no folder")?;
    let is_deps = folder.file_name().is_some_and(|name| name == "deps");
    Ok(folder.parent().filter(|_| is_deps).unwrap_or(folder).to_owned())
}

/// Builds both programs once, in the profile that this program was built in. The packages are those of the demonstration's
/// build, so that nothing is compiled twice.
fn build(folder: &Path) -> Result<()> {
    static BUILT: OnceLock<bool> = OnceLock::new();
    let built = *BUILT.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).arg("build");
        for package in ["mainforte-tests", "mainforte-hub", "mainforte-node"] {
            command.args(["--package", package]);
        }
        command.args(["--bin", "mainforte-hub", "--bin", "mainforte-node"]);
        if folder.file_name().is_some_and(|profile| profile == "release") {
            command.arg("--release");
        }
        command.status().is_ok_and(|status| status.success())
    });
    if built { Ok(()) } else { bail!("mainforte-hub and mainforte-node could not be built") }
}
