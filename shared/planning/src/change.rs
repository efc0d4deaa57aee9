//! What happens to a plan: who and what is gone, and which bookings still stand.

use serde::{Deserialize, Serialize};

use crate::breaches::Ledger;
use crate::names::Placed;
use crate::problem::Booking;
use crate::situation::Situation;
use crate::{ShiftId, VolunteerId};

/// What happened since the plan was made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Who cannot come at all any more.
    pub absent: Vec<VolunteerId>,
    /// Proposals that were turned down; they are not made again.
    pub declined: Vec<Booking>,
    /// Shifts that do not take place.
    pub cancelled: Vec<ShiftId>,
}

/// A plan after a change, before anything is done about it. By positions in the problem.
pub(crate) struct Aftermath {
    /// Who can still be booked.
    pub(crate) here: Vec<bool>,
    /// Which shifts still take place.
    pub(crate) held: Vec<bool>,
    /// Volunteers and shifts that were declined, sorted.
    pub(crate) barred: Vec<(u32, u32)>,
    /// The bookings that must stay, sorted.
    pub(crate) pinned: Vec<Placed>,
    /// The bookings that still stand, pinned ones included, sorted.
    pub(crate) kept: Vec<Placed>,
    /// Those that do not.
    pub(crate) lost: Vec<Booking>,
}

impl Aftermath {
    /// What `change` leaves of `bookings`. Those that break a rule are lost as well.
    pub(crate) fn of(situation: &Situation<'_>, bookings: &[Booking], change: &Change) -> Self {
        let names = &situation.names;
        let mut here = vec![true; names.problem.volunteers.len()];
        change.absent.iter().filter_map(|id| names.volunteer_at(id)).for_each(|at| here[at as usize] = false);
        let mut held = vec![true; names.problem.shifts.len()];
        change.cancelled.iter().filter_map(|id| names.shift_at(id)).for_each(|at| held[at as usize] = false);
        let declined = names.placed(&change.declined);
        let possible = |it: &Placed| here[it.volunteer as usize] && held[it.shift as usize];
        let stays = |it: &&Placed| possible(it) && declined.binary_search(it).is_err();
        let pinned: Vec<Placed> = situation.pinned.iter().filter(stays).copied().collect();
        let pair = |it: &Placed| (it.volunteer, it.shift);
        let pinned_pair = |it: &(u32, u32)| pinned.binary_search_by_key(it, pair).is_ok();
        let mut barred: Vec<(u32, u32)> = declined.iter().map(pair).filter(|it| !pinned_pair(it)).collect();
        barred.dedup();
        let open = |it: &Placed| possible(it) && barred.binary_search(&pair(it)).is_err();
        let kept = standing(situation, &pinned, bookings, open);
        let stood = |it: &&Booking| names.find(it).is_none_or(|placed| kept.binary_search(&placed).is_err());
        let lost = bookings.iter().filter(stood).cloned().collect();
        Self { here, held, barred, pinned, kept, lost }
    }
}

/// The pinned bookings and all `open` ones of the plan that keep the rules beside those before them.
fn standing(
    situation: &Situation<'_>,
    pinned: &[Placed],
    bookings: &[Booking],
    open: impl Fn(&Placed) -> bool,
) -> Vec<Placed> {
    let mut ledger = Ledger::of(&situation.names);
    let mut kept = pinned.to_vec();
    pinned.iter().for_each(|&it| ledger.enter(it));
    for placed in situation.names.find_all(bookings).into_iter().filter(open) {
        if ledger.judge(placed, false).is_empty() && pinned.binary_search(&placed).is_err() {
            ledger.enter(placed);
            kept.push(placed);
        }
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}
