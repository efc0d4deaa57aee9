//! `planning-bench`: how good the plans are, how long they take and how much memory, on invented problems and on files,
//! beside general solvers where they are installed.

mod dice;
mod generate;
mod line;
mod machine;
mod questions;
mod solvers;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Instant;

use clap::{Parser, ValueEnum};
use flate2::read::GzDecoder;
use generate::{Regime, generate};
use line::{Claim, Cost, Line, print_head};
use mainforte_planning::{Effort, Problem, plan};
use solvers::{Solver, Solvers};

/// Plans invented problems and files, and tells score, bound, gap, time and memory.
#[derive(Parser)]
struct Arguments {
    /// Problem files to plan instead of invented ones.
    files: Vec<PathBuf>,
    /// Volunteers of the invented problems, with `xWEEKS` for more than one week.
    #[arg(long, value_delimiter = ',', default_values = ["600", "3000", "10000x2"])]
    sizes: Vec<Size>,
    /// How many seeds for each regime and size; larger sizes than 3,000 get one.
    #[arg(long, default_value_t = 10)]
    seeds: u64,
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [EffortName::Quick, EffortName::Standard])]
    efforts: Vec<EffortName>,
    /// General solvers to run beside the engine.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Solver::Highs, Solver::CpSat])]
    solvers: Vec<Solver>,
    /// For how many seeds of each regime, and up to how many volunteers, the solvers run.
    #[arg(long, default_value_t = 1)]
    solver_seeds: u64,
    #[arg(long, default_value_t = 600)]
    solver_size_max: usize,
    /// Time limits of the solvers, in seconds.
    #[arg(long, default_value_t = 20)]
    highs_seconds: u64,
    #[arg(long, default_value_t = 20)]
    cp_sat_seconds: u64,
    /// The Python in which the solvers are installed.
    #[arg(long, default_value = "python3")]
    python: PathBuf,
    /// Ask questions of each plan as well, and tell how long the answers take.
    #[arg(long)]
    questions: bool,
    /// One JSON object per line instead of a table.
    #[arg(long)]
    json: bool,
    /// Write the invented problems to this folder, and plan nothing.
    #[arg(long)]
    write: Option<PathBuf>,
}

impl Arguments {
    fn solvers(&self) -> Solvers {
        let seconds = |solver: Solver| match solver {
            Solver::Highs => self.highs_seconds,
            Solver::CpSat => self.cp_sat_seconds,
        };
        let wanted = self.solvers.iter().map(|&solver| (solver, seconds(solver))).collect();
        Solvers { wanted, python: self.python.clone() }
    }
}

/// How large an invented problem is.
#[derive(Debug, Clone, Copy)]
struct Size {
    people: usize,
    weeks: i64,
}

impl FromStr for Size {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (people, weeks) = text.split_once('x').unwrap_or((text, "1"));
        Ok(Self { people: people.parse()?, weeks: weeks.parse()? })
    }
}

/// From here on one seed is enough.
const LARGE: usize = 3000;

#[derive(Debug, Clone, Copy, ValueEnum)]
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
        print_head();
    }
    let mut solvers = arguments.solvers();
    let mut sound = true;
    for file in &arguments.files {
        let problem = read(file)?;
        sound &= measure(&problem, arguments)?;
        if problem.volunteers.len() <= arguments.solver_size_max {
            sound &= solvers.measure(&problem, arguments.json)?;
        }
    }
    let sizes = if arguments.files.is_empty() { &arguments.sizes[..] } else { &[] };
    for size in sizes {
        for regime in Regime::ALL {
            let seeds = if size.people > LARGE { arguments.seeds.min(1) } else { arguments.seeds };
            for seed in 1..=seeds {
                let problem = generate(regime, size.people, size.weeks, seed);
                if let Some(folder) = &arguments.write {
                    write(&problem, folder)?;
                    continue;
                }
                sound &= measure(&problem, arguments)?;
                if seed <= arguments.solver_seeds && size.people <= arguments.solver_size_max {
                    sound &= solvers.measure(&problem, arguments.json)?;
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

/// Plans `problem` at every effort that was asked for; tells whether all plans are sound.
fn measure(problem: &Problem, arguments: &Arguments) -> Result<bool, Failure> {
    let mut all_sound = true;
    for &name in &arguments.efforts {
        machine::forget_memory_peak();
        let (started, busy) = (Instant::now(), machine::cpu_ms());
        let plan = plan(problem, name.into())?;
        let cost = Cost {
            wall_ms: u64::try_from(started.elapsed().as_millis())?,
            cpu_ms: machine::cpu_ms() - busy,
            memory_peak_kib: machine::memory_peak_kib(),
        };
        let claim = Claim {
            by: format!("{name:?}").to_lowercase(),
            bookings: Some(&plan.bookings),
            score: Some(plan.score),
            bound: Some(plan.upper_bound),
        };
        let line = Line::of(problem, claim, &cost);
        line.print(arguments.json)?;
        all_sound &= line.sound;
        if arguments.questions {
            questions::ask(problem, &plan, arguments.json)?;
        }
    }
    Ok(all_sound)
}
