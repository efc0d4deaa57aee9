//! A laptop without a window, driven by JSON lines on standard input and output: for stories, tests and measurements.

use clap::Parser;
use mainforte_api::Refusal;
use mainforte_node::lines::{self, Ending, greet, serve};
use mainforte_node::{Config, KeySource, Node};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tokio::io::{AsyncWriteExt, BufReader};

/// The key file's name in the data folder, when no other is given.
const KEY_FILE: &str = "mainforte.key";

/// A Mainforte laptop without a window, driven by JSON lines.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// The folder in which this laptop keeps its documents; it must exist.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The file with the database's key, made when missing [default: DIR/mainforte.key].
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Begin without looking for other devices.
    #[arg(long)]
    offline: bool,
}

impl Options {
    fn config(self) -> Config {
        let key = self.key_file.unwrap_or_else(|| self.data.join(KEY_FILE));
        Config { data: self.data, key: KeySource::File(key), online: !self.offline, bind: None }
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    log_to_stderr();
    let runtime = match mainforte_node::runtime() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let code = match runtime.block_on(run(options.config())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    };
    // Standard input may still be waited for: that must not keep the program.
    runtime.shutdown_timeout(Duration::from_secs(2));
    code
}

async fn run(config: Config) -> anyhow::Result<()> {
    let ending = Ending::listen()?;
    let node = Node::open(config).await.map_err(refused)?;
    let lines = answer(&node);
    let ended = tokio::select! {
        ended = lines => ended,
        asked = ending.asked() => asked.map_err(anyhow::Error::from),
    };
    node.close().await;
    ended
}

async fn answer(node: &Node) -> anyhow::Result<()> {
    let mut output = lines::output();
    output.write_all(&greet(node).await.map_err(refused)?.write()).await?;
    output.flush().await?;
    serve(node, BufReader::new(lines::input()), output).await?;
    Ok(())
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

fn refused(refusal: Refusal) -> anyhow::Error {
    anyhow::anyhow!("{}", serde_json::to_string(&refusal).unwrap_or_else(|_| format!("{refusal:?}")))
}

fn failed(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("mainforte-node: {error}");
    ExitCode::FAILURE
}
