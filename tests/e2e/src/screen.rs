use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::Process;

/// The size of the screen in pixels and its colour depth: a modest laptop's.
const SIZE: &str = "1366x820x24";

/// Where the pointer stays, in pixels: at the lower left corner of each window.
const PARKED: [u32; 2] = [2, 796];

/// An X server that nobody sees, on a display that was free.
#[derive(Debug)]
pub struct Screen {
    display: String,
    _server: Process,
}

impl Screen {
    /// Starts the server; it chooses its own display number and says it when it is ready.
    pub fn start() -> Result<Self> {
        let mut server = Process::start(
            Command::new("Xvfb")
                // Without a client it would begin anew, its pointer in the middle.
                .args(["-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let mut number = String::new();
        BufReader::new(server.output()?).read_line(&mut number)?;
        let number = number.trim();
        if number.is_empty() {
            bail!("Xvfb ended before it had a display");
        }
        let screen = Self { display: format!(":{number}"), _server: server };
        screen.park_pointer()?;
        Ok(screen)
    }

    /// Puts the pointer where a narrow window is as well, and nothing in it: without a window manager the keys go to whatever is under
    /// it, and the focus is drawn only in a window that has them.
    fn park_pointer(&self) -> Result<()> {
        let [x, y] = PARKED.map(|at| at.to_string());
        let status = self.command("xdotool").args(["mousemove", &x, &y]).status().context("xdotool")?;
        match status.success() {
            true => Ok(()),
            false => bail!("the pointer does not move: {status}"),
        }
    }

    /// The display's name, `:7`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Takes a picture of the whole screen into `target/e2e/{name}.png`.
    pub fn picture(&self, name: &str) -> Result<PathBuf> {
        let dir = pictures();
        std::fs::create_dir_all(&dir)?;
        let file = dir.join(format!("{name}.png"));
        let status = self.command("import").args(["-window", "root"]).arg(&file).status().context("import")?;
        if !status.success() {
            bail!("no picture of {}: {status}", self.display);
        }
        Ok(file)
    }

    /// A command that sees this screen.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.display).env_remove("WAYLAND_DISPLAY");
        command
    }
}

fn pictures() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(target) => root.join(target).join("e2e"),
        None => root.join("target/e2e"),
    }
}
