//! Measures what is promised at the desk: commands to disk, pages of people, a ready backend, the hub's memory.

use clap::Parser;
use mainforte_tests::measure::{Measure, all, print_json, print_table};
use std::process::ExitCode;

/// Measures the desk against its promises; ends with 1 when one is broken.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// Print one line of JSON instead of a table.
    #[arg(long)]
    json: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    if cfg!(debug_assertions) {
        eprintln!("This is a debug build: its figures say little. Use `cargo xtask bench`.");
    }
    measure(&options).await.unwrap_or_else(|error| {
        eprintln!("desk-bench: {error:#}");
        ExitCode::FAILURE
    })
}

async fn measure(options: &Options) -> anyhow::Result<ExitCode> {
    let measures = all().await?;
    if options.json {
        print_json(&measures)?;
    } else {
        print_table(&measures);
    }
    let kept = measures.iter().all(Measure::is_kept);
    Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
