//! Problems and plans as files: JSON, plain or gzip.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use mainforte_planning::{Booking, Plan, Problem, ProblemError, ShadowPrice};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The format name of a plan.
const PLAN_FORMAT: &str = "mainforte-plan/1";

/// More than any real problem, unpacked: a small file that unpacks to more is refused.
const BYTES_MAX: u64 = 1 << 30;

/// Why a file cannot be used.
#[derive(Debug, Error)]
pub(crate) enum FileError {
    #[error("{}: {source}", path.display())]
    Access { path: PathBuf, source: std::io::Error },
    #[error("{}: larger than {BYTES_MAX} bytes unpacked", path.display())]
    TooLarge { path: PathBuf },
    #[error("{}: not the JSON that was expected: {source}", path.display())]
    Json { path: PathBuf, source: serde_json::Error },
    #[error("{}: {source}", path.display())]
    Problem { path: PathBuf, source: Box<ProblemError> },
    #[error("{}: format is {found:?}, this program reads {PLAN_FORMAT:?}", path.display())]
    PlanFormat { path: PathBuf, found: String },
    #[error("{}: is a plan for {found:?}, not for {wanted:?}", path.display())]
    OtherProblem { path: PathBuf, found: String, wanted: String },
    #[error("{name:?} is not in the instance")]
    UnknownName { name: String },
}

/// A plan as written: `mainforte-plan/1`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PlanFile {
    pub(crate) format: String,
    pub(crate) instance: String,
    pub(crate) bookings: Vec<Booking>,
    pub(crate) score: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) upper_bound: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) work_units: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wall_ms: Option<u64>,
    /// Not part of the format; kept so that questions can be asked of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) shadow_prices: Vec<ShadowPrice>,
}

impl PlanFile {
    pub(crate) fn of(problem: &Problem, plan: Plan, wall_ms: u64) -> Self {
        Self {
            format: PLAN_FORMAT.to_owned(),
            instance: problem.name.clone(),
            bookings: plan.bookings,
            score: plan.score,
            // The format has no negative bounds.
            upper_bound: Some(plan.upper_bound).filter(|bound| *bound >= 0),
            work_units: Some(plan.work_units),
            wall_ms: Some(wall_ms),
            shadow_prices: plan.shadow_prices,
        }
    }

    pub(crate) fn into_plan(self) -> Plan {
        Plan {
            bookings: self.bookings,
            score: self.score,
            upper_bound: self.upper_bound.unwrap_or(i64::MAX),
            work_units: self.work_units.unwrap_or_default(),
            shadow_prices: self.shadow_prices,
        }
    }
}

/// Reads and checks a problem.
pub(crate) fn read_problem(path: &Path) -> Result<Problem, FileError> {
    let problem: Problem = read(path)?;
    let wrong = |source| FileError::Problem { path: path.to_owned(), source: Box::new(source) };
    problem.validate().map_err(wrong)?;
    Ok(problem)
}

/// Reads a plan for `problem`. Its bookings may break rules.
pub(crate) fn read_plan(path: &Path, problem: &Problem) -> Result<PlanFile, FileError> {
    let plan: PlanFile = read(path)?;
    let path = path.to_owned();
    if plan.format != PLAN_FORMAT {
        return Err(FileError::PlanFormat { path, found: plan.format });
    }
    if plan.instance != problem.name {
        return Err(FileError::OtherProblem { path, found: plan.instance, wanted: problem.name.clone() });
    }
    Ok(plan)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, FileError> {
    let access = |source| FileError::Access { path: path.to_owned(), source };
    let file = fs::File::open(path).map_err(access)?;
    let mut bytes = Vec::new();
    if path.extension().is_some_and(|it| it == "gz") {
        GzDecoder::new(file).take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(access)?;
    } else {
        file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(access)?;
    }
    if bytes.len() as u64 > BYTES_MAX {
        return Err(FileError::TooLarge { path: path.to_owned() });
    }
    serde_json::from_slice(&bytes).map_err(|source| FileError::Json { path: path.to_owned(), source })
}
