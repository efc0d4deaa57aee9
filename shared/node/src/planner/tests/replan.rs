use super::super::assemble::Pinning;
use super::super::replan::in_week;
use super::{Story, id, proposal, told};
use crate::trouble::Trouble;
use mainforte_api::{Proposal, Refusal, ReplanView, Stability};
use mainforte_domain::{Answer, BookingId};
use mainforte_planning::{Unwatched, Watch};

/// Marie falls ill. Only Louis drives as well, and he is at the kitchen at that hour, where Paul could stand in.
fn marie_is_ill(louis: Answer) -> Story {
    let mut story = Story::delivery_and_kitchen();
    story.booked("marie", "livraison", Answer::Withdrew);
    story.booked("louis", "cuisine", louis);
    story
}

fn replanned(story: Story, stability: Stability, declined: &[Proposal]) -> ReplanView {
    in_week(&mut story.week(Pinning::Promised), stability, declined, &mut Unwatched).unwrap()
}

#[test]
fn at_the_highest_stability_nobody_moves() {
    let view = replanned(marie_is_ill(Answer::NotAsked), Stability::MoveNobody, &[]);
    assert_eq!((view.missing_before, view.missing_after, view.moved), (1, 1, 0));
    assert_eq!(told(&view), Vec::<String>::new());
    assert_eq!(view.lost.iter().map(|lost| lost.name.as_str()).collect::<Vec<_>>(), ["marie"]);
    assert_eq!(view.short.len(), 1, "what stays empty says why");
}

#[test]
fn one_move_fills_the_place_and_its_follower_comes_in_the_same_rearrangement() {
    let view = replanned(marie_is_ill(Answer::NotAsked), Stability::MoveFew, &[]);
    assert_eq!((view.missing_before, view.missing_after, view.moved), (1, 0, 1));
    assert_eq!(told(&view), ["louis: cuisine -> livraison", "paul:  -> cuisine"]);
    assert_eq!((view.rearrangements.len(), view.rearrangements[0].gains), (1, 1));
    assert_eq!(view.rearrangements[0].steps[0].step.leaves, [id::<BookingId>("b-louis-cuisine")]);
}

#[test]
fn whoever_has_said_yes_is_never_moved() {
    for stability in [Stability::MoveNobody, Stability::MoveFew, Stability::BestPlan] {
        let view = replanned(marie_is_ill(Answer::Yes), stability, &[]);
        assert_eq!((view.missing_after, view.moved), (1, 0), "{stability:?}");
    }
}

#[test]
fn what_was_turned_down_is_not_proposed_again() {
    let story = || {
        let mut story = Story::kitchen(&["jean", "marie", "paul"]);
        story.booked("marie", "cuisine", Answer::Withdrew);
        story.booked("jean", "cuisine", Answer::No);
        story
    };
    let first = replanned(story(), Stability::MoveNobody, &[]);
    assert_eq!(told(&first), ["paul:  -> cuisine"], "neither Marie, who withdrew, nor Jean, who said no");
    let second = replanned(story(), Stability::MoveNobody, &[proposal("paul", "cuisine")]);
    assert_eq!((told(&second).len(), second.missing_after), (0, 1));
}

#[test]
fn whoever_withdraws_is_asked_about_their_other_places() {
    let mut story = Story::default();
    story.people(&["marie", "paul"]);
    for (day, name) in [(0, "lundi"), (1, "mardi"), (3, "jeudi")] {
        story.shift(name, day, (9, 12), (1, 1), None);
    }
    story.booked("marie", "lundi", Answer::Withdrew);
    story.booked("marie", "mardi", Answer::Yes);
    let view = replanned(story, Stability::BestPlan, &[]);
    assert_eq!(view.doubtful.len(), 1);
    assert_eq!(view.doubtful[0].bookings, [id::<BookingId>("b-marie-mardi")]);
    let told = told(&view);
    assert!(told.iter().all(|step| step.starts_with("paul")), "Marie is offered nothing else: {told:?}");
}

#[test]
fn only_the_best_plan_tells_how_near_it_is_to_the_best_possible() {
    let gap = |stability| replanned(marie_is_ill(Answer::NotAsked), stability, &[]).gap_millipercent;
    assert_eq!(gap(Stability::BestPlan), Some(0));
    assert_eq!((gap(Stability::MoveNobody), gap(Stability::MoveFew)), (None, None));
}

#[test]
fn the_long_search_for_the_best_plan_tells_how_far_it_is_and_can_be_called_off() {
    struct Impatient(u32);
    impl Watch for Impatient {
        fn progress(&mut self, _done: u64, _total: u64) {
            self.0 += 1;
        }
        fn cancelled(&self) -> bool {
            self.0 > 0
        }
    }
    let replan = |stability, watch: &mut Impatient| {
        in_week(&mut marie_is_ill(Answer::NotAsked).week(Pinning::Promised), stability, &[], watch)
    };
    let mut impatient = Impatient(0);
    let Err(Trouble::Refused(refusal)) = replan(Stability::BestPlan, &mut impatient) else { panic!() };
    assert_eq!(*refusal, Refusal::PlanStopped);
    assert!((1..5).contains(&impatient.0), "told {} times", impatient.0);
    assert!(replan(Stability::MoveFew, &mut impatient).is_ok(), "what takes no time is not called off");
}
