use super::law::Law;
use std::collections::VecDeque;

/// Steps that are told with a finding.
const STEPS: usize = 1_000;

/// A longer one is cut.
const LETTERS: usize = 170;

/// The last steps of a run.
#[derive(Debug, Default)]
pub(super) struct Trace {
    steps: VecDeque<String>,
    count: usize,
}

impl Trace {
    pub(super) fn note(&mut self, step: impl Into<String>) {
        self.count += 1;
        if self.steps.len() == STEPS {
            self.steps.pop_front();
        }
        self.steps.push_back(format!("{:>4} {}", self.count, shortened(&step.into())));
    }

    pub(super) fn steps(&self) -> Vec<String> {
        self.steps.iter().cloned().collect()
    }
}

fn shortened(step: &str) -> String {
    step.chars().take(LETTERS).collect()
}

/// Something that must never be, and how it came about.
#[derive(Debug)]
pub struct Finding {
    /// Plays it again.
    pub seed: u64,
    /// What was broken; none when the run itself failed.
    pub law: Option<Law>,
    /// What was found.
    pub what: String,
    /// The last steps, oldest first.
    pub steps: Vec<String>,
}

impl Finding {
    /// What was found, with so many steps at most.
    pub fn told(&self, steps: usize) -> String {
        let skipped = self.steps.len().saturating_sub(steps);
        let mut told = format!("seed {}: {}", self.seed, self.what);
        for step in self.steps.iter().skip(skipped) {
            told.push('\n');
            told.push_str(step);
        }
        told
    }

    pub(super) fn new(seed: u64, what: &anyhow::Error, trace: &Trace) -> Self {
        let law = what.downcast_ref::<Law>().copied();
        Self { seed, law, what: format!("{what:#}"), steps: trace.steps() }
    }
}
