use crate::{BookingId, Settlement};
use std::collections::{BTreeMap, BTreeSet};

/// The bookings that settlements have dropped.
///
/// Laptops that settle apart can keep A over B, B over C and C over A, and nobody would stand. So settlements count in the
/// order of their pairs, and one that contradicts those before it decides nothing: something always stands, and the same
/// on every replica.
pub(super) fn dropped(settlements: &[Settlement]) -> BTreeSet<&BookingId> {
    let mut counted: Vec<_> = settlements.iter().filter(|s| keeps_one_of_its_pair(s)).collect();
    counted.sort_by_key(|s| (&s.id, &s.keep));
    let mut beaten_by: BTreeMap<&BookingId, BTreeSet<&BookingId>> = BTreeMap::new();
    for settlement in counted {
        if !is_over(&beaten_by, settlement.dropped(), &settlement.keep) {
            beaten_by.entry(settlement.dropped()).or_default().insert(&settlement.keep);
        }
    }
    beaten_by.into_keys().collect()
}

fn keeps_one_of_its_pair(settlement: &Settlement) -> bool {
    let pair = &settlement.id;
    pair.first != pair.second && (settlement.keep == pair.first || settlement.keep == pair.second)
}

/// Whether `winner` was kept over `loser`, directly or through others.
fn is_over<'a>(
    beaten_by: &BTreeMap<&'a BookingId, BTreeSet<&'a BookingId>>,
    winner: &BookingId,
    loser: &'a BookingId,
) -> bool {
    let mut seen = BTreeSet::from([loser]);
    let mut open = vec![loser];
    while let Some(next) = open.pop() {
        for better in beaten_by.get(next).into_iter().flatten() {
            if *better == winner {
                return true;
            }
            if seen.insert(better) {
                open.push(better);
            }
        }
    }
    false
}
