//! Measures how much later than an empty Tauri window the desk shows its first content, with 10,000 people on disk.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use mainforte_api::Command;
use mainforte_e2e::{Desk, Screen};
use mainforte_tests::city::{Hub, Laptop, Program, refused};
use mainforte_tests::measure::{Measure, PEOPLE, print_json, print_table};
use mainforte_tests::sample::{PeopleList, Style};

/// Each window is opened so many times, in turns; the median counts.
const STARTS: usize = 5;
/// So many people are in one file.
const FILE: usize = 2_000;
/// The later content may come so much later, in milliseconds.
const LATER_MS_MAX: f64 = 500.0;

#[tokio::main]
async fn main() -> ExitCode {
    let json = std::env::args().any(|argument| argument == "--json");
    measure(json).await.unwrap_or_else(|error| {
        eprintln!("window-bench: {error:#}");
        ExitCode::FAILURE
    })
}

async fn measure(json: bool) -> Result<ExitCode> {
    let empty = std::env::var_os("MAINFORTE_EMPTY_WINDOW").context("run `cargo xtask bench window`")?;
    let (empty, desktop) = (PathBuf::from(empty), Program::Desktop.path()?);
    let folder = tempfile::tempdir()?;
    eprintln!("Writing {PEOPLE} people…");
    let data = with_people(folder.path()).await?;
    let screen = Screen::start()?;
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        without.push(first_content(&screen, &empty, &data, "empty").await?);
        with.push(first_content(&screen, &desktop, &data, "organisation").await?);
    }
    let (without, with) = (median_ms(without), median_ms(with));
    eprintln!("Empty window: {without:.0} ms. First content of the desk: {with:.0} ms.");
    let measures = [Measure {
        what: "first content, later than an empty window".to_owned(),
        how: format!("median of {STARTS}"),
        value: Some(with - without),
        under: LATER_MS_MAX,
        unit: "ms",
    }];
    if json {
        print_json(&measures)?
    } else {
        print_table(&measures)
    }
    let kept = measures.iter().all(Measure::is_kept);
    Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// From the launch of the program until the window shows what is marked so.
async fn first_content(screen: &Screen, program: &Path, data: &Path, mark: &str) -> Result<Duration> {
    let desk = Desk::open_program(screen, program, data).await?;
    desk.find(mark).await?;
    let time = desk.since_launch();
    desk.close().await?;
    Ok(time)
}

/// The folder of a laptop that has joined and imported its people; nothing runs there any more.
async fn with_people(folder: &Path) -> Result<PathBuf> {
    let mut hub = Hub::found(folder, "Ville de Bordeaux").await?;
    hub.serve().await?;
    let laptop = Laptop::start(folder, "Amina").await?;
    laptop.join(&hub.invite("Restos du cœur").await?).await.map_err(refused("joining"))?;
    for block in 0..PEOPLE.div_ceil(FILE) {
        let list = PeopleList { name: "liste.csv", style: Style::City, people: FILE, block };
        let file = list.draw(1_000).to_import();
        laptop.execute(Command::ImportPeople { file, merge_lines: Vec::new() }).await?;
    }
    let data = laptop.data().to_owned();
    laptop.close().await?;
    hub.stop().await?;
    Ok(data)
}

fn median_ms(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(0.0, Duration::as_secs_f64) * 1_000.0
}
