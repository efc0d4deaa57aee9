//! Small problems of every shape, for the laws.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use mainforte_planning::{
    Booking, Horizon, Metres, Minutes, OrgId, PROBLEM_FORMAT, PlaceId, PriorityWeights, Problem, RoleNeed, Shift,
    ShiftId, Volunteer, WEEK, Weights, Window, breaches,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn name(prefix: &'static str, of: usize) -> impl Strategy<Value = String> {
    (0..of).prop_map(move |no| format!("{prefix}{no}"))
}

fn need() -> impl Strategy<Value = (Option<String>, i64, i64)> {
    (proptest::option::of(name("skill", 2)), 0..3_i64, 1..4_i64)
}

/// A shift of one of two weeks, often around the Sunday night between them.
fn shift() -> impl Strategy<Value = Shift> {
    let start = prop_oneof![3 => 0..2 * WEEK, 2 => WEEK - 600..WEEK + 600, 3 => 500..1200_i64];
    let when = (start, prop_oneof![Just(60), Just(90), 1..300_i64, 1..=1440_i64]);
    let place = (name("place", 3), any::<bool>(), -3000..3000_i64, -3000..3000_i64);
    let what = (1..=4_i64, any::<bool>(), proptest::option::weighted(0.2, name("lang", 2)), name("cat", 3));
    (when, place, what, name("org", 3), vec(need(), 1..4)).prop_map(|(when, place, what, org, needs)| Shift {
        id: ShiftId(String::new()),
        org: org.into(),
        place: place.0.into(),
        x: Metres(place.2),
        y: Metres(place.3),
        start: Minutes(when.0),
        end: Minutes(when.0 + when.1),
        category: what.3,
        priority: what.0,
        remote: place.1,
        needs_vetted: what.1,
        language: what.2,
        roles: (0..)
            .zip(needs)
            .map(|(no, (skill, min, max))| RoleNeed { role: format!("r{no}").into(), skill, min: min.min(max), max })
            .collect(),
    })
}

fn windows() -> impl Strategy<Value = Vec<Window>> {
    prop_oneof![
        3 => Just(vec![Window(Minutes(0), Minutes(3 * WEEK))]),
        2 => vec((1..600_i64, 60..6000_i64), 0..6).prop_map(|parts| {
            let mut at = 0;
            let window = |(gap, long): (i64, i64)| {
                let start = at + gap;
                at = start + long;
                Window(Minutes(start), Minutes(at))
            };
            parts.into_iter().map(window).collect()
        }),
    ]
}

fn volunteer() -> impl Strategy<Value = Volunteer> {
    let home = (-3000..3000_i64, -3000..3000_i64, prop_oneof![Just(9000_i64), 0..5000_i64]);
    let able = (
        proptest::sample::subsequence(vec!["skill0".to_owned(), "skill1".to_owned()], 0..=2),
        proptest::sample::subsequence(vec!["lang0".to_owned(), "lang1".to_owned()], 0..=2),
        any::<bool>(),
        proptest::bool::weighted(0.2),
    );
    let time = (0..1500_i64, 0..900_i64, 0..120_i64, windows(), proptest::option::weighted(0.2, windows()));
    let likes = (
        proptest::collection::btree_map(name("cat", 3), -20..=20_i64, 0..3),
        proptest::collection::btree_map(name("place", 3).prop_map(PlaceId), 0..200_i64, 0..3),
        vec(name("org", 3).prop_map(OrgId), 0..2),
    );
    (home, able, time, likes).prop_map(|(home, able, time, likes)| Volunteer {
        id: String::new().into(),
        x: Metres(home.0),
        y: Metres(home.1),
        radius_m: Metres(home.2),
        skills: able.0,
        languages: able.1,
        vetted: able.2,
        remote_only: able.3,
        max_minutes_per_week: Minutes(time.0),
        target_minutes_per_week: Minutes(time.1),
        turnaround_minutes: Minutes(time.2),
        availability: time.3,
        windows_held: time.4,
        preferences: likes.0,
        never_with_orgs: likes.2,
        blocked_shifts: Vec::new(),
        usual: likes.1,
    })
}

