//! The one window.

use tauri::{App, Url, WebviewWindowBuilder};

/// Opens the window described in `tauri.conf.json`.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    for window in &app.config().app.windows {
        WebviewWindowBuilder::from_config(app, window)?.on_navigation(is_ours).build()?;
    }
    Ok(())
}

/// Whether an address is the interface itself. The window shows nothing else, whatever a text or a file contains.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows and Android serve the same files under this name.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_never_leaves_the_interface() {
        let ours = |url: &str| is_ours(&Url::parse(url).unwrap());
        assert!(ours("tauri://localhost/index.html#/planning"));
        assert!(ours("http://tauri.localhost/"));
        assert!(!ours("https://localhost/"));
        assert!(!ours("https://tauri.localhost.example.org/"));
        assert!(!ours("file:///etc/passwd"));
        assert!(!ours("data:text/html,<script>1</script>"));
    }
}
