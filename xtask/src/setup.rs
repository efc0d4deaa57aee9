//! `cargo xtask setup`: makes this machine able to build and test everything. Running it again changes nothing.

mod apt;
mod debian_wasm;
mod tools;
pub(crate) mod wasm;

use anyhow::{Result, bail};

use crate::machine::{self, System};
use crate::step::{already, step};

/// How much of the machine is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// What the libraries, the hub and the headless laptop need.
    Headless,
    /// The above and the wasm target: the interface can be built.
    Wasm,
    /// The above and the webview: the desktop app can be built.
    Desktop,
    /// The above and what drives a real window without a screen.
    WindowTests,
}

const COMPILER: &[&str] = &["build-essential", "pkg-config", "perl"];
const WEBVIEW: &[&str] =
    &["libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev", "librsvg2-dev", "libxdo-dev", "libssl-dev"];
const WINDOW_DRIVER: &[&str] = &["xvfb", "xauth", "dbus-x11", "webkit2gtk-driver", "imagemagick", "xdotool"];

/// The whole of set-up, as the command line asks for it.
pub(crate) fn all(arguments: &[String]) -> Result<()> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            prepare(Extent::WindowTests)?;
            step("Checkers (cargo-nextest, cargo-deny)", || {
                tools::install(tools::NEXTEST)?;
                tools::install(tools::DENY)
            })
        }
        ["--headless"] => prepare(Extent::Headless),
        ["--debian-wasm"] => debian_wasm::install(),
        other => bail!("unknown: setup {}; known: setup, setup --headless, setup --debian-wasm", other.join(" ")),
    }
}

/// Brings the machine to `extent`. Quick when there is nothing to do.
pub(crate) fn prepare(extent: Extent) -> Result<()> {
    match System::here() {
        System::Debian => packages(extent)?,
        system => advise(system, extent)?,
    }
    if extent == Extent::Headless {
        return Ok(());
    }
    wasm::prepare()
}

/// Installs cargo-deny when it is missing.
pub(crate) fn deny() -> Result<()> {
    tools::install(tools::DENY)
}

fn packages(extent: Extent) -> Result<()> {
    let mut wanted = COMPILER.to_vec();
    if extent >= Extent::Desktop {
        wanted.extend(WEBVIEW);
    }
    if extent == Extent::WindowTests {
        wanted.extend(WINDOW_DRIVER);
    }
    let missing = apt::missing(&wanted)?;
    if missing.is_empty() {
        already("Debian packages");
        return Ok(());
    }
    if !machine::is_root() {
        bail!("packages are missing and this is not root; type:\n\n  {}\n", apt::line(&missing));
    }
    step(&format!("Debian packages: {}", missing.join(" ")), || apt::install(&missing))
}

/// What to type on the systems where set-up installs nothing by itself.
fn advise(system: System, extent: Extent) -> Result<()> {
    let (have, advice) = match system {
        System::Mac => (crate::shell::on_path("cc"), "xcode-select --install"),
        System::Windows => (
            true,
            "winget install Microsoft.VisualStudio.2022.BuildTools --override \"--add Microsoft.VisualStudio.Workload.VCTools\"\n  \
             winget install StrawberryPerl.StrawberryPerl\n  winget install Microsoft.EdgeWebView2Runtime",
        ),
        System::Debian | System::OtherLinux => (
            crate::shell::on_path("cc") && crate::shell::on_path("perl"),
            "install a C compiler, make, pkg-config and perl; for the window also webkit2gtk 4.1, librsvg, libxdo \
             and openssl with their headers",
        ),
    };
    if !have {
        bail!("something is missing; type:\n\n  {advice}\n");
    }
    eprintln!("── If a C compiler, perl or the webview is missing, type:\n\n  {advice}\n");
    if extent == Extent::WindowTests {
        eprintln!("── Tests of the real window run on Debian and Ubuntu only.\n");
    }
    Ok(())
}
