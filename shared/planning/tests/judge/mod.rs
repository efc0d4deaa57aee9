//! An independent judge: rules and score written from the format alone, pair by pair, without the engine's code.
#![allow(dead_code)]

use std::collections::{HashMap, HashSet};

use mainforte_planning::{Booking, Problem, Shift, Volunteer, Window};

const WEEK: i64 = 10_080;

fn volunteer<'p>(problem: &'p Problem, booking: &Booking) -> Option<&'p Volunteer> {
    problem.volunteers.iter().find(|it| it.id == booking.volunteer)
}

fn shift<'p>(problem: &'p Problem, booking: &Booking) -> Option<&'p Shift> {
    problem.shifts.iter().find(|it| it.id == booking.shift)
}

fn covered(windows: &[Window], shift: &Shift) -> bool {
    windows.iter().any(|window| window.0 <= shift.start && shift.end <= window.1)
}

fn travel(one: &Shift, other: &Shift) -> bool {
    !(one.remote && other.remote) && (one.remote != other.remote || one.place != other.place)
}

/// Everything wrong with `bookings`, in words; empty for a sound plan.
pub(crate) fn faults(problem: &Problem, bookings: &[Booking]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: &str, booking: &Booking| faults.push(format!("{what}: {booking:?}"));
    let mut seen = HashSet::new();
    let mut count: HashMap<_, i64> = HashMap::new();
    for booking in bookings {
        let (Some(v), Some(s)) = (volunteer(problem, booking), shift(problem, booking)) else {
            fault("unknown", booking);
            continue;
        };
        let Some(role) = s.roles.iter().find(|it| it.role == booking.role) else {
            fault("unknown role", booking);
            continue;
        };
        if !seen.insert(booking) {
            fault("twice", booking);
        }
        let taken = count.entry((&booking.shift, &booking.role)).or_default();
        *taken += 1;
        if *taken > role.max {
            fault("overfull", booking);
        }
        let (dx, dy) = (i128::from(v.x.0 - s.x.0), i128::from(v.y.0 - s.y.0));
        if !s.remote && (v.remote_only || dx * dx + dy * dy > i128::from(v.radius_m.0) * i128::from(v.radius_m.0)) {
            fault("place", booking);
        }
        if role.skill.as_ref().is_some_and(|it| !v.skills.contains(it))
            || s.language.as_ref().is_some_and(|it| !v.languages.contains(it))
            || (s.needs_vetted && !v.vetted)
        {
            fault("ability", booking);
        }
        let held = v.windows_held.as_ref().is_none_or(|it| covered(it, s)) || problem.pinned.contains(booking);
        if !covered(&v.availability, s) || !held {
            fault("time", booking);
        }
        if v.never_with_orgs.contains(&s.org) || v.blocked_shifts.contains(&s.id) {
            fault("blocked", booking);
        }
        let mut week = s.end.0 - s.start.0;
        for other in bookings.iter().filter(|it| *it != booking && it.volunteer == booking.volunteer) {
            let Some(o) = shift(problem, other) else { continue };
            if o.id == s.id {
                fault("two roles", booking);
                continue;
            }
            let gap = if travel(s, o) { v.turnaround_minutes.0 } else { 0 };
            if s.end.0 + gap > o.start.0 && o.end.0 + gap > s.start.0 {
                fault("overlap or turnaround", booking);
            }
            if o.start.0 / WEEK == s.start.0 / WEEK {
                week += o.end.0 - o.start.0;
            }
        }
        if week > v.max_minutes_per_week.0 {
            fault("week", booking);
        }
    }
    for pinned in problem.pinned.iter().filter(|it| !bookings.contains(it)) {
        fault("pinned missing", pinned);
    }
    faults
}

/// The score, from the format.
pub(crate) fn score(problem: &Problem, bookings: &[Booking]) -> i64 {
    let mut total = 0;
    for s in &problem.shifts {
        let p = match s.priority {
            1 => problem.weights.priority.first,
            2 => problem.weights.priority.second,
            3 => problem.weights.priority.third,
            _ => problem.weights.priority.fourth,
        };
        for role in &s.roles {
            let n = bookings.iter().filter(|it| it.shift == s.id && it.role == role.role).count() as i64;
            total += p * n.min(role.min) + (p / 4) * (n - role.min).max(0);
        }
    }
    for booking in bookings {
        let (Some(v), Some(s)) = (volunteer(problem, booking), shift(problem, booking)) else { continue };
        total += v.preferences.get(&s.category).unwrap_or(&0) + v.usual.get(&s.place).unwrap_or(&0);
        total += if problem.previous.contains(booking) { problem.weights.stay } else { 0 };
        let (dx, dy) = (v.x.0 - s.x.0, v.y.0 - s.y.0);
        total -= if s.remote { 0 } else { problem.weights.distance_per_km * ((dx * dx + dy * dy).isqrt() / 1000) };
    }
    for v in &problem.volunteers {
        for week in 0..problem.horizon.weeks.min(60) {
            let mine = bookings.iter().filter(|it| it.volunteer == v.id).filter_map(|it| shift(problem, it));
            let minutes: i64 = mine.filter(|s| s.start.0 / WEEK == week).map(|s| s.end.0 - s.start.0).sum();
            let over = (minutes - v.target_minutes_per_week.0).max(0);
            total -= problem.weights.over_target_per_hour * ((over + 59) / 60);
        }
    }
    total
}
