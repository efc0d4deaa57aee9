//! Development instances of a whole city, where they are at hand (`MAINFORTE_FIXTURES` names the folder above `planning`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod judge;

use std::fs::File;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use mainforte_planning::{Effort, Problem, plan};

fn folder() -> PathBuf {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    std::env::var_os("MAINFORTE_FIXTURES").map_or_else(beside, PathBuf::from).join("planning")
}

#[test]
fn a_city_is_planned_soundly_and_within_two_percent_at_once() {
    for name in ["600-balanced-s1.json.gz", "600-scarce-s2.json.gz"] {
        let Ok(file) = File::open(folder().join(name)) else {
            eprintln!("{name} is not here: nothing to check");
            continue;
        };
        let problem: Problem = serde_json::from_reader(GzDecoder::new(file)).unwrap();
        let plan = plan(&problem, Effort::Quick).unwrap();
        assert_eq!(judge::faults(&problem, &plan.bookings), Vec::<String>::new());
        assert_eq!(plan.score, judge::score(&problem, &plan.bookings));
        assert!((plan.upper_bound - plan.score) * 50 <= plan.upper_bound, "{name}: {}", plan.score);
    }
}