/// A valid problem with up to `people` and `shifts`, with pinned and previous bookings.
pub(crate) fn problem(people: usize, shifts: usize) -> impl Strategy<Value = Problem> {
    let weights = (0..50_i64, 0..50_i64, 0..200_i64, 0..900_i64);
    let wishes = vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>()), 0..8);
    (vec(volunteer(), 1..=people), vec(shift(), 1..=shifts), weights, wishes).prop_map(
        |(people, shifts, weights, wishes)| {
            let mut problem = Problem {
                format: PROBLEM_FORMAT.to_owned(),
                name: "invented".to_owned(),
                horizon: Horizon { start: "2020-11-09".to_owned(), weeks: 3 },
                weights: Weights {
                    priority: PriorityWeights { first: weights.3, second: 400, third: 200, fourth: 7 },
                    distance_per_km: weights.0,
                    over_target_per_hour: weights.1,
                    stay: weights.2,
                },
                volunteers: (0..).zip(people).map(|(no, it)| Volunteer { id: format!("v{no}").into(), ..it }).collect(),
                shifts: (0..).zip(shifts).map(|(no, it)| Shift { id: format!("s{no}").into(), ..it }).collect(),
                pinned: Vec::new(),
                previous: Vec::new(),
            };
            for (volunteer, shift, pinned) in wishes {
                let volunteer = volunteer.get(&problem.volunteers).id.clone();
                let shift = shift.get(&problem.shifts);
                let booking = Booking { volunteer, shift: shift.id.clone(), role: shift.roles[0].role.clone() };
                let mut pin = problem.pinned.clone();
                pin.push(booking.clone());
                let distinct = pin.iter().collect::<BTreeSet<_>>().len() == pin.len();
                // The engine's own checker decides here; the laws judge by another one.
                if pinned && distinct && breaches(&Problem { pinned: pin.clone(), ..problem.clone() }, &pin).is_empty()
                {
                    problem.pinned = pin;
                } else {
                    problem.previous.push(booking);
                }
            }
            problem
        },
    )
}

/// A problem of any numbers and names at all.
pub(crate) fn hostile() -> impl Strategy<Value = Problem> {
    let number = || prop_oneof![Just(0), Just(-1), Just(1), Just(i64::MAX), Just(i64::MIN), -2000..20_000_i64];
    (problem(3, 4), vec(number(), 16), vec(0..16_usize, 0..4), any::<bool>()).prop_map(
        |(mut problem, n, which, twice)| {
            for at in which {
                let value = n[at];
                let volunteer = &mut problem.volunteers[0];
                let shift = &mut problem.shifts[0];
                match at {
                    0 => volunteer.x = Metres(value),
                    1 => volunteer.radius_m = Metres(value),
                    2 => volunteer.max_minutes_per_week = Minutes(value),
                    3 => volunteer.target_minutes_per_week = Minutes(value),
                    4 => volunteer.turnaround_minutes = Minutes(value),
                    5 => volunteer.availability.push(Window(Minutes(value), Minutes(n[6]))),
                    6 => shift.start = Minutes(value),
                    7 => shift.end = Minutes(value),
                    8 => shift.priority = value,
                    9 => shift.roles.iter_mut().for_each(|it| it.min = value),
                    10 => shift.roles.iter_mut().for_each(|it| it.max = value),
                    11 => problem.horizon.weeks = value,
                    12 => problem.weights.stay = value,
                    13 => shift.x = Metres(value),
                    14 => volunteer.usual = BTreeMap::from([("place0".into(), value)]),
                    _ => shift.roles.clear(),
                }
            }
            if twice {
                problem.volunteers.push(problem.volunteers[0].clone());
            }
            problem
        },
    )
}
