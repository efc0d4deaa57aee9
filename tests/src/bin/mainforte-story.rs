//! Plays the demonstration with a hub and laptops as processes of their own, and ends with one line of JSON.

use clap::Parser;
use mainforte_tests::story::{Language, Narrator, open_windows, tell};
use std::process::ExitCode;

/// A hub and two associations plan a week offline, meet again, and agree.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// Open two windows of the desktop app on the sample city instead of telling the whole story.
    #[arg(long)]
    windows: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let narrator = Narrator::new(Language::of_environment());
    let played = tokio::select! {
        played = play(&options, &narrator) => played,
        asked = asked_to_end() => asked.map_err(Into::into).map(|()| ExitCode::FAILURE),
    };
    // What was started ends with the values that hold it: dropped by now.
    played.unwrap_or_else(|error| {
        eprintln!("\nmainforte-story: {error:#}");
        ExitCode::FAILURE
    })
}

async fn play(options: &Options, narrator: &Narrator) -> anyhow::Result<ExitCode> {
    if options.windows {
        open_windows(narrator).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let figures = tell(narrator).await?;
    let broken = figures.broken_promises();
    for promise in &broken {
        eprintln!("mainforte-story: {promise}");
    }
    println!("\n{}", serde_json::to_string(&figures)?);
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn asked_to_end() -> std::io::Result<()> {
    mainforte_node::lines::Ending::listen()?.asked().await
}
