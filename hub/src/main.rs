//! The city's always-on node and its command line.
//!
//! Ends with 0 when done, with 1 and one sentence on standard error when refused, with 2 when the command line is wrong.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod admin_file;
mod admin_socket;
mod bundle;
mod cli;
mod door;
mod export;
mod folder;
mod import;
mod init;
mod invite;
mod lend;
mod qr;
mod reclaim;
mod restored;
mod sentence;
mod serve;
mod status;

use clap::Parser;
use cli::{Cli, Task};
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let cli = Cli::parse();
    log_to_stderr(matches!(cli.task, Task::Serve(_)));
    let runtime = match mainforte_node::runtime() {
        Ok(runtime) => runtime,
        Err(error) => return refused(&error.into()),
    };
    let code = match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refused(&error),
    };
    runtime.shutdown_timeout(Duration::from_secs(2));
    code
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.task {
        Task::Init(options) => init::init(&options).await,
        Task::Serve(options) => serve::serve(&options).await,
        Task::Invite(options) => invite::invite(&options).await,
        Task::Import(options) => import::import(&options).await,
        Task::Lend(options) => lend::lend(&options).await,
        Task::Reclaim(options) => reclaim::reclaim(&options).await,
        Task::Bundle(options) => bundle::bundle(&options).await,
        Task::Export(options) => export::export(&options).await,
        Task::Restored(options) => restored::restored(&options).await,
        Task::Status(options) => status::status(&options).await,
    }
}

/// A daemon tells what it does; a command only what went wrong. `RUST_LOG` says otherwise.
fn log_to_stderr(daemon: bool) {
    let usual = if daemon { "info,iroh=warn,noq=error" } else { "error" };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(usual));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

fn refused(error: &anyhow::Error) -> ExitCode {
    eprintln!("mainforte-hub: {error:#}");
    ExitCode::FAILURE
}
