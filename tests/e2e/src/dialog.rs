//! The system's file dialog, which is no part of the page: it is driven by keys, as a person would.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::screen::Screen;

impl Screen {
    /// Types a path into the file dialog of that title, once it is there, and confirms it.
    pub fn choose_file(&self, title: &str, path: &Path) -> Result<()> {
        let window = self.window(title)?;
        self.keys(&["windowfocus", "--sync", &window])?;
        let path = path.to_str().context("a path that can be typed")?;
        // GTK opens its location field at the first slash, and its list of completions swallows the first Enter.
        self.keys(&["type", "--clearmodifiers", "--delay", "8", path])?;
        self.until_gone(&window)
    }

    fn window(&self, title: &str) -> Result<String> {
        let until = Instant::now() + Duration::from_secs(15);
        while Instant::now() < until {
            let found = self.command("xdotool").args(["search", "--onlyvisible", "--name", title]).output()?;
            if let Some(window) = String::from_utf8_lossy(&found.stdout).lines().next() {
                return Ok(window.to_owned());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("no window is called {title:?}")
    }

    fn until_gone(&self, window: &str) -> Result<()> {
        for _ in 0..20 {
            self.keys(&["key", "--clearmodifiers", "Return"])?;
            std::thread::sleep(Duration::from_millis(300));
            let name = self.command("xdotool").args(["getwindowname", window]).output()?;
            if !name.status.success() {
                return Ok(());
            }
        }
        bail!("the file dialog stays open")
    }

    fn keys(&self, arguments: &[&str]) -> Result<()> {
        let status = self.command("xdotool").args(arguments).status().context("xdotool")?;
        match status.success() {
            true => Ok(()),
            false => bail!("xdotool {} failed", arguments.join(" ")),
        }
    }
}
