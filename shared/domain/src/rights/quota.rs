use super::{BookedTime, Contest, ContestReason, Found, LentTime, claims::Hold};
use crate::{LoanId, Minute, Minutes, SettlementId, Window};
use std::collections::BTreeMap;

/// The bookings that spend more than their loan's quota together.
///
/// Time that overlapping bookings share counts once: of them one at most will stand, so what is over by their overlap
/// alone is explained by the overlap. For each overspent loan one pair is given to settle, its two longest bookings that
/// can both stand in time: dropping one of these ends it soonest, and laptops that settle apart meet in one register.
pub(super) fn find(bookings: &[&BookedTime], holds: &[Option<Hold<'_>>]) -> Found {
    let mut by_loan: BTreeMap<(Window, &LoanId, Minutes), Vec<&BookedTime>> = BTreeMap::new();
    for (booking, hold) in bookings.iter().zip(holds) {
        let Some(Hold::Loan(LentTime { id, window, quota: Some(quota) })) = hold else { continue };
        by_loan.entry((*window, id, *quota)).or_default().push(booking);
    }
    let mut found = Found::default();
    for ((_, loan, quota), inside) in by_loan {
        let over = Minutes(busy(&inside).0.saturating_sub(quota.0));
        if over.0 <= 0 {
            continue;
        }
        found.bookings.extend(inside.iter().map(|b| b.id.clone()));
        if let Some(id) = longest_pair(inside) {
            found.contests.push(Contest { id, why: ContestReason::Quota { loan: loan.clone(), over } });
        }
    }
    found
}

/// How long the bookings last together, shared time once. They are sorted by beginning.
fn busy(bookings: &[&BookedTime]) -> Minutes {
    let mut busy = 0_i64;
    let mut until = Minute(i64::MIN);
    for booking in bookings {
        let from = booking.window.from.max(until);
        busy = busy.saturating_add(booking.window.until.0.saturating_sub(from.0).max(0));
        until = until.max(booking.window.until);
    }
    Minutes(busy)
}

fn longest_pair(mut bookings: Vec<&BookedTime>) -> Option<SettlementId> {
    bookings.sort_by(|a, b| (b.window.length(), &a.id).cmp(&(a.window.length(), &b.id)));
    bookings.iter().enumerate().find_map(|(place, first)| {
        let rest = bookings.get(place + 1..)?;
        let second = rest.iter().find(|second| !second.window.overlaps(&first.window))?;
        SettlementId::of(&first.id, &second.id)
    })
}
