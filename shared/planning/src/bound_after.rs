//! What a bound on an old problem says about the problem after a change.
//!
//! Taking people, shifts and choices away raises no optimum. A pinned booking that goes with its volunteer may: it cost
//! points, or it kept somebody out of a full role. Take the best plan after the change, put the volunteer's pinned bookings
//! back, and where that fills a role beyond its room take somebody else out of it: that is a plan of the old problem, so the
//! best plan after the change is worth at most the old bound, less what the pinned bookings are worth, plus what those taken
//! out could be worth, places apart.

use std::collections::BTreeMap;

use crate::change::Aftermath;
use crate::names::Placed;
use crate::situation::Situation;

/// A bound after the change; none when that takes a look at the whole problem.
pub(crate) fn bound_after(situation: &Situation<'_>, old: i64, aftermath: &Aftermath) -> Option<i64> {
    let gone: Vec<Placed> =
        situation.pinned.iter().filter(|it| aftermath.pinned.binary_search(it).is_err()).copied().collect();
    let with_volunteer = |it: &Placed| !aftermath.here[it.volunteer as usize];
    gone.iter().all(with_volunteer).then(|| {
        let cost: i64 =
            gone.chunk_by(|a, b| a.volunteer == b.volunteer).map(|of_one| -own_worth(situation, of_one)).sum();
        let others: i64 = gone.iter().map(|it| most_worth(situation, *it)).sum();
        old.saturating_add(cost + others)
    })
}

/// What a volunteer's only bookings are worth, the places apart.
fn own_worth(situation: &Situation<'_>, bookings: &[Placed]) -> i64 {
    let mut minutes: BTreeMap<i64, i64> = BTreeMap::new();
    for placed in bookings {
        let shift = situation.names.shift(placed.shift);
        *minutes.entry(shift.week()).or_default() += shift.minutes().0;
    }
    let worth: i64 = bookings.iter().map(|&it| situation.worth(it)).sum();
    let volunteer = bookings.first().map(|it| situation.names.volunteer(it.volunteer));
    let cost = |total: &i64| volunteer.map_or(0, |it| situation.over_target(it, *total));
    worth - minutes.values().map(cost).sum::<i64>()
}

/// The most that anybody's booking in the role of `place` can be worth, the place apart; at least 0.
fn most_worth(situation: &Situation<'_>, place: Placed) -> i64 {
    let everybody = 0..situation.problem().volunteers.len() as u32;
    everybody.map(|volunteer| situation.worth(Placed { volunteer, ..place })).max().unwrap_or_default().max(0)
}
