//! Answers to questions about a plan, in plain sentences.

use std::process::ExitCode;

use mainforte_planning::{
    Booking, Explanation, Forced, Plan, Problem, Rule, ShiftId, VolunteerId, explain as ask, recommend as rank,
    why_short,
};

use crate::file::FileError;

/// Tells why `volunteer` is, or is not, on `shift`.
pub(crate) fn explain(
    problem: &Problem,
    plan: &Plan,
    volunteer: &VolunteerId,
    shift: &ShiftId,
) -> Result<ExitCode, FileError> {
    let unknown = |name: &str| Err(FileError::UnknownName { name: name.to_owned() });
    if !problem.volunteers.iter().any(|it| it.id == *volunteer) {
        return unknown(volunteer.as_str());
    }
    match ask(problem, plan, volunteer, shift) {
        Explanation::Unknown => return unknown(shift.as_str()),
        Explanation::Booked { role, pinned, worth } => {
            let how = if pinned { ", a booking that stays" } else { "" };
            println!("{volunteer} is on {shift} as {role}{how}. Without it the plan would lose {worth} points.");
        }
        Explanation::NotEligible { roles } => {
            for it in roles {
                println!("{volunteer} cannot be {} on {shift}: {}.", it.role, names(&it.rules));
            }
        }
        Explanation::Committed { rules } => {
            println!("{volunteer} cannot be on {shift} beside bookings that stay: {}.", names(&rules));
        }
        Explanation::Possible(forced) => tell_forced(volunteer, shift, &forced),
    }
    Ok(ExitCode::SUCCESS)
}

fn tell_forced(volunteer: &VolunteerId, shift: &ShiftId, forced: &Forced) {
    let Forced { role, difference, leaves, takes, pushed_out } = forced;
    println!("{volunteer} could be {role} on {shift}; the score would change by {difference:+}.");
    tell_moves(volunteer, leaves, takes);
    if let Some(out) = pushed_out {
        println!("{} would have to go.", out.volunteer);
        tell_moves(&out.volunteer, &out.leaves, &out.takes);
    }
}

fn tell_moves(volunteer: &VolunteerId, leaves: &[Booking], takes: &[Booking]) {
    for booking in leaves {
        println!("{volunteer} would leave {} as {}.", booking.shift, booking.role);
    }
    for booking in takes {
        println!("{volunteer} would take {} as {}.", booking.shift, booking.role);
    }
}

fn names(rules: &[Rule]) -> String {
    rules.iter().map(|rule| rule.code()).collect::<Vec<_>>().join(", ")
}

/// Tells whom to ask for `shift`, at most `most` people a role, and why it is short.
pub(crate) fn recommend(problem: &Problem, plan: &Plan, id: &ShiftId, most: usize) -> Result<ExitCode, FileError> {
    let Some(shift) = problem.shifts.iter().find(|it| it.id == *id) else {
        return Err(FileError::UnknownName { name: id.0.clone() });
    };
    for need in &shift.roles {
        let people = rank(problem, plan, id, &need.role);
        println!("{}: {} people could take one more place.", need.role, people.len());
        for it in people.iter().take(most) {
            let leaves: Vec<&str> = it.leaves.iter().map(|booking| booking.shift.as_str()).collect();
            let leaves = if leaves.is_empty() { String::new() } else { format!(", leaving {}", leaves.join(", ")) };
            println!("  {} {:+}{leaves}", it.volunteer, it.difference);
        }
    }
    for short in why_short(problem, plan, id).roles {
        let near: Vec<String> =
            short.one_rule_away.iter().map(|(rule, count)| format!("{count} by {rule} alone")).collect();
        println!(
            "{} has {} of {}: {} free, {} taken elsewhere, {} out of hours; kept out: {}{} by several rules.",
            short.role,
            short.booked,
            short.needed,
            short.free,
            short.taken_elsewhere,
            short.out_of_hours,
            near.iter().map(|it| format!("{it}, ")).collect::<String>(),
            short.others,
        );
    }
    Ok(ExitCode::SUCCESS)
}
