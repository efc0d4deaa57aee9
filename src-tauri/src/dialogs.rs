//! The system's own windows for choosing a file.

use std::path::Path;

use data_encoding::BASE64;
use mainforte_api::{Base64, ImportFile, Refusal};
use rfd::{AsyncFileDialog, FileHandle};
use tauri::{AppHandle, Manager};

/// A table of a hundred thousand people is under this; a film is not.
const FILE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Asks for a file to read. None: the person chose none.
#[tauri::command]
pub(crate) async fn pick_file(app: AppHandle, title: String) -> Result<Option<ImportFile>, Refusal> {
    let chosen = shown(&app, move |dialog| dialog.set_title(title).pick_file()).await?;
    match chosen {
        Some(file) => read(file.path()).await.map(Some),
        None => Ok(None),
    }
}

/// Asks where to save a text, and saves it. Returns whether it was written.
#[tauri::command]
pub(crate) async fn save_file(app: AppHandle, title: String, name: String, text: String) -> Result<bool, Refusal> {
    let chosen = shown(&app, move |dialog| dialog.set_title(title).set_file_name(name).save_file()).await?;
    match chosen {
        Some(file) => tokio::fs::write(file.path(), text).await.map(|()| true).map_err(|error| write_refusal(&error)),
        None => Ok(false),
    }
}

/// Opens a dialog over the desk. Dialogs are made on the thread that owns the windows and awaited elsewhere.
pub(crate) async fn shown<F, A>(app: &AppHandle, ask: F) -> Result<Option<FileHandle>, Refusal>
where
    F: FnOnce(AsyncFileDialog) -> A + Send + 'static,
    A: Future<Output = Option<FileHandle>> + Send + 'static,
{
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let window = app.get_webview_window("desk");
    app.run_on_main_thread(move || {
        let dialog = AsyncFileDialog::new();
        let dialog = match &window {
            Some(window) => dialog.set_parent(window),
            None => dialog,
        };
        // The receiver is gone only when the window is.
        let _ = sender.send(ask(dialog));
    })
    .map_err(|error| fault(&error))?;
    Ok(receiver.await.map_err(|error| fault(&error))?.await)
}

async fn read(path: &Path) -> Result<ImportFile, Refusal> {
    let size = tokio::fs::metadata(path).await.map_err(|error| fault(&error))?.len();
    if size > FILE_BYTES_MAX {
        return Err(file_refusal("too_large"));
    }
    let bytes = tokio::fs::read(path).await.map_err(|error| fault(&error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(ImportFile { name, content: Base64(BASE64.encode(&bytes)) })
}

fn file_refusal(problem: &str) -> Refusal {
    Refusal::File { problem: problem.to_owned() }
}

fn write_refusal(error: &std::io::Error) -> Refusal {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Refusal::DiskFull,
        _ => fault(error),
    }
}

fn fault(error: &dyn std::error::Error) -> Refusal {
    Refusal::Fault { detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_comes_with_its_name_and_all_its_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("bénévoles.csv");
        std::fs::write(&path, b"nom;t\xe9l\n").unwrap();
        let file = read(&path).await.unwrap();
        assert_eq!(file.name, "bénévoles.csv");
        assert_eq!(BASE64.decode(file.content.0.as_bytes()).unwrap(), b"nom;t\xe9l\n");
    }

    #[tokio::test]
    async fn a_film_is_refused_before_it_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("film.csv");
        std::fs::File::create(&path).unwrap().set_len(FILE_BYTES_MAX + 1).unwrap();
        assert_eq!(read(&path).await, Err(file_refusal("too_large")));
    }
}
