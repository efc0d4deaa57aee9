//! `planning-bench`: how good the plans are, how long they take and how much memory, on invented problems and on files.

mod dice;
mod generate;
mod questions;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, ValueEnum};
use flate2::read::GzDecoder;
use generate::{Regime, generate};
use mainforte_planning::{Effort, Problem, breaches, plan, score};
use serde::Serialize;

/// Plans invented problems and files, and tells score, bound, gap, time and memory.
#[derive(Parser)]
struct Arguments {
    /// Problem files to plan instead of invented ones.
    files: Vec<PathBuf>,
    /// Volunteers of the invented problems.
    #[arg(long, value_delimiter = ',', default_values_t = [600])]
    sizes: Vec<usize>,
    #[arg(long, default_value_t = 1)]
    weeks: i64,
    /// How many seeds for each regime and size.
    #[arg(long, default_value_t = 2)]
    seeds: u64,
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [EffortName::Quick, EffortName::Standard])]
    efforts: Vec<EffortName>,
    /// Ask questions of the first plan as well, and tell how long the answers take.
    #[arg(long)]
    questions: bool,
    /// One JSON object per line instead of a table.
    #[arg(long)]
    json: bool,
    /// Write the invented problems to this folder, and plan nothing.
    #[arg(long)]
    write: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum EffortName {
    Quick,
    Standard,
    Thorough,
}

/// One line of the report.
#[derive(Serialize)]
struct Line {
    instance: String,
    effort: String,
    score: i64,
    bound: i64,
    gap_percent: f64,
    wall_ms: u128,
    /// Of the whole process so far.
    memory_peak_kib: u64,
    sound: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("planning-bench: {error}");
            ExitCode::from(2)
        }
    }
}

type Failure = Box<dyn std::error::Error>;

fn run(arguments: &Arguments) -> Result<bool, Failure> {
    if !arguments.json && arguments.write.is_none() {
        println!(
            "{:<28} {:<9} {:>9} {:>9} {:>8} {:>8} {:>8}",
            "instance", "effort", "score", "bound", "gap %", "ms", "MiB"
        );
    }
    let mut sound = true;
    for file in &arguments.files {
        sound &= measure(&read(file)?, arguments)?;
    }
    if arguments.files.is_empty() {
        for &size in &arguments.sizes {
            for regime in Regime::ALL {
                for seed in 1..=arguments.seeds {
                    let problem = generate(regime, size, arguments.weeks, seed);
                    match &arguments.write {
                        Some(folder) => write(&problem, folder)?,
                        None => sound &= measure(&problem, arguments)?,
                    }
                }
            }
        }
    }
    Ok(sound)
}

fn write(problem: &Problem, folder: &Path) -> Result<(), Failure> {
    let path = folder.join(format!("{}.json", problem.name));
    Ok(serde_json::to_writer(std::io::BufWriter::new(File::create(path)?), problem)?)
}

fn read(path: &Path) -> Result<Problem, Failure> {
    let mut text = String::new();
    if path.extension().is_some_and(|it| it == "gz") {
        GzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
    } else {
        File::open(path)?.read_to_string(&mut text)?;
    }
    Ok(serde_json::from_str(&text)?)
}

fn measure(problem: &Problem, arguments: &Arguments) -> Result<bool, Failure> {
    let mut all_sound = true;
    for &name in &arguments.efforts {
        let effort = match name {
            EffortName::Quick => Effort::Quick,
            EffortName::Standard => Effort::Standard,
            EffortName::Thorough => Effort::Thorough,
        };
        let started = Instant::now();
        let plan = plan(problem, effort)?;
        let wall_ms = started.elapsed().as_millis();
        let line = Line {
            instance: problem.name.clone(),
            effort: format!("{name:?}").to_lowercase(),
            score: plan.score,
            bound: plan.upper_bound,
            gap_percent: 100.0 * (plan.upper_bound - plan.score) as f64 / plan.upper_bound.max(1) as f64,
            wall_ms,
            memory_peak_kib: memory_peak_kib(),
            sound: breaches(problem, &plan.bookings).is_empty()
                && score(problem, &plan.bookings).total() == plan.score
                && plan.score <= plan.upper_bound,
        };
        all_sound &= line.sound;
        print(&line, arguments.json)?;
        if arguments.questions {
            questions::ask(problem, &plan)?;
        }
    }
    Ok(all_sound)
}

fn print(line: &Line, json: bool) -> Result<(), Failure> {
    if json {
        println!("{}", serde_json::to_string(line)?);
        return Ok(());
    }
    let Line { instance, effort, score, bound, gap_percent, wall_ms, memory_peak_kib, sound } = line;
    let memory = memory_peak_kib / 1024;
    let flaw = if *sound { "" } else { "  BROKEN" };
    println!("{instance:<28} {effort:<9} {score:>9} {bound:>9} {gap_percent:>8.3} {wall_ms:>8} {memory:>8}{flaw}");
    Ok(())
}

/// The most memory that this process has held; 0 where the system does not tell.
fn memory_peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
