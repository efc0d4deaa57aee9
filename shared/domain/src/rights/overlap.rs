use super::{BookedTime, Contest, ContestReason, Found};
use crate::SettlementId;

/// The bookings that share time with another. `bookings` are sorted by beginning. Every such booking is found; of the
/// pairs at most `pairs_max` are listed.
pub(super) fn find(bookings: &[&BookedTime], pairs_max: usize) -> Found {
    let mut found = Found::default();
    let mut busy_until = None;
    for (place, booking) in bookings.iter().enumerate() {
        let later = bookings.get(place + 1..).unwrap_or_default();
        let after_earlier = busy_until.is_some_and(|until| booking.window.from < until);
        let before_later = later.first().is_some_and(|next| next.window.overlaps(&booking.window));
        if after_earlier || before_later {
            found.bookings.insert(booking.id.clone());
        }
        busy_until = busy_until.max(Some(booking.window.until));
        let room = pairs_max.saturating_sub(found.contests.len());
        found.contests.extend(pairs(booking, later).take(room));
    }
    found
}

fn pairs<'a>(booking: &'a BookedTime, later: &'a [&BookedTime]) -> impl Iterator<Item = Contest> + 'a {
    later.iter().take_while(|other| other.window.overlaps(&booking.window)).filter_map(|other| {
        Some(Contest { id: SettlementId::of(&booking.id, &other.id)?, why: ContestReason::Overlap })
    })
}
