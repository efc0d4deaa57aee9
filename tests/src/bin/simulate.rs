//! Plays seeds of a simulated city until one shows something that must never be.

use anyhow::Result;
use clap::Parser;
use mainforte_tests::simulation::{Cast, Report, Simulation};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// So many last steps are told of each finding.
const STEPS: usize = 12;

/// Plays seeds; ends with 1 when one of them failed, having told how it came about.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// How many seeds.
    #[arg(long, default_value_t = 100)]
    seeds: u64,
    /// The first of them; alone it is played alone.
    #[arg(long)]
    seed: Option<u64>,
    /// Tells the steps of the first one, whatever it finds.
    #[arg(long)]
    steps: bool,
    /// At once; by default one for each processor.
    #[arg(long)]
    threads: Option<usize>,
}

fn main() -> Result<ExitCode> {
    let mut options = Options::parse();
    if options.seed.is_some() && !std::env::args().any(|argument| argument.starts_with("--seeds")) {
        options.seeds = 1;
    }
    let began = Instant::now();
    let first = options.seed.unwrap_or(1);
    if options.steps {
        let steps = Simulation::steps(&Cast::new()?, first)?;
        println!("{}", steps.join("\n"));
        return Ok(ExitCode::SUCCESS);
    }
    let (reports, findings) = play(first, options.seeds, options.threads)?;
    let seconds = began.elapsed().as_secs_f64();
    let sum = |of: fn(&Report) -> usize| reports.iter().map(of).sum::<usize>();
    println!(
        "{} seeds in {seconds:.1} s, {:.1} seeds a second: {} steps, {} commands, {} changes; {} failed",
        options.seeds,
        options.seeds as f64 / seconds,
        sum(|r| r.steps),
        sum(|r| r.commands),
        sum(|r| r.changes),
        findings.len(),
    );
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

type Played = (Vec<Report>, Vec<Box<mainforte_tests::simulation::Finding>>);

/// Plays the seeds on several threads; stops early after a few findings.
fn play(first: u64, count: u64, threads: Option<usize>) -> Result<Played> {
    let cast = Cast::new()?;
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let next = AtomicU64::new(first);
    let failed = AtomicU64::new(0);
    let work = || {
        let (mut reports, mut findings) = (Vec::new(), Vec::new());
        while failed.load(Ordering::Relaxed) < 5 {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed - first >= count {
                break;
            }
            match Simulation::run(&cast, seed) {
                Ok(report) => reports.push(report),
                Err(finding) => {
                    failed.fetch_add(1, Ordering::Relaxed);
                    // A seed that is played alone is told from its beginning.
                    eprintln!("{}\n", finding.told(if count == 1 { usize::MAX } else { STEPS }));
                    findings.push(finding);
                }
            }
        }
        (reports, findings)
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let (mut reports, mut findings) = (Vec::new(), Vec::new());
        for thread in running {
            let (played, found) = thread.join().map_err(|_| anyhow::anyhow!("a run panicked"))?;
            reports.extend(played);
            findings.extend(found);
        }
        Ok((reports, findings))
    })
}
