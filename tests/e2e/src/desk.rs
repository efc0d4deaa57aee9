use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use mainforte_tests::city::Program;

use crate::process::Process;
use crate::screen::Screen;

/// How long something may take to appear, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long after the page the screen shows it, at most.
const SHOWN: Duration = Duration::from_millis(150);
/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(10);

/// The app in its real window, on a data folder of its own.
#[derive(Debug)]
pub struct Desk {
    client: Client,
    launched: Instant,
    _driver: Process,
}

impl Desk {
    /// Starts the app on `screen` with its documents in `data`. The key is beside them, as `mainforte-node` leaves it.
    pub async fn open(screen: &Screen, data: &Path) -> Result<Self> {
        Self::open_program(screen, &Program::Desktop.path()?, data).await
    }

    /// Starts any program with a web view in the same way.
    pub async fn open_program(screen: &Screen, program: &Path, data: &Path) -> Result<Self> {
        let port = free_port()?;
        let driver = Process::start(
            screen
                .command("dbus-run-session")
                .args(["--", "/usr/bin/WebKitWebDriver", "--host=127.0.0.1", &format!("--port={port}")])
                // What the driver starts inherits this: the app lets itself be driven, draws without a graphics card,
                // keeps its key in a file, and shares no cache with the person who runs the tests.
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
                .env("GDK_BACKEND", "x11")
                .env("MAINFORTE_KEY_FILE", data.join("mainforte.key"))
                .env("XDG_DATA_HOME", data.join("xdg-data"))
                .env("XDG_CACHE_HOME", data.join("xdg-cache"))
                .env("XDG_CONFIG_HOME", data.join("xdg-config"))
                .env("LANG", "C.UTF-8")
                .stdout(Stdio::null()),
        )?;
        listening(port).await?;
        let launched = Instant::now();
        let client = launch(port, program, data).await?;
        Ok(Self { client, launched, _driver: driver })
    }

    /// How long ago the driver was told to launch the program.
    pub fn since_launch(&self) -> Duration {
        self.launched.elapsed()
    }

    /// The element marked `data-test="{name}"`, waited for until it is there and shown.
    pub async fn find(&self, name: &str) -> Result<Element> {
        let selector = marked(name);
        let until = Instant::now() + PATIENCE;
        loop {
            if let Ok(element) = self.client.find(Locator::Css(&selector)).await
                && element.is_displayed().await.unwrap_or(false)
            {
                return Ok(element);
            }
            if Instant::now() > until {
                bail!("the window never showed {name:?}; it shows:\n{}", self.text().await?);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// How many elements carry that mark now. The page counts: of what the driver has found, something may have left the page.
    pub async fn count(&self, name: &str) -> Result<usize> {
        let counted = self.run(&format!("return document.querySelectorAll('{}').length", marked(name))).await?;
        Ok(serde_json::from_value(counted)?)
    }

    /// Clicks an element, once it is there.
    pub async fn click(&self, name: &str) -> Result<()> {
        let element = self.find(name).await?;
        element.click().await.with_context(|| format!("could not click {name:?}"))
    }

    /// Chooses what a list offers under that label.
    pub async fn choose(&self, name: &str, label: &str) -> Result<()> {
        let list = self.find(name).await?;
        list.select_by_label(label).await.with_context(|| format!("{name:?} does not offer {label:?}"))
    }

    /// Types into a field, once it is there, in place of what it held.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let field = self.find(name).await?;
        // What is selected is replaced by what is typed; the driver's own way of emptying a field tells the page nothing.
        let select =
            format!("const field = document.querySelector('{}'); field.focus(); field.select();", marked(name));
        self.client.execute(&select, Vec::new()).await.with_context(|| format!("could not select {name:?}"))?;
        let keys = if text.is_empty() { Key::Delete.to_string() } else { text.to_owned() };
        field.send_keys(&keys).await.with_context(|| format!("could not type into {name:?}"))
    }

    /// Waits until an attribute of an element has a value.
    pub async fn wait_for(&self, name: &str, attribute: &str, value: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self.find(name).await?.attr(attribute).await.unwrap_or_default();
            if found.as_deref() == Some(value) {
                return Ok(());
            }
            if Instant::now() > until {
                bail!("{name:?} never had {attribute}={value:?}, but {found:?}");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until an element's text contains `part`, and returns the text.
    pub async fn read(&self, name: &str, part: &str) -> Result<String> {
        let until = Instant::now() + PATIENCE;
        loop {
            let text = self.find(name).await?.text().await.unwrap_or_default();
            if text.contains(part) {
                return Ok(text);
            }
            if Instant::now() > until {
                bail!("{name:?} never said {part:?}; it says {text:?}");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until the window says something, wherever.
    pub async fn says(&self, part: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let text = self.text().await.unwrap_or_default();
            if text.contains(part) {
                return Ok(());
            }
            if Instant::now() > until {
                bail!("the window never said {part:?}; it says:\n{text}");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Takes a picture once the screen shows what the page says.
    pub async fn picture(&self, screen: &Screen, name: &str) -> Result<()> {
        self.drawn().await?;
        screen.picture(name)?;
        Ok(())
    }

    /// Waits until the screen shows what the page says.
    pub(crate) async fn drawn(&self) -> Result<()> {
        const DRAWN: &str =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        self.client.execute_async(DRAWN, Vec::new()).await.context("the page does not draw")?;
        tokio::time::sleep(SHOWN).await;
        Ok(())
    }

    /// Makes the window as wide and as high as this, in pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.client.set_window_rect(0, 0, width, height).await.context("the window keeps its size")
    }

    /// Shows the page in the light or the dark theme.
    pub async fn dress(&self, theme: &str) -> Result<()> {
        let dress = format!("document.documentElement.setAttribute('data-theme', '{theme}')");
        self.run(&dress).await.context("the page keeps its theme")?;
        Ok(())
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: Key) -> Result<()> {
        let focused = self.client.active_element().await.context("nothing has the focus")?;
        focused.send_keys(&key.to_string()).await.with_context(|| format!("could not press {key:?}"))
    }

    /// The mark of what has the focus.
    pub async fn focused(&self) -> Result<Option<String>> {
        let focused = self.client.active_element().await.context("nothing has the focus")?;
        Ok(focused.attr("data-test").await?)
    }

    /// Waits until no element carries that mark.
    pub async fn gone(&self, name: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while self.count(name).await? > 0 {
            if Instant::now() > until {
                bail!("{name:?} never left the window; it shows:\n{}", self.text().await?);
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Loads the page anew, as when the program is opened again.
    pub(crate) async fn reload(&self) -> Result<()> {
        self.client.refresh().await.context("the page does not load anew")
    }

    /// Runs a script in the page.
    pub(crate) async fn run(&self, script: &str) -> Result<serde_json::Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Everything the window says.
    pub async fn text(&self) -> Result<String> {
        Ok(self.client.find(Locator::Css("body")).await?.text().await?)
    }

    /// Closes the window and waits for the app to have ended.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }
}

/// Waits until the driver listens.
async fn listening(port: u16) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if Instant::now() > until {
            bail!("WebKitWebDriver does not listen");
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

async fn launch(port: u16, program: &Path, data: &Path) -> Result<Client> {
    let arguments = ["--data".to_owned(), data.display().to_string()];
    let mut capabilities = Capabilities::new();
    capabilities.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": arguments }));
    let address = format!("http://127.0.0.1:{port}");
    let client = ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&address).await;
    client.with_context(|| format!("the driver does not start {}", program.display()))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn marked(name: &str) -> String {
    format!("[data-test=\"{name}\"]")
}
