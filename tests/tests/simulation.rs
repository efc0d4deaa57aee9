//! A few seeds of the simulation; `cargo xtask simulate` plays more.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_tests::simulation::{Cast, Sabotage, Simulation};

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
    for sabotage in Sabotage::ALL {
        let [first, others @ ..] = sabotage.breaks() else { panic!("{sabotage:?} breaks nothing") };
        let found = (1..=40).filter_map(|seed| Simulation::run_broken(&cast, seed, sabotage).err()).find(|found| {
            let side_effect = found.law.is_some_and(|law| others.contains(&law));
            assert!(side_effect || found.law == Some(*first), "{sabotage:?}, {}", found.told(40));
            !side_effect
        });
        let found = found.unwrap_or_else(|| panic!("{sabotage:?} was not found in 40 seeds"));
        println!("{sabotage:?}: {}", found.told(0));
    }
}
