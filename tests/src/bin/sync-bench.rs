//! Measures what exchanging documents costs, between a hub and laptops as processes of their own.

use clap::Parser;
use mainforte_tests::exchange::{cards_as_text, measure};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Measures the exchange of documents.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// So many documents; several numbers are measured one after the other. From 50,000 on, cloning and reconnecting alone.
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [1_000, 10_000])]
    documents: Vec<usize>,

    /// Print one line of JSON for each number instead of a table.
    #[arg(long)]
    json: bool,

    /// Also run this program on the same cards; it takes the file's name and prints one JSON object.
    #[arg(long, value_name = "PROGRAM")]
    beside: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    if cfg!(debug_assertions) {
        eprintln!("This is a debug build: its figures say little. Use `cargo xtask bench sync`.");
    }
    match run(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sync-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> anyhow::Result<()> {
    for &documents in &options.documents {
        anyhow::ensure!(documents >= 200, "fewer than 200 documents tell nothing");
        let mut report = measure(documents).await?;
        if let Some(program) = &options.beside {
            eprintln!("{} does the same…", program.display());
            report.beside = Some(beside(program, documents)?);
        }
        if options.json {
            println!("{}", serde_json::to_string(&report)?);
        } else {
            report.print();
        }
    }
    Ok(())
}

fn beside(program: &Path, documents: usize) -> anyhow::Result<serde_json::Value> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("cards");
    let lines: Vec<String> = cards_as_text(documents).iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    std::fs::write(&file, lines.join("\n"))?;
    let output = std::process::Command::new(program).arg(&file).stderr(std::process::Stdio::inherit()).output()?;
    anyhow::ensure!(output.status.success(), "{} failed", program.display());
    Ok(serde_json::from_slice(&output.stdout)?)
}
