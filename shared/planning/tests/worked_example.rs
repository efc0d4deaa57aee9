//! The worked example of the format: its score, its best plan, and what people would ask about it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_planning::{
    Booking, Change, Effort, Explanation, Fault, Problem, Rule, Stability, explain, plan, recommend, replan, score,
    why_short,
};

const EXAMPLE: &str = include_str!("worked_example.json");

fn example() -> Problem {
    serde_json::from_str(EXAMPLE).unwrap()
}

fn booking(volunteer: &str, shift: &str, role: &str) -> Booking {
    Booking { volunteer: volunteer.into(), shift: shift.into(), role: role.into() }
}

#[test]
fn the_best_plan_is_found_at_every_effort() {
    let best = [
        booking("ana", "s1", "welcome"),
        booking("ben", "s2", "shopper"),
        booking("ana", "s3", "caller"),
        booking("chloe", "s3", "caller"),
    ];
    for effort in [Effort::Quick, Effort::Standard, Effort::Thorough] {
        let plan = plan(&example(), effort).unwrap();
        assert_eq!(plan.bookings, best);
        assert_eq!(plan.score, 1465);
        assert!(plan.upper_bound >= 1465);
    }
}

#[test]
fn the_score_is_made_of_the_parts_on_the_page() {
    let plan = plan(&example(), Effort::Quick).unwrap();
    let parts = score(&example(), &plan.bookings);
    assert_eq!((parts.needed, parts.extra, parts.preference), (1400, 50, 11));
    assert_eq!((parts.continuity, parts.stay, parts.distance, parts.over_target), (6, 40, 6, 36));
}

#[test]
fn a_reader_ignores_keys_that_it_does_not_know_and_refuses_other_formats() {
    let mut problem: Problem =
        serde_json::from_str(&EXAMPLE.replacen("\"name\"", "\"colour\": \"blue\", \"name\"", 1)).unwrap();
    problem.validate().unwrap();
    problem.format = "mainforte-planning/2".to_owned();
    let error = plan(&problem, Effort::Quick).unwrap_err();
    assert_eq!(error.fault, Fault::UnknownFormat("mainforte-planning/2".to_owned()));
}

#[test]
fn an_error_names_the_entity_and_the_field() {
    let mut problem = example();
    problem.volunteers[1].radius_m.0 = -5;
    let error = problem.validate().unwrap_err();
    assert_eq!(error.to_string(), "volunteer \"ben\": radius_m is -5, outside 0 to 9223372036854775807");
    let mut problem = example();
    problem.pinned.push(booking("ben", "s3", "caller"));
    let error = problem.validate().unwrap_err();
    assert_eq!(error.to_string(), "pinned booking of \"ben\" on \"s3\" as \"caller\": pinned breaks the rule skill");
}

#[test]
fn ben_is_told_why_not() {
    let plan = plan(&example(), Effort::Quick).unwrap();
    let Explanation::NotEligible { roles } = explain(&example(), &plan, &"ben".into(), &"s3".into()) else {
        panic!("ben has no skill for it");
    };
    assert_eq!(roles[0].rules, [Rule::Skill, Rule::Availability]);
    let Explanation::Possible(forced) = explain(&example(), &plan, &"ben".into(), &"s1".into()) else {
        panic!("ben could");
    };
    // 200 for a second welcome, 5 liking, 40 staying, 400 for the shopper's place lost, 6 of travel each way.
    assert_eq!(forced.leaves, [booking("ben", "s2", "shopper")]);
    assert_eq!(forced.difference, 200 - 6 - (400 + 5 + 40 - 6));
}

#[test]
fn chloe_stays_where_she_is_pinned() {
    let plan = plan(&example(), Effort::Quick).unwrap();
    let Explanation::Booked { pinned, worth, .. } = explain(&example(), &plan, &"chloe".into(), &"s3".into()) else {
        panic!("chloe is on it");
    };
    assert!(pinned);
    assert_eq!(worth, 50 - 4 - 12);
}

#[test]
fn when_ben_drops_out_nobody_else_moves_and_the_shortage_is_told() {
    let problem = example();
    let before = plan(&problem, Effort::Quick).unwrap();
    let change = Change { absent: vec!["ben".into()], ..Change::default() };
    let after = replan(&problem, &before, &change, Stability::MoveNobody).unwrap();
    assert_eq!(after.lost, [booking("ben", "s2", "shopper")]);
    assert!(after.moved.is_empty() && after.added.is_empty());
    assert_eq!((after.needs_before, after.needs_after), (2, 2));
    let short = why_short(&problem, &after.plan, &"s2".into());
    assert_eq!((short.roles[0].booked, short.roles[0].needed), (0, 1));
    // Ben is in the problem as it was; Ana is on her way from the hall; Chloe breaks several rules.
    assert_eq!((short.roles[0].free, short.roles[0].taken_elsewhere, short.roles[0].others), (1, 1, 1));
    let people = recommend(&problem, &after.plan, &"s2".into(), &"shopper".into());
    assert_eq!(people[0].volunteer, "ben".into());
    assert_eq!(people[0].difference, 400 + 5 + 40 - 6);
}
