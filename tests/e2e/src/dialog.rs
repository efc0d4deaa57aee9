//! The system's file dialog, which is no part of the page: it is driven by keys, as a person would.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::screen::Screen;

/// A path that was mangled on its way is typed again.
const ATTEMPTS: usize = 4;

impl Screen {
    /// Types a path into the file dialog of that title, once it is there, and confirms it.
    pub fn choose_file(&self, title: &str, path: &Path) -> Result<()> {
        let window = self.window(title)?;
        let path = path.to_str().context("a path that can be typed")?;
        for _ in 0..ATTEMPTS {
            self.keys(&["windowfocus", "--sync", &window])?;
            // The dialog's key for its field of paths, which it builds when it is first asked for.
            self.keys(&["key", "--clearmodifiers", "ctrl+l"])?;
            std::thread::sleep(Duration::from_millis(400));
            self.keys(&["key", "--clearmodifiers", "ctrl+a"])?;
            // It completes what is typed by itself: slower than its list, or it mixes both.
            self.keys(&["type", "--clearmodifiers", "--delay", "40", path])?;
            std::thread::sleep(Duration::from_millis(400));
            self.keys(&["key", "--clearmodifiers", "Return"])?;
            if self.is_gone_within(&window, Duration::from_secs(2))? {
                return Ok(());
            }
        }
        bail!("the file dialog stays open")
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

    fn is_gone_within(&self, window: &str, time: Duration) -> Result<bool> {
        let until = Instant::now() + time;
        while Instant::now() < until {
            let shown = self.command("xdotool").args(["search", "--onlyvisible", "--name", "."]).output()?;
            if !String::from_utf8_lossy(&shown.stdout).lines().any(|other| other == window) {
                return Ok(true);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(false)
    }

    fn keys(&self, arguments: &[&str]) -> Result<()> {
        let status = self.command("xdotool").args(arguments).status().context("xdotool")?;
        match status.success() {
            true => Ok(()),
            false => bail!("xdotool {} failed", arguments.join(" ")),
        }
    }
}
