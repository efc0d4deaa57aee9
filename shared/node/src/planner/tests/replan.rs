use super::super::assemble::Pinning;
use super::super::replan::in_week;
use super::{Story, id, told};
use mainforte_api::{Proposal, Stability};
use mainforte_domain::{Answer, BookingId};

/// Marie drives on Monday and falls ill. Only Louis drives as well, and he is at the kitchen at that hour, where Paul could
/// stand in.
fn marie_is_ill(louis: Answer) -> Story {
    let mut story = Story::default();
    for driver in ["marie", "louis"] {
        story.person(driver, |person| person.skills.extend(["permis B".to_owned()]));
    }
    story.people(&["paul"]);
    story.shift("livraison", 0, (9, 12), (1, 1), Some("permis B"));
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    story.booked("marie", "livraison", Answer::Withdrew);
    story.booked("louis", "cuisine", louis);
    story
}

#[test]
fn at_the_highest_stability_nobody_moves() {
    let view =
        in_week(&mut marie_is_ill(Answer::NotAsked).week(Pinning::Promised), Stability::MoveNobody, &[]).unwrap();
    assert_eq!((view.missing_before, view.missing_after, view.moved), (1, 1, 0));
    assert_eq!(told(&view), Vec::<String>::new());
    assert_eq!(view.lost.iter().map(|lost| lost.name.as_str()).collect::<Vec<_>>(), ["marie"]);
    assert_eq!(view.short.len(), 1, "what stays empty says why");
}

#[test]
fn one_move_fills_the_place_and_its_follower_comes_in_the_same_rearrangement() {
    let view = in_week(&mut marie_is_ill(Answer::NotAsked).week(Pinning::Promised), Stability::MoveFew, &[]).unwrap();
    assert_eq!((view.missing_before, view.missing_after, view.moved), (1, 0, 1));
    assert_eq!(told(&view), ["louis: cuisine -> livraison", "paul:  -> cuisine"]);
    assert_eq!((view.rearrangements.len(), view.rearrangements[0].gains), (1, 1));
    assert_eq!(view.rearrangements[0].steps[0].step.leaves, [id::<BookingId>("b-louis-cuisine")]);
}

#[test]
fn whoever_has_said_yes_is_never_moved() {
    for stability in [Stability::MoveNobody, Stability::MoveFew, Stability::BestPlan] {
        let view = in_week(&mut marie_is_ill(Answer::Yes).week(Pinning::Promised), stability, &[]).unwrap();
        assert_eq!((view.missing_after, view.moved), (1, 0), "{stability:?}");
    }
}

#[test]
fn what_was_turned_down_is_not_proposed_again() {
    let mut story = Story::default();
    story.people(&["jean", "marie", "paul"]);
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    story.booked("marie", "cuisine", Answer::Withdrew);
    story.booked("jean", "cuisine", Answer::No);
    let declined = Proposal { shift: id("cuisine"), role: "Accueil".to_owned(), volunteer: id("paul") };
    let mut week = story.week(Pinning::Promised);
    let first = in_week(&mut week, Stability::MoveNobody, &[]).unwrap();
    assert_eq!(told(&first), ["paul:  -> cuisine"], "neither Marie, who withdrew, nor Jean, who said no");
    let second = in_week(&mut week, Stability::MoveNobody, &[declined]).unwrap();
    assert_eq!((told(&second).len(), second.missing_after), (0, 1));
}

#[test]
fn whoever_withdraws_is_asked_about_their_other_places() {
    let mut story = Story::default();
    story.people(&["marie", "paul"]);
    story.shift("lundi", 0, (9, 12), (1, 1), None);
    story.shift("mardi", 1, (9, 12), (1, 1), None);
    story.shift("jeudi", 3, (9, 12), (1, 1), None);
    story.booked("marie", "lundi", Answer::Withdrew);
    story.booked("marie", "mardi", Answer::Yes);
    let view = in_week(&mut story.week(Pinning::Promised), Stability::BestPlan, &[]).unwrap();
    assert_eq!(view.doubtful.len(), 1);
    assert_eq!(view.doubtful[0].bookings, [id::<BookingId>("b-marie-mardi")]);
    assert!(
        told(&view).iter().all(|step| step.starts_with("paul")),
        "Marie is offered nothing else: {:?}",
        told(&view)
    );
}
