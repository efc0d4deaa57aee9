//! Everything that a person or a server does with this repository: `cargo xtask <what>`.

mod bench;
mod ci;
mod demo;
mod desktop;
mod icons;
mod machine;
mod planning;
mod setup;
mod shell;
mod simulate;
mod step;
mod test;
mod ui;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask <what>

  setup [--headless]                      install what building and testing need (with --headless: without the window)
  demo [--headless]                       a sample city: two windows where there is a display, else a story in the terminal
  test                                    every test that needs no window
  ui                                      compile the interface into ui/dist
  run [-- ARGUMENTS]                      the desktop app
  e2e                                     drive the real window without a screen; pictures in target/e2e
  bench [planning|desk|sync|window] [--json]   measure; sync --beside: another library on the same documents
  simulate [--seeds N] [--seed K]         a city on a virtual network with faults and a cheat; a failure comes again with its seed
  icons                                   draw icons/* again from icons/mainforte.svg
  ci                                      format, lints, licences, 1,000 simulated cities, window tests";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let Some((what, rest)) = arguments.split_first() else {
        bail!("nothing asked\n\n{USAGE}");
    };
    match what.as_str() {
        "setup" => setup::all(rest).map(done),
        "demo" => demo::play(rest),
        "test" => test::all(rest).map(done),
        "ui" => ui::build().map(done),
        "run" => desktop::run_app(rest).map(done),
        "e2e" => desktop::drive(rest).map(done),
        "bench" => bench::measure(rest).map(done),
        "simulate" => simulate::play(rest).map(done),
        "icons" => icons::draw().map(done),
        "ci" => ci::check().map(done),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!("unknown: {what}\n\n{USAGE}"),
    }
}

fn done((): ()) -> ExitCode {
    ExitCode::SUCCESS
}
