//! Bookings against a rule by deliberate override never make planning fail.

use super::super::assemble::{Pinning, Week};
use super::Story;
use mainforte_domain::{Answer, Minutes};
use mainforte_planning as engine;

fn plans(week: &Week) -> Vec<String> {
    let plan = engine::plan(&week.problem, engine::Effort::Quick).unwrap();
    let new = plan.bookings.iter().filter(|b| !week.problem.pinned.contains(b));
    new.map(|b| format!("{} {}", b.volunteer.0, b.shift.0)).collect()
}

/// The role's places were taken out twice: planning stopped with a breach of its own pinned bookings.
#[test]
fn a_third_person_in_a_role_of_two_leaves_the_two_pinned() {
    let mut story = Story::default();
    story.people(&["jean", "louis", "marie", "paul"]);
    story.shift("cuisine", 0, (9, 12), (1, 2), None);
    for person in ["jean", "louis", "marie"] {
        story.booked(person, "cuisine", Answer::Yes);
    }
    let week = story.week(Pinning::All);
    assert_eq!((week.problem.pinned.len(), week.set_aside), (2, 1));
    assert_eq!(plans(&week), Vec::<String>::new(), "the role is full");
}

/// The hours of the override were taken from those of the bookings that fit.
#[test]
fn hours_beyond_the_limit_leave_the_others_pinned() {
    let mut story = Story::default();
    story.person("marie", |person| person.week_max = Minutes::hours(8));
    story.shift("lundi", 0, (8, 15), (1, 1), None);
    story.shift("mardi", 1, (8, 13), (1, 1), None);
    story.booked("marie", "lundi", Answer::Yes);
    story.booked("marie", "mardi", Answer::Yes);
    let week = story.week(Pinning::All);
    assert_eq!((week.problem.pinned.len(), week.set_aside), (1, 1));
    assert_eq!(plans(&week), Vec::<String>::new());
}

/// The time of the override was taken from that of the booking that it overlaps.
#[test]
fn two_places_at_once_leave_one_of_them_pinned() {
    let mut story = Story::default();
    story.people(&["marie", "paul"]);
    story.shift("cuisine", 0, (9, 12), (1, 1), None);
    story.shift("accueil", 0, (10, 13), (1, 1), None);
    story.shift("collecte", 0, (12, 14), (1, 1), None);
    story.booked("marie", "cuisine", Answer::Yes);
    story.booked("marie", "accueil", Answer::Yes);
    let week = story.week(Pinning::All);
    assert_eq!((week.problem.pinned.len(), week.set_aside), (1, 1));
    assert_eq!(plans(&week), ["paul collecte"], "nobody is put into the place that the override holds");
}

/// Every way to put two people into four shifts with all rules broken somewhere, and each answer: it always plans.
#[test]
fn no_mixture_of_overrides_makes_planning_fail() {
    for mask in 0_u32..256 {
        let mut story = Story::default();
        story.person("marie", |person| person.week_max = Minutes::hours(7));
        story.person("paul", |person| person.availability.clear());
        story.people(&["zoe"]);
        for (name, day, hours) in [("a", 0, (9, 12)), ("b", 0, (11, 14)), ("c", 0, (14, 18)), ("d", 2, (9, 12))] {
            story.shift(name, day, hours, (1, 1), None);
        }
        let places = ["marie", "paul"].iter().flat_map(|who| ["a", "b", "c", "d"].map(|shift| (who, shift)));
        for (bit, (who, shift)) in places.enumerate().filter(|(bit, _)| mask >> bit & 1 == 1) {
            story.booked(who, shift, if bit % 2 == 0 { Answer::Yes } else { Answer::NotAsked });
        }
        let pinning = if mask % 3 == 0 { Pinning::Promised } else { Pinning::All };
        let week = story.week(pinning);
        let kept = week.booked();
        assert_eq!(engine::breaches(&week.problem, &kept), [], "{mask:b}");
        assert_eq!(kept.len() + week.set_aside as usize, mask.count_ones() as usize, "{mask:b}");
        engine::plan(&week.problem, engine::Effort::Quick).unwrap();
    }
}
