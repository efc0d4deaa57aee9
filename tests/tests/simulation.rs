//! A few seeds of the simulation; `cargo xtask simulate` plays more.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_tests::simulation::{Cast, Sabotage, Simulation};

/// So many are played at most until a sabotage shows; most show in the first ten.
const SEEDS: u64 = 80;

#[test]
fn a_few_seeds_show_nothing_that_must_never_be() {
    let cast = Cast::new().unwrap();
    for seed in 1..=6 {
        let report = Simulation::run(&cast, seed).unwrap_or_else(|finding| panic!("{}", finding.told(40)));
        assert!(report.changes > 0, "{report:?}");
    }
}

#[test]
fn one_seed_plays_the_same_run_each_time() {
    let cast = Cast::new().unwrap();
    for seed in [3, 11] {
        let [first, again] = [(); 2].map(|()| Simulation::steps(&cast, seed).unwrap());
        for (one, other) in first.iter().zip(&again) {
            assert_eq!(one, other, "seed {seed}");
        }
        assert_eq!(first.len(), again.len(), "seed {seed}");
    }
}

#[test]
fn each_sabotage_is_found_as_what_it_breaks() {
    let cast = Cast::new().unwrap();
    let missed: Vec<String> = Sabotage::ALL.into_iter().filter_map(|sabotage| missed(&cast, sabotage)).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}

/// How a sabotage was not found as the law that it breaks first: until then, only its side effects count.
fn missed(cast: &Cast, sabotage: Sabotage) -> Option<String> {
    let (first, side_effects) = sabotage.breaks().split_first()?;
    for seed in 1..=SEEDS {
        let Err(found) = Simulation::run_broken(cast, seed, sabotage) else { continue };
        if found.law == Some(*first) {
            println!("{sabotage:?}: {}", found.told(0));
            return None;
        }
        if !found.law.is_some_and(|law| side_effects.contains(&law)) {
            return Some(format!("{sabotage:?} is taken for something else: {}", found.told(20)));
        }
    }
    Some(format!("{sabotage:?} was not found in {SEEDS} seeds"))
}
