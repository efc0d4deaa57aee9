//! The best plan of a tiny problem, by trying every set of bookings.
#![allow(dead_code)]

use mainforte_planning::{Booking, Problem, broken_alone};

use crate::judge;

/// The best score of all plans; none when there are too many to try.
pub(crate) fn best_by_trying(problem: &Problem) -> Option<i64> {
    let mut options = Vec::new();
    for volunteer in &problem.volunteers {
        for shift in &problem.shifts {
            for need in shift.roles.iter().filter(|need| broken_alone(volunteer, shift, need).is_empty()) {
                let (volunteer, shift, role) = (volunteer.id.clone(), shift.id.clone(), need.role.clone());
                options.push(Booking { volunteer, shift, role });
            }
        }
    }
    options.retain(|it| !problem.pinned.contains(it));
    if options.len() > 9 {
        return None;
    }
    let subset = |mask: usize| {
        let chosen = options.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, it)| it.clone());
        problem.pinned.iter().cloned().chain(chosen).collect::<Vec<_>>()
    };
    let plans = (0..1_usize << options.len()).map(subset).filter(|it| judge::faults(problem, it).is_empty());
    plans.map(|it| judge::score(problem, &it)).max()
}
