//! How much of an association's mailbox one of its laptops may have. Half of the room is for whoever comes first. The other
//! half is shared out: what of its share a laptop does not use is kept free for it, so that none fills it for its colleagues.

use super::{MAILBOX_BYTES_MAX, MAILBOX_PARCELS_MAX};
use crate::StoreError;
use crate::value::{first, rows};
use mainforte_domain::{DeviceId, OrgId};
use rusqlite::{Connection, Row};

/// Parcels, and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Held {
    parcels: i64,
    bytes: i64,
}

/// Whether there is room for one more parcel of `sender`.
pub(super) fn has_room(
    connection: &Connection,
    org: &OrgId,
    sender: &DeviceId,
    bytes: usize,
) -> Result<bool, StoreError> {
    let doing = "measuring the mailbox";
    let sql = "SELECT coalesce(sum(parcels), 0), coalesce(sum(bytes), 0) FROM mailboxes WHERE org = ?1";
    let held = first(connection, doing, sql, [org.as_str()], held)?.unwrap_or_default();
    let sql = "SELECT coalesce(parcels, 0), coalesce(bytes, 0) FROM devices
        LEFT JOIN mailboxes ON mailboxes.org = devices.org AND sender = device
        WHERE devices.org = ?1 AND device <> ?2 AND revoked = 0";
    let colleagues = rows(connection, doing, sql, (org.as_str(), sender.0), self::held)?;
    let more = Held { parcels: 1, bytes: i64::try_from(bytes).unwrap_or(i64::MAX) };
    Ok(fits(held, &colleagues, more))
}

/// Whether what is `held`, with `more`, leaves each of the sender's colleagues its share.
fn fits(held: Held, colleagues: &[Held], more: Held) -> bool {
    let laptops = i64::try_from(colleagues.len()).unwrap_or(i64::MAX).saturating_add(1);
    let fits = |max: i64, count: fn(&Held) -> i64| {
        let share = max / 2 / laptops;
        let kept_free: i64 = colleagues.iter().map(|colleague| (share - count(colleague)).max(0)).sum();
        count(&held).saturating_add(count(&more)) <= max - kept_free
    };
    fits(MAILBOX_PARCELS_MAX, |held| held.parcels) && fits(MAILBOX_BYTES_MAX, |held| held.bytes)
}

fn held(row: &Row<'_>) -> rusqlite::Result<Held> {
    Ok(Held { parcels: row.get(0)?, bytes: row.get(1)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOTHING: Held = Held { parcels: 0, bytes: 0 };
    const ALL: Held = Held { parcels: MAILBOX_PARCELS_MAX, bytes: MAILBOX_BYTES_MAX };

    #[test]
    fn alone_a_laptop_may_have_it_all_and_with_a_colleague_three_quarters() {
        assert!(fits(NOTHING, &[], ALL));
        let three_quarters = Held { parcels: 1, bytes: MAILBOX_BYTES_MAX / 4 * 3 };
        assert!(fits(NOTHING, &[NOTHING], three_quarters));
        assert!(!fits(NOTHING, &[NOTHING], Held { bytes: three_quarters.bytes + 1, ..three_quarters }));
        assert!(!fits(Held { parcels: ALL.parcels / 4 * 3, bytes: 0 }, &[NOTHING], Held { parcels: 1, bytes: 1 }));
    }

    proptest! {
        /// Each takes in turn as much as it gets; whoever comes after them all still finds its share.
        #[test]
        fn whatever_the_others_take_one_finds_its_share(greedy in prop::collection::vec(1..ALL.bytes, 1..40)) {
            let mut taken = vec![NOTHING; greedy.len()];
            for (laptop, bytes) in greedy.iter().enumerate() {
                let held = Held { parcels: 0, bytes: taken.iter().map(|held| held.bytes).sum() };
                let mut colleagues = [taken.clone(), vec![NOTHING]].concat();
                colleagues.remove(laptop);
                let more = Held { parcels: 1, bytes: *bytes };
                if fits(held, &colleagues, more) {
                    taken[laptop].bytes += bytes;
                }
            }
            let held = Held { parcels: 0, bytes: taken.iter().map(|held| held.bytes).sum() };
            let share = ALL.bytes / 2 / (taken.len() as i64 + 1);
            let finds_it = fits(held, &taken, Held { parcels: 1, bytes: share });
            prop_assert!(finds_it);
        }
    }
}
