//! The same plan, byte for byte, on every machine and target: a digest that only a change of the engine may change.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../src/bin/planning-bench/dice.rs"]
mod dice;
#[path = "../src/bin/planning-digest/digest.rs"]
mod digest;
#[allow(dead_code)]
#[path = "../src/bin/planning-bench/generate/mod.rs"]
mod generate;

use digest::digest;
use generate::{Regime, generate};
use mainforte_planning::{Effort, plan};

#[test]
fn the_plan_is_the_same_everywhere() {
    let digests: Vec<String> = [(Regime::Balanced, 1), (Regime::Scarce, 2)]
        .map(|(regime, weeks)| generate(regime, 120, weeks, 7))
        .iter()
        .map(|problem| format!("{:016x}", digest(&plan(problem, Effort::Quick).unwrap())))
        .collect();
    assert_eq!(digests, ["a216633a696ff774", "3bb35f3a4cfebfd0"]);
}

#[test]
fn every_regime_is_planned_within_two_percent_of_its_bound() {
    for regime in Regime::ALL {
        let plan = plan(&generate(regime, 200, 1, 3), Effort::Quick).unwrap();
        let gap = plan.upper_bound - plan.score;
        assert!(gap * 50 <= plan.upper_bound, "{}: {} of {}", regime.name(), plan.score, plan.upper_bound);
    }
}

#[test]
fn more_effort_is_not_worse_and_a_run_can_be_called_off() {
    struct Impatient(u32);
    impl mainforte_planning::Watch for Impatient {
        fn progress(&mut self, done: u64, total: u64) {
            assert!(done <= total);
            self.0 += 1;
        }
        fn cancelled(&self) -> bool {
            self.0 >= 3
        }
    }
    let problem = generate(Regime::Balanced, 150, 1, 5);
    let quick = plan(&problem, Effort::Quick).unwrap();
    let standard = plan(&problem, Effort::Standard).unwrap();
    assert!(standard.score >= quick.score);
    let stopped = mainforte_planning::plan_with(&problem, Effort::Thorough, &mut Impatient(0)).unwrap();
    assert!(stopped.work_units < standard.work_units);
    assert!(mainforte_planning::breaches(&problem, &stopped.bookings).is_empty());
    assert!(stopped.score <= stopped.upper_bound);
}
