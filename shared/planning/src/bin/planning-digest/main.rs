//! `planning-digest`: digests of plans for invented problems, to see that every machine and target makes the same ones.
//!
//! It prints a line for each plan. Built for `wasm32-unknown-unknown`, where a program has nowhere to print to, it leaves the
//! lines in its memory between two marks, for `bench/wasm_digest.mjs` to read.

#[path = "../planning-bench/dice.rs"]
mod dice;
mod digest;
#[path = "../planning-bench/generate/mod.rs"]
mod generate;

use generate::{Regime, generate};
use mainforte_planning::{Effort, ProblemError, plan};

const MARKS: [&str; 2] = ["planning digests <<", ">>"];

fn main() -> Result<(), ProblemError> {
    let mut lines = String::new();
    for (regime, weeks) in Regime::ALL.into_iter().zip([1, 2, 1, 2]) {
        let problem = generate(regime, 120, weeks, 7);
        for (name, effort) in [("quick", Effort::Quick), ("standard", Effort::Standard)] {
            let digest = digest::digest(&plan(&problem, effort)?);
            lines += &format!("{} {name} {digest:016x}\n", problem.name);
        }
    }
    print!("{lines}");
    if cfg!(target_family = "wasm") {
        let marked = format!("{}{lines}{}", MARKS[0], MARKS[1]);
        std::hint::black_box(Box::leak(marked.into_boxed_str()));
    }
    Ok(())
}
