//! How near a plan is to the best possible one: never told nearer than it is.

use super::super::assemble::Pinning;
use super::super::propose::gap;
use super::super::{pairs, propose};
use super::{Story, id};
use mainforte_planning as engine;
use std::collections::BTreeSet;

fn plan(score: i64, upper_bound: i64) -> engine::Plan {
    engine::Plan { bookings: Vec::new(), score, upper_bound, work_units: 0, shadow_prices: Vec::new() }
}

#[test]
fn the_distance_is_rounded_up_and_left_out_where_it_means_nothing() {
    assert_eq!(gap(&plan(2, 3)), Some(33_334), "a third, in thousandths of a percent");
    assert_eq!(gap(&plan(999_999, 1_000_000)), Some(1));
    assert_eq!(gap(&plan(3, 3)), Some(0));
    assert_eq!(gap(&plan(0, 0)), None, "nothing to plan");
    assert_eq!(gap(&plan(-5, -2)), None, "nothing worth planning");
}

/// Jean and Marie must not meet, so that one of the two places stays empty. The engine, which knows single people, proves
/// what both would be worth: what is told of this plan is that it might be that far away, and not that it is the best.
#[test]
fn what_pairs_keep_out_of_a_plan_counts_as_distance() {
    let mut story = Story::default();
    story.person("jean", |person| person.apart = BTreeSet::from([id("marie")]));
    story.people(&["marie"]);
    story.shift("cuisine", 0, (9, 12), (2, 2), None);
    let week = story.week(Pinning::All);
    let alone = engine::plan(&week.problem, engine::Effort::Quick).unwrap();
    assert_eq!((propose::filled(&week, &alone.bookings), gap(&alone)), (2, Some(0)));
    let apart = pairs::hold(&week, &week.problem.pinned, alone).unwrap();
    assert_eq!((propose::filled(&week, &apart.bookings), gap(&apart)), (1, Some(50_000)));
}
