//! Amina's and Louis's laptops book the same people; whatever arrives first, they must see the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod claim;

use claim::{id, settled, window};
use mainforte_domain::{
    BookedTime, Claims, ContestReason, DeviceId, LentTime, LoanId, Minute, Minutes, Right, Rights, Settlement,
    SettlementId, Standing, Window,
};
use proptest::{prelude::*, sample::Index};

fn some_window() -> impl Strategy<Value = Window> {
    (0_i64..400, 1_i64..120).prop_map(|(from, length)| window(from, from + length))
}

prop_compose! {
    fn some_claims()(
        own in any::<bool>(),
        ceded in prop::collection::vec(some_window(), 0..2),
        loans in prop::collection::vec((some_window(), prop::option::of(1_i64..200)), 0..4),
        windows in prop::collection::vec(some_window(), 0..9),
        pairs in prop::collection::vec((any::<Index>(), any::<Index>()), 0..6),
    ) -> Claims {
        let count = windows.len().max(1);
        let pairs = pairs.into_iter().map(|(keep, drop)| (keep.index(count), drop.index(count)));
        let settlements =
            pairs.filter(|(a, b)| a != b).map(|(keep, drop)| settled(&format!("b{keep}"), &format!("b{drop}"))).collect();
        let bookings =
            windows.into_iter().enumerate().map(|(n, window)| BookedTime { id: id(&format!("b{n}")), window }).collect();
        let lent = |(n, (window, quota)): (usize, (Window, Option<i64>))| LentTime {
            id: LoanId::parse(&format!("l{n}")).unwrap(), window, quota: quota.map(Minutes),
        };
        Claims { own, ceded, loans: loans.into_iter().enumerate().map(lent).collect(), bookings, settlements }
    }
}

fn shuffled(claims: Claims) -> impl Strategy<Value = (Claims, Claims)> {
    let (b, l, s, c) =
        (claims.bookings.clone(), claims.loans.clone(), claims.settlements.clone(), claims.ceded.clone());
    let parts = (Just(b).prop_shuffle(), Just(l).prop_shuffle(), Just(s).prop_shuffle(), Just(c).prop_shuffle());
    parts.prop_map(move |(bookings, loans, settlements, ceded)| {
        (claims.clone(), Claims { own: claims.own, bookings, loans, settlements, ceded })
    })
}

fn held(claims: &Claims) -> Vec<BookedTime> {
    let rights = Rights::derive(claims);
    claims.bookings.iter().filter(|b| rights.right(&b.id) == Some(Right::Held)).cloned().collect()
}

fn anything_stands(rights: &Rights) -> bool {
    rights.standings.is_empty() || rights.standings.values().any(|s| *s != Standing::Dropped)
}

/// Settles one contested pair after the other as `choices` say; each settlement must drop one booking, so it ends.
fn settle_all(mut claims: Claims, choices: &[(Index, bool)]) -> Claims {
    for (pair, keep_first) in choices.iter().cycle().take(claims.bookings.len() + 1) {
        let contests = Rights::derive(&claims).contests;
        if contests.is_empty() {
            return claims;
        }
        let id = contests[pair.index(contests.len())].id.clone();
        let keep = if *keep_first { id.first.clone() } else { id.second.clone() };
        claims.settlements.retain(|s| s.id != id);
        claims.settlements.push(Settlement { id, keep, by: DeviceId([2; 32]), at: Minute(0) });
    }
    panic!("never settled: {claims:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn order_does_not_matter((one, other) in some_claims().prop_flat_map(shuffled)) {
        prop_assert_eq!(Rights::derive(&one), Rights::derive(&other));
    }

    #[test]
    fn nobody_is_held_in_two_places(claims in some_claims()) {
        let held = held(&claims);
        for (n, a) in held.iter().enumerate() {
            prop_assert!(held[n + 1..].iter().all(|b| !a.window.overlaps(&b.window)), "{:?}", held);
        }
    }

    #[test]
    fn whoever_shares_time_is_contested_on_both_sides(claims in some_claims()) {
        let rights = Rights::derive(&claims);
        let standing: Vec<_> = claims.bookings.iter().filter(|b| rights.right(&b.id).is_some()).collect();
        for a in &standing {
            for b in standing.iter().filter(|b| b.id > a.id && b.window.overlaps(&a.window)) {
                prop_assert_eq!(rights.right(&a.id), Some(Right::Contested));
                prop_assert_eq!(rights.right(&b.id), Some(Right::Contested));
                let pair = SettlementId::of(&a.id, &b.id).unwrap();
                prop_assert!(rights.contests.iter().any(|c| c.id == pair && c.why == ContestReason::Overlap));
            }
        }
    }

    #[test]
    fn held_hours_of_somebody_lent_lie_in_loans_and_within_the_quota(claims in some_claims()) {
        let mut claims = Claims { own: false, ..claims };
        for booking in held(&claims) {
            prop_assert!(claims.loans.iter().any(|l| l.window.covers(&booking.window)));
        }
        claims.loans.truncate(1);
        if let Some(quota) = claims.loans.first().and_then(|l| l.quota) {
            prop_assert!(held(&claims).iter().map(|b| b.window.length()).sum::<Minutes>() <= quota);
        }
    }

    #[test]
    fn all_can_be_settled_and_something_stands(
        claims in some_claims(),
        choices in prop::collection::vec(any::<(Index, bool)>(), 16),
    ) {
        let rights = Rights::derive(&settle_all(claims, &choices));
        prop_assert!(rights.standings.values().all(|s| *s != Standing::Stands(Right::Contested)), "{:?}", rights);
        prop_assert!(anything_stands(&rights));
    }

    #[test]
    fn laptops_that_settle_apart_agree_when_they_meet(
        claims in some_claims(),
        amina in prop::collection::vec(any::<(Index, bool)>(), 16),
        louis in prop::collection::vec(any::<(Index, bool)>(), 16),
    ) {
        let amina = settle_all(claims.clone(), &amina).settlements;
        let louis = settle_all(claims.clone(), &louis).settlements;
        // Each pair is one register: whichever write wins, it wins on both laptops.
        let mut met = amina.clone();
        met.extend(louis.into_iter().filter(|s| amina.iter().all(|a| a.id != s.id)));
        let backwards = met.iter().rev().cloned().collect();
        let rights = |settlements| Rights::derive(&Claims { settlements, ..claims.clone() });
        prop_assert_eq!(rights(met.clone()), rights(backwards));
        prop_assert!(anything_stands(&rights(met)));
    }
}
