use super::super::assemble::{Pinning, Week};
use super::super::pairs;
use super::{Story, id};
use mainforte_domain::{Answer, VolunteerId};
use mainforte_planning as engine;
use std::collections::BTreeSet;

fn planned(week: &mut Week) -> Vec<String> {
    pairs::keep_apart(week);
    let plan = engine::plan(&week.problem, engine::Effort::Quick).unwrap();
    let plan = pairs::hold(week, &week.problem.pinned, plan).unwrap();
    assert_eq!(engine::breaches(&week.problem, &plan.bookings), []);
    let new = plan.bookings.iter().filter(|b| !week.problem.pinned.contains(b));
    new.map(|b| format!("{} {}", b.volunteer.0, b.shift.0)).collect()
}

fn partner(name: &str) -> BTreeSet<VolunteerId> {
    BTreeSet::from([id(name)])
}

#[test]
fn people_who_must_not_meet_are_never_proposed_for_one_shift() {
    let mut story = Story::default();
    story.person("jean", |person| person.apart = partner("marie"));
    story.people(&["marie"]);
    story.shift("cuisine", 0, (9, 12), (2, 2), None);
    assert_eq!(planned(&mut story.week(Pinning::All)).len(), 1, "two places, one of the two people");
}

#[test]
fn whoever_must_not_meet_somebody_who_stands_there_is_left_out() {
    let mut story = Story::default();
    story.people(&["jean", "paul"]);
    story.person("marie", |person| person.apart = partner("jean"));
    story.shift("cuisine", 0, (9, 12), (2, 2), None);
    story.booked("jean", "cuisine", Answer::Yes);
    assert_eq!(planned(&mut story.week(Pinning::All)), ["paul cuisine"]);
}

#[test]
fn a_couple_is_proposed_together_or_not_at_all() {
    let couple = |places: (u32, u32)| {
        let mut story = Story::default();
        story.person("jean", |person| person.together = partner("marie"));
        story.people(&["marie"]);
        story.shift("cuisine", 0, (9, 12), places, None);
        planned(&mut story.week(Pinning::All))
    };
    assert_eq!(couple((1, 1)), Vec::<String>::new(), "one place is none for two");
    assert_eq!(couple((1, 2)), ["jean cuisine", "marie cuisine"], "a place that is allowed though not needed");
}

#[test]
fn who_cannot_bring_their_partner_makes_room_for_somebody_else() {
    let mut story = Story::default();
    story.person("jean", |person| {
        person.together = partner("marie");
        person.offers = BTreeSet::from([id("food-distribution")]);
    });
    story.person("marie", |person| person.availability.clear());
    story.people(&["paul"]);
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    assert_eq!(planned(&mut story.week(Pinning::All)), ["paul cuisine"]);
}
