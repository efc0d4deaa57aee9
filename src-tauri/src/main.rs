//! The desktop app: a window on the interface, and a node behind it. All that knows Tauri is here, and nothing else is.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod arguments;
mod bundles;
mod commands;
mod desk;
mod dialogs;
mod key;
mod notices;
mod window;

use std::process::ExitCode;

use tauri::{Manager, RunEvent};
use tracing_subscriber::EnvFilter;

use crate::arguments::Arguments;
use crate::desk::Desk;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("MAINFORTE_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match mainforte_node::runtime() {
        Ok(runtime) => {
            tauri::async_runtime::set(runtime.handle().clone());
            let code = show(Arguments::read());
            runtime.shutdown_background();
            code
        }
        Err(error) => {
            tracing::error!("the app gets no threads: {error}");
            ExitCode::FAILURE
        }
    }
}

fn show(arguments: Arguments) -> ExitCode {
    let app = tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![
            bundles::export_bundle,
            bundles::import_bundle,
            commands::execute,
            commands::query,
            commands::this_computer,
            dialogs::pick_file,
            dialogs::save_file
        ])
        .setup(move |app| {
            app.manage(Desk::default());
            window::open(app)?;
            // The window draws while the store opens; the first command waits for it.
            tauri::async_runtime::spawn(desk::open(app.handle().clone(), arguments));
            Ok(())
        })
        .build(context());
    match app {
        Ok(app) => {
            app.run(|app, event| {
                if matches!(event, RunEvent::Exit) {
                    tauri::async_runtime::block_on(app.state::<Desk>().close());
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!("the window cannot open: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What `tauri.conf.json` says, and the interface itself.
#[expect(clippy::disallowed_methods, reason = "the macro's own code holds the call")]
fn context() -> tauri::Context {
    tauri::generate_context!()
}
