//! General solvers beside the engine, through a small Python program, where they are installed.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::ValueEnum;
use mainforte_planning::{Booking, Problem};
use serde::Deserialize;

use crate::Failure;
use crate::line::{Claim, Cost, Line};

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/bench/solvers.py");
/// How the program says that the solver is not there.
const NOT_INSTALLED: i32 = 3;

/// A general solver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Solver {
    /// HiGHS, mixed integer programming.
    Highs,
    /// OR-Tools CP-SAT, constraint programming.
    CpSat,
}

impl Solver {
    fn name(self) -> &'static str {
        match self {
            Self::Highs => "highs",
            Self::CpSat => "cp-sat",
        }
    }
}

/// What the program answers.
#[derive(Deserialize)]
struct Answer {
    bookings: Option<Vec<Booking>>,
    upper_bound: Option<i64>,
    wall_ms: u64,
    cpu_ms: u64,
    memory_peak_kib: u64,
}

/// How to run the solvers; those that turn out to be missing are not asked again.
pub(crate) struct Solvers {
    /// Each with its time limit in seconds.
    pub(crate) wanted: Vec<(Solver, u64)>,
    pub(crate) python: PathBuf,
}

impl Solvers {
    /// Has every solver plan `problem`, and prints a line each.
    pub(crate) fn measure(&mut self, problem: &Problem, json: bool) -> Result<bool, Failure> {
        let path = std::env::temp_dir().join(format!("planning-bench-{}.json", std::process::id()));
        let mut sound = true;
        if !self.wanted.is_empty() {
            serde_json::to_writer(BufWriter::new(File::create(&path)?), problem)?;
        }
        for (solver, seconds) in std::mem::take(&mut self.wanted) {
            if let Some(answer) = ask(&self.python, solver, seconds, &path)? {
                let line = line(problem, solver, &answer);
                line.print(json)?;
                sound &= line.sound;
                self.wanted.push((solver, seconds));
            }
        }
        if path.exists() {
            std::fs::remove_file(&path)?;
        }
        Ok(sound)
    }
}

/// The solver's answer; none, with a word about it, when it is not installed.
fn ask(python: &Path, solver: Solver, seconds: u64, instance: &Path) -> Result<Option<Answer>, Failure> {
    let mut command = Command::new(python);
    command.arg(PROGRAM).arg(instance).args(["--solver", solver.name(), "--seconds", &seconds.to_string()]);
    let output = match command.stderr(Stdio::inherit()).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("{} is left out: {} cannot be started ({error})", solver.name(), python.display());
            return Ok(None);
        }
    };
    if output.status.code() == Some(NOT_INSTALLED) {
        eprintln!("{} is left out; `pip install highspy ortools`, then name that Python: --python=…", solver.name());
        return Ok(None);
    }
    if !output.status.success() {
        return Err(format!("{} failed: {}", solver.name(), output.status).into());
    }
    // Solvers greet on the same stream: the answer is the last line.
    let text = String::from_utf8(output.stdout)?;
    Ok(Some(serde_json::from_str(text.lines().last().unwrap_or_default())?))
}

fn line(problem: &Problem, solver: Solver, answer: &Answer) -> Line {
    let claim = Claim {
        by: solver.name().to_owned(),
        bookings: answer.bookings.as_deref(),
        score: None,
        bound: answer.upper_bound,
    };
    let cost = Cost { wall_ms: answer.wall_ms, cpu_ms: answer.cpu_ms, memory_peak_kib: answer.memory_peak_kib };
    Line::of(problem, claim, &cost)
}
