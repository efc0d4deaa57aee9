use super::super::assemble::{Pinning, Week};
use super::super::{explain, recommend};
use super::{Story, id, proposal};
use mainforte_api::{EligibilityRule, Explanation, Proposal, Verdict};
use mainforte_domain::{Answer, Minute};

/// Why (not) `volunteer` in the kitchen, while `plan` is looked at.
fn why(week: &Week, volunteer: &str, plan: &[Proposal]) -> Explanation {
    explain::in_week(week, &id("cuisine"), &id(volunteer), plan)
}

/// Who is recommended for the kitchen, with how many places they would leave.
fn recommended(week: &mut Week) -> Vec<(String, usize)> {
    let found = recommend::in_week(week, &id("cuisine"), "Accueil");
    found.into_iter().map(|it| (it.name, it.leaves.len())).collect()
}

#[test]
fn forcing_somebody_says_who_is_pushed_out_and_which_place_is_lost() {
    let mut story = Story::delivery_and_kitchen();
    story.booked("marie", "livraison", Answer::NotAsked);
    story.booked("paul", "cuisine", Answer::NotAsked);
    story.booked("louis", "cuisine", Answer::No);
    let why = why(&story.week(Pinning::Promised), "marie", &[]);
    let forced = why.forced.unwrap();
    assert_eq!(forced.verdict, Verdict::Worse);
    assert_eq!(forced.pushed_out.map(|out| out.name).as_deref(), Some("paul"));
    let left: Vec<_> = forced.leaves.iter().map(|it| (it.seat.shift.as_str(), it.lost, it.others)).collect();
    assert_eq!(left, [("livraison", true, 1)], "Louis drives as well and is free");
}

#[test]
fn a_promise_stands_in_the_way_and_is_named() {
    let mut story = Story::kitchen(&["marie"]);
    story.shift("accueil", 0, (10, 13), (1, 1), None);
    story.booked("marie", "accueil", Answer::Yes);
    let why = why(&story.week(Pinning::Promised), "marie", &[]);
    assert_eq!(why.promised.iter().map(|seat| seat.title.as_str()).collect::<Vec<_>>(), ["accueil"]);
    assert_eq!((why.forced, why.full), (None, false));
}

#[test]
fn proposals_that_are_looked_at_count_as_booked() {
    let week = Story::kitchen(&["marie", "paul"]).week(Pinning::Promised);
    let plan = [proposal("paul", "cuisine")];
    let forced = why(&week, "marie", &plan).forced;
    assert_eq!(forced.and_then(|forced| forced.pushed_out).map(|out| out.name).as_deref(), Some("paul"));
    assert_eq!(why(&week, "paul", &plan).booked.as_deref(), Some("Accueil"));
}

#[test]
fn whoever_said_no_is_not_recommended_and_the_reason_says_so() {
    let mut story = Story::kitchen(&["marie", "paul"]);
    story.booked("marie", "cuisine", Answer::No);
    let mut week = story.week(Pinning::Promised);
    assert_eq!(why(&week, "marie", &[]).broken, [EligibilityRule::SaidNo]);
    assert_eq!(recommended(&mut week), [("paul".to_owned(), 0)]);
}

#[test]
fn among_equals_the_least_recently_asked_comes_first() {
    let mut story = Story::kitchen(&["jean", "marie", "paul"]);
    story.shift("accueil", 0, (9, 12), (1, 1), None);
    story.booked("jean", "accueil", Answer::NotAsked);
    for (person, asked) in story.input.people.iter_mut().zip([None, Some(Minute(900)), Some(Minute(100))]) {
        person.last_asked = asked;
    }
    let found = recommended(&mut story.week(Pinning::Promised));
    let expected = [("paul", 0), ("marie", 0), ("jean", 1)].map(|(name, leaves)| (name.to_owned(), leaves));
    assert_eq!(found, expected, "who would leave a place comes after");
}
