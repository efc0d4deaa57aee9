//! `mainforte-plan`: makes, checks and questions plans, file by file.

mod answers;
mod file;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand, ValueEnum};
use file::{FileError, PlanFile, read_plan, read_problem};
use mainforte_planning::{Effort, breaches, plan, score, unknown};

/// Who does which shift.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a plan; a summary goes to the error stream.
    Solve {
        instance: PathBuf,
        #[arg(long, value_enum, default_value_t = EffortName::Standard)]
        effort: EffortName,
        /// Where to write the plan; the output stream otherwise.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Judge a plan: each broken rule, then the score.
    Check { instance: PathBuf, plan: PathBuf },
    /// Why somebody is, or is not, on a shift.
    Explain {
        instance: PathBuf,
        plan: PathBuf,
        #[arg(long)]
        volunteer: String,
        #[arg(long)]
        shift: String,
    },
    /// Whom to ask for a shift, best first; and why it is short.
    Recommend {
        instance: PathBuf,
        plan: PathBuf,
        #[arg(long)]
        shift: String,
        /// How many people to tell for each role.
        #[arg(long, default_value_t = 10)]
        most: usize,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum EffortName {
    Quick,
    Standard,
    Thorough,
}

impl From<EffortName> for Effort {
    fn from(name: EffortName) -> Self {
        match name {
            EffortName::Quick => Self::Quick,
            EffortName::Standard => Self::Standard,
            EffortName::Thorough => Self::Thorough,
        }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mainforte-plan: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<ExitCode, FileError> {
    match command {
        Command::Solve { instance, effort, out } => solve(&instance, effort.into(), out.as_deref()),
        Command::Check { instance, plan } => check(&instance, &plan),
        Command::Explain { instance, plan, volunteer, shift } => {
            let problem = read_problem(&instance)?;
            let plan = read_plan(&plan, &problem)?.into_plan();
            answers::explain(&problem, &plan, &volunteer.into(), &shift.into())
        }
        Command::Recommend { instance, plan, shift, most } => {
            let problem = read_problem(&instance)?;
            let plan = read_plan(&plan, &problem)?.into_plan();
            answers::recommend(&problem, &plan, &shift.into(), most)
        }
    }
}

fn solve(instance: &Path, effort: Effort, out: Option<&Path>) -> Result<ExitCode, FileError> {
    let problem = read_problem(instance)?;
    let started = Instant::now();
    let wrong = |source| FileError::Problem { path: instance.to_owned(), source: Box::new(source) };
    let plan = plan(&problem, effort).map_err(wrong)?;
    let wall_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let gap = plan.upper_bound - plan.score;
    eprintln!(
        "{}: score {}, bound {}, at most {:.3} % below the best possible, {} bookings, {} work units, {wall_ms} ms",
        problem.name,
        plan.score,
        plan.upper_bound,
        100.0 * gap as f64 / plan.upper_bound.max(1) as f64,
        plan.bookings.len(),
        plan.work_units,
    );
    write(out, &PlanFile::of(&problem, plan, wall_ms))?;
    Ok(ExitCode::SUCCESS)
}

fn write(out: Option<&Path>, plan: &PlanFile) -> Result<(), FileError> {
    let path = out.unwrap_or(Path::new("output")).to_owned();
    let mut bytes = serde_json::to_vec(plan).map_err(|source| FileError::Json { path: path.clone(), source })?;
    bytes.push(b'\n');
    let written = match out {
        Some(out) => fs::write(out, bytes),
        None => std::io::stdout().write_all(&bytes),
    };
    written.map_err(|source| FileError::Access { path, source })
}

fn check(instance: &Path, plan: &Path) -> Result<ExitCode, FileError> {
    let problem = read_problem(instance)?;
    let plan = read_plan(plan, &problem)?;
    let mut faults = Vec::new();
    for booking in unknown(&problem, &plan.bookings) {
        faults.push(format!("unknown or twice: {} {} {}", booking.volunteer, booking.shift, booking.role));
    }
    for breach in breaches(&problem, &plan.bookings) {
        let booking = breach.booking;
        faults.push(format!("{}: {} {} {}", breach.rule, booking.volunteer, booking.shift, booking.role));
    }
    let score = score(&problem, &plan.bookings);
    if score.total() != plan.score {
        faults.push(format!("score-mismatch: the plan says {}, it is {}", plan.score, score.total()));
    }
    if let Some(bound) = plan.upper_bound.filter(|bound| *bound < score.total()) {
        faults.push(format!("bound-below-score: {bound} is less than {}", score.total()));
    }
    for fault in &faults {
        println!("{fault}");
    }
    println!("score {}, {} bookings: {score:?}", score.total(), plan.bookings.len());
    println!("{}", if faults.is_empty() { "valid".to_owned() } else { format!("broken ({})", faults.len()) });
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
