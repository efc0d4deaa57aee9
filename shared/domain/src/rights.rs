//! What right an organisation has to each booking of one person. Derived, never stored: equal boards, loans and
//! settlements give equal rights on every replica, in whatever order they came. No clock decides.

mod claims;
mod overlap;
mod quota;
mod settled;
mod suggestion;

pub use claims::{BookedTime, Claims, LentTime};
pub use suggestion::{BookingFacts, Suggestion, SuggestionReason, suggest};

use crate::{BookingId, LoanId, Minutes, Right, SettlementId};
use std::collections::{BTreeMap, BTreeSet};

/// The rights of one organisation to the bookings of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rights {
    /// Where each booking that holds time stands.
    pub standings: BTreeMap<BookingId, Standing>,
    /// What people must settle, sorted; at most [`Rights::CONTESTS_MAX`], the rest follow once these are settled.
    pub contests: Vec<Contest>,
}

/// Where a booking stands after people's settlements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It stands, with this right.
    Stands(Right),
    /// People settled for the other booking of a pair: it holds no time any more.
    Dropped,
}

/// Two bookings of one person that cannot both stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contest {
    /// The pair, which is the settlement's key.
    pub id: SettlementId,
    /// Why they cannot both stand.
    pub why: ContestReason,
}

/// Why two bookings of one person cannot both stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContestReason {
    /// They share time, and nobody is in two places.
    Overlap,
    /// Together with the loan's other bookings they take more than the lent hours.
    Quota {
        /// The loan.
        loan: LoanId,
        /// How much too much.
        over: Minutes,
    },
}

impl Rights {
    /// More contests of one person than anybody settles at a sitting; bounds the answer to a hostile board.
    pub const CONTESTS_MAX: usize = 200;

    /// The right to a booking that stands; nothing when it was dropped or holds no time.
    pub fn right(&self, booking: &BookingId) -> Option<Right> {
        match self.standings.get(booking)? {
            Standing::Stands(right) => Some(*right),
            Standing::Dropped => None,
        }
    }

    /// Derives the rights to one person's bookings.
    ///
    /// A booking that a settlement dropped holds no time. Of the others, those that overlap are contested, requested
    /// ones too; so are those inside a loan whose quota they exceed together. What remains is held when the person is
    /// the organisation's own (outside the ceded windows) or when one loan covers it wholly; otherwise requested. A
    /// booking longer than its loan's whole quota was never granted: requested.
    pub fn derive(claims: &Claims) -> Self {
        let dropped = settled::dropped(&claims.settlements);
        let (fallen, standing) = partition(&claims.bookings, &dropped);
        let held = standing.iter().map(|b| claims.hold(b)).collect::<Vec<_>>();

        let overlaps = overlap::find(&standing, Self::CONTESTS_MAX);
        let spent = quota::find(&standing, &held);

        let mut standings: BTreeMap<BookingId, Standing> =
            fallen.iter().map(|b| (b.id.clone(), Standing::Dropped)).collect();
        for (booking, hold) in standing.iter().zip(&held) {
            let contested = overlaps.bookings.contains(&booking.id) || spent.bookings.contains(&booking.id);
            let right = match (contested, hold) {
                (true, _) => Right::Contested,
                (false, Some(_)) => Right::Held,
                (false, None) => Right::Requested,
            };
            standings.insert(booking.id.clone(), Standing::Stands(right));
        }
        let mut contests = overlaps.contests;
        contests.extend(spent.contests);
        contests.sort();
        contests.truncate(Self::CONTESTS_MAX);
        Self { standings, contests }
    }
}

/// The bookings that fell and those that stand, each once, by beginning and id.
fn partition<'a>(
    bookings: &'a [BookedTime],
    dropped: &BTreeSet<&BookingId>,
) -> (Vec<&'a BookedTime>, Vec<&'a BookedTime>) {
    let mut all: Vec<&BookedTime> = bookings.iter().collect();
    all.sort_by(|a, b| (a.window, &a.id).cmp(&(b.window, &b.id)));
    let mut seen = BTreeSet::new();
    all.retain(|b| seen.insert(&b.id));
    all.into_iter().partition(|b| dropped.contains(&b.id))
}

/// What one rule found: the bookings it contests and the pairs to settle.
#[derive(Default)]
struct Found {
    bookings: BTreeSet<BookingId>,
    contests: Vec<Contest>,
}
