use super::super::assemble::Pinning;
use super::super::{explain, recommend};
use super::{Story, id};
use mainforte_api::{EligibilityRule, Proposal, Verdict};
use mainforte_domain::{Answer, Minute};

fn proposal(volunteer: &str, shift: &str) -> Proposal {
    Proposal { shift: id(shift), role: "Accueil".to_owned(), volunteer: id(volunteer) }
}

#[test]
fn forcing_somebody_says_who_is_pushed_out_and_which_place_is_lost() {
    let mut story = Story::default();
    for driver in ["marie", "louis"] {
        story.person(driver, |person| person.skills.extend(["permis B".to_owned()]));
    }
    story.people(&["paul"]);
    story.shift("livraison", 0, (9, 12), (1, 1), Some("permis B"));
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    story.booked("marie", "livraison", Answer::NotAsked);
    story.booked("paul", "cuisine", Answer::NotAsked);
    story.booked("louis", "cuisine", Answer::No);
    let why = explain::in_week(&story.week(Pinning::Promised), &id("cuisine"), &id("marie"), &[]);
    let forced = why.forced.unwrap();
    assert_eq!(forced.verdict, Verdict::Worse);
    assert_eq!(forced.pushed_out.map(|out| out.name).as_deref(), Some("paul"));
    let left: Vec<_> = forced.leaves.iter().map(|it| (it.seat.shift.as_str(), it.lost, it.others)).collect();
    assert_eq!(left, [("livraison", true, 1)], "Louis drives as well and is free");
}

#[test]
fn a_promise_stands_in_the_way_and_is_named() {
    let mut story = Story::default();
    story.people(&["marie"]);
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    story.shift("accueil", 0, (10, 13), (1, 1), None);
    story.booked("marie", "accueil", Answer::Yes);
    let why = explain::in_week(&story.week(Pinning::Promised), &id("cuisine"), &id("marie"), &[]);
    assert_eq!(why.promised.iter().map(|seat| seat.title.as_str()).collect::<Vec<_>>(), ["accueil"]);
    assert_eq!((why.forced, why.full), (None, false));
}

#[test]
fn proposals_that_are_looked_at_count_as_booked() {
    let mut story = Story::default();
    story.people(&["marie", "paul"]);
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    let week = story.week(Pinning::Promised);
    let why = explain::in_week(&week, &id("cuisine"), &id("marie"), &[proposal("paul", "cuisine")]);
    assert_eq!(why.forced.and_then(|forced| forced.pushed_out).map(|out| out.name).as_deref(), Some("paul"));
    let why = explain::in_week(&week, &id("cuisine"), &id("paul"), &[proposal("paul", "cuisine")]);
    assert_eq!(why.booked.as_deref(), Some("Accueil"));
}

#[test]
fn whoever_said_no_is_not_recommended_and_the_reason_says_so() {
    let mut story = Story::default();
    story.people(&["marie", "paul"]);
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    story.booked("marie", "cuisine", Answer::No);
    let mut week = story.week(Pinning::Promised);
    let why = explain::in_week(&week, &id("cuisine"), &id("marie"), &[]);
    assert_eq!(why.broken, [EligibilityRule::SaidNo]);
    let found = recommend::in_week(&mut week, &id("cuisine"), "Accueil");
    assert_eq!(found.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["paul"]);
}

#[test]
fn among_equals_the_least_recently_asked_comes_first() {
    let mut story = Story::default();
    story.people(&["jean", "marie", "paul"]);
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    story.shift("accueil", 0, (9, 12), (1, 1), None);
    story.booked("jean", "accueil", Answer::NotAsked);
    for (person, asked) in story.input.people.iter_mut().zip([None, Some(Minute(900)), Some(Minute(100))]) {
        person.last_asked = asked;
    }
    let found = recommend::in_week(&mut story.week(Pinning::Promised), &id("cuisine"), "Accueil");
    let names: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.leaves.len())).collect();
    assert_eq!(names, [("paul", 0), ("marie", 0), ("jean", 1)], "who would leave a place comes after");
}
