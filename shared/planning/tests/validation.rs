//! Every ill-formed problem is refused, by the name of whose field is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_planning::{Booking, Effort, Metres, Minutes, Problem, Window, plan};

fn example() -> Problem {
    serde_json::from_str(include_str!("worked_example.json")).unwrap()
}

/// What the error says about whom and which field, after `spoil`.
fn told(spoil: impl Fn(&mut Problem)) -> (String, &'static str) {
    let mut problem = example();
    spoil(&mut problem);
    let error = problem.validate().unwrap_err();
    assert_eq!(plan(&problem, Effort::Quick).unwrap_err(), error, "planning refuses for the same reason");
    (error.entity.to_string(), error.field)
}

/// Bookings that name nothing, or nothing twice, or break a rule together.
fn pin(problem: &mut Problem, volunteer: &str, shift: &str, role: &str) {
    problem.pinned.push(Booking { volunteer: volunteer.into(), shift: shift.into(), role: role.into() });
}

#[test]
fn the_problem_itself_is_named() {
    let of_problem = |field| ("problem".to_owned(), field);
    assert_eq!(told(|it| it.format = "other/1".to_owned()), of_problem("format"));
    assert_eq!(told(|it| it.horizon.weeks = 0), of_problem("horizon.weeks"));
    assert_eq!(told(|it| it.weights.priority.first = -1), of_problem("weights.priority.1"));
    assert_eq!(told(|it| it.weights.priority.second = 1_000_001), of_problem("weights.priority.2"));
    assert_eq!(told(|it| it.weights.priority.third = i64::MAX), of_problem("weights.priority.3"));
    assert_eq!(told(|it| it.weights.priority.fourth = i64::MIN), of_problem("weights.priority.4"));
    assert_eq!(told(|it| it.weights.distance_per_km = -1), of_problem("weights.distance_per_km"));
    assert_eq!(told(|it| it.weights.over_target_per_hour = -1), of_problem("weights.over_target_per_hour"));
    assert_eq!(told(|it| it.weights.stay = -1), of_problem("weights.stay"));
}

#[test]
fn a_volunteer_is_named() {
    let of_ben = |field| ("volunteer \"ben\"".to_owned(), field);
    assert_eq!(told(|it| it.volunteers[1].x = Metres(1_000_001)), of_ben("x"));
    assert_eq!(told(|it| it.volunteers[1].y = Metres(-1_000_001)), of_ben("y"));
    assert_eq!(told(|it| it.volunteers[1].radius_m = Metres(-1)), of_ben("radius_m"));
    assert_eq!(told(|it| it.volunteers[1].max_minutes_per_week = Minutes(-1)), of_ben("max_minutes_per_week"));
    assert_eq!(told(|it| it.volunteers[1].target_minutes_per_week = Minutes(-1)), of_ben("target_minutes_per_week"));
    assert_eq!(told(|it| it.volunteers[1].turnaround_minutes = Minutes(-1)), of_ben("turnaround_minutes"));
    let touching = || vec![Window(Minutes(0), Minutes(5)), Window(Minutes(5), Minutes(9))];
    assert_eq!(told(|it| it.volunteers[1].availability = touching()), of_ben("availability"));
    assert_eq!(told(|it| it.volunteers[1].windows_held = Some(touching())), of_ben("windows_held"));
    let like = |it: &mut Problem, value| it.volunteers[1].preferences.insert("phone".to_owned(), value);
    assert_eq!(told(|it| _ = like(it, 21)), of_ben("preferences"));
    assert_eq!(told(|it| _ = it.volunteers[1].usual.insert("hall".into(), -1)), of_ben("usual"));
    assert_eq!(told(|it| it.volunteers[0].id = "ben".into()), of_ben("id"));
    assert_eq!(told(|it| it.volunteers[1].id = "".into()), ("volunteer \"\"".to_owned(), "id"));
}

#[test]
fn a_shift_and_a_role_are_named() {
    let of_shift = |field| ("shift \"s2\"".to_owned(), field);
    assert_eq!(told(|it| it.shifts[1].x = Metres(i64::MAX)), of_shift("x"));
    assert_eq!(told(|it| it.shifts[1].y = Metres(i64::MIN)), of_shift("y"));
    assert_eq!(told(|it| it.shifts[1].start = Minutes(10_080)), of_shift("start"));
    assert_eq!(told(|it| it.shifts[1].end = it.shifts[1].start), of_shift("end"));
    assert_eq!(told(|it| it.shifts[1].end = Minutes(it.shifts[1].start.0 + 1441)), of_shift("end"));
    assert_eq!(told(|it| it.shifts[1].priority = 5), of_shift("priority"));
    assert_eq!(told(|it| it.shifts[1].roles.clear()), of_shift("roles"));
    assert_eq!(told(|it| it.shifts[0].id = "s2".into()), of_shift("id"));
    let of_role = |field| ("shift \"s2\", role \"shopper\"".to_owned(), field);
    assert_eq!(told(|it| it.shifts[1].roles[0].min = 2), of_role("min"));
    assert_eq!(told(|it| it.shifts[1].roles[0].max = 0), of_role("max"));
    let twice = |it: &mut Problem| it.shifts[1].roles = vec![it.shifts[1].roles[0].clone(); 2];
    assert_eq!(told(twice), of_role("role"));
}

#[test]
fn a_pinned_booking_is_named() {
    let of = |volunteer: &str, shift: &str, role: &str, field| {
        (format!("pinned booking of {volunteer:?} on {shift:?} as {role:?}"), field)
    };
    assert_eq!(told(|it| pin(it, "dora", "s1", "welcome")), of("dora", "s1", "welcome", "volunteer"));
    assert_eq!(told(|it| pin(it, "ana", "s9", "welcome")), of("ana", "s9", "welcome", "shift"));
    assert_eq!(told(|it| pin(it, "ana", "s1", "cook")), of("ana", "s1", "cook", "role"));
    assert_eq!(told(|it| pin(it, "chloe", "s3", "caller")), of("chloe", "s3", "caller", "pinned"));
    assert_eq!(told(|it| pin(it, "chloe", "s1", "welcome")), of("chloe", "s1", "welcome", "pinned"));
}
