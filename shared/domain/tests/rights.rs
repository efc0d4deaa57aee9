//! What one organisation may promise to whom, by example.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod claim;

use claim::{booked, id, lent, own, settled, window};
use mainforte_domain::{
    Claims, ContestReason, DeviceId, LentTime, Loan, LoanId, LoanStatus, Minute, Minutes, OrgId, Reclaim, Right,
    Rights, Settlement, SettlementId, Standing, VolunteerId,
};

fn right(claims: &Claims, booking: &str) -> Option<Right> {
    Rights::derive(claims).right(&id(booking))
}

#[test]
fn one_s_own_people_are_held_and_others_requested_until_a_loan_covers_them_wholly() {
    let mut claims = own(vec![booked("a", 60, 120)]);
    assert_eq!(right(&claims, "a"), Some(Right::Held));
    claims.own = false;
    assert_eq!(right(&claims, "a"), Some(Right::Requested));
    claims.loans = vec![lent("l", 61, 300, None)];
    assert_eq!(right(&claims, "a"), Some(Right::Requested));
    claims.loans = vec![lent("l", 60, 120, None)];
    assert_eq!(right(&claims, "a"), Some(Right::Held));
    assert_eq!(right(&claims, "nobody"), None);
}

#[test]
fn a_booking_on_time_that_the_city_took_back_is_requested_and_held_by_whom_it_is_lent_to_next() {
    let first = Loan {
        id: LoanId::parse("l1").unwrap(),
        to: OrgId::parse("restos").unwrap(),
        volunteer: VolunteerId::parse("marie").unwrap(),
        window: window(0, 300),
        quota: None,
        term: 1,
        sequence: 1,
        status: LoanStatus::Granted,
        reclaimed: None,
    };
    let next = Loan { id: LoanId::parse("l2").unwrap(), to: OrgId::parse("secours").unwrap(), ..first.clone() };
    let restos = |loan: &Loan| Claims {
        loans: LentTime::of(loan).into_iter().collect(),
        bookings: vec![booked("a", 60, 120)],
        ..Claims::default()
    };
    assert_eq!(right(&restos(&first), "a"), Some(Right::Held));
    let taken_back = first.taken_back(Reclaim { by: DeviceId([1; 32]), at: Minute(10) });
    assert_eq!(right(&restos(&taken_back), "a"), Some(Right::Requested));
    assert_eq!(right(&restos(&next), "a"), Some(Right::Held));
}

#[test]
fn time_ceded_to_others_is_not_held() {
    let claims = Claims { ceded: vec![window(90, 100)], ..own(vec![booked("a", 60, 120), booked("b", 120, 180)]) };
    assert_eq!(right(&claims, "a"), Some(Right::Requested));
    assert_eq!(right(&claims, "b"), Some(Right::Held));
}

#[test]
fn back_to_back_is_held_and_a_shared_minute_is_contested_on_both_sides() {
    let claims = own(vec![booked("a", 0, 60), booked("b", 60, 120), booked("c", 119, 180)]);
    let rights = Rights::derive(&claims);
    assert_eq!(rights.right(&id("a")), Some(Right::Held));
    assert_eq!(rights.right(&id("b")), Some(Right::Contested));
    assert_eq!(rights.right(&id("c")), Some(Right::Contested));
    assert_eq!(rights.contests.len(), 1);
    assert_eq!(rights.contests[0].id, SettlementId::of(&id("b"), &id("c")).unwrap());
    assert_eq!(rights.contests[0].why, ContestReason::Overlap);
}

#[test]
fn a_short_shift_inside_a_long_one_is_found_although_another_lies_between() {
    let claims = own(vec![booked("long", 0, 600), booked("b", 10, 20), booked("c", 500, 510)]);
    assert_eq!(right(&claims, "c"), Some(Right::Contested));
    assert_eq!(Rights::derive(&claims).contests.len(), 2);
}

#[test]
fn a_requested_booking_is_contested_like_a_held_one() {
    let claims = Claims {
        loans: vec![lent("l", 0, 100, None)],
        bookings: vec![booked("held", 0, 100), booked("asked", 50, 200)],
        ..Claims::default()
    };
    assert_eq!(right(&claims, "held"), Some(Right::Contested));
    assert_eq!(right(&claims, "asked"), Some(Right::Contested));
}

#[test]
fn a_settlement_drops_one_and_frees_the_other() {
    let mut claims = own(vec![booked("a", 0, 60), booked("b", 30, 90)]);
    claims.settlements = vec![settled("b", "a")];
    let rights = Rights::derive(&claims);
    assert_eq!(rights.standings[&id("a")], Standing::Dropped);
    assert_eq!(rights.right(&id("b")), Some(Right::Held));
    assert!(rights.contests.is_empty());
}

#[test]
fn settlements_that_go_in_a_circle_leave_one_standing() {
    let mut claims = own(vec![booked("a", 0, 60), booked("b", 0, 60), booked("c", 0, 60)]);
    claims.settlements = vec![settled("b", "c"), settled("c", "a"), settled("a", "b")];
    assert_eq!(right(&claims, "c"), Some(Right::Held), "a over b, c over a; b over c would contradict them");
    assert_eq!((right(&claims, "a"), right(&claims, "b")), (None, None));
}

#[test]
fn a_settlement_that_keeps_neither_of_its_pair_decides_nothing() {
    let mut claims = own(vec![booked("a", 0, 60), booked("b", 30, 90)]);
    claims.settlements = vec![Settlement { keep: id("z"), ..settled("a", "b") }];
    assert_eq!(right(&claims, "a"), Some(Right::Contested));
    assert_eq!(right(&claims, "b"), Some(Right::Contested));
}

#[test]
fn lent_hours_that_are_overspent_contest_what_spends_them_and_give_one_pair_to_settle() {
    let mut claims = Claims {
        loans: vec![lent("l", 0, 2_000, Some(480))],
        bookings: vec![booked("a", 0, 240), booked("b", 300, 540), booked("c", 600, 660), booked("out", 3_000, 3_060)],
        ..Claims::default()
    };
    let rights = Rights::derive(&claims);
    for booking in ["a", "b", "c"] {
        assert_eq!(rights.right(&id(booking)), Some(Right::Contested), "{booking}");
    }
    assert_eq!(rights.right(&id("out")), Some(Right::Requested));
    assert_eq!(rights.contests.len(), 1);
    assert_eq!(rights.contests[0].id, SettlementId::of(&id("a"), &id("b")).unwrap());
    assert_eq!(rights.contests[0].why, ContestReason::Quota { loan: LoanId::parse("l").unwrap(), over: Minutes(60) });
    claims.settlements = vec![settled("a", "b")];
    assert_eq!(right(&claims, "a"), Some(Right::Held));
    assert_eq!(right(&claims, "c"), Some(Right::Held));
}

#[test]
fn hours_overspent_by_an_overlap_alone_are_settled_as_an_overlap() {
    let claims = Claims {
        loans: vec![lent("l", 0, 2_000, Some(300))],
        bookings: vec![booked("a", 0, 240), booked("b", 10, 240), booked("c", 600, 660)],
        ..Claims::default()
    };
    let rights = Rights::derive(&claims);
    assert_eq!(rights.right(&id("c")), Some(Right::Held));
    assert_eq!(rights.contests.len(), 1);
    assert_eq!(rights.contests[0].why, ContestReason::Overlap);
}

#[test]
fn a_booking_longer_than_all_the_lent_hours_was_never_granted() {
    let claims = Claims {
        loans: vec![lent("l", 0, 2_000, Some(60))],
        bookings: vec![booked("a", 0, 240), booked("b", 300, 360)],
        ..Claims::default()
    };
    assert_eq!(right(&claims, "a"), Some(Right::Requested));
    assert_eq!(right(&claims, "b"), Some(Right::Held));
}

#[test]
fn a_hostile_board_gets_a_bounded_answer() {
    let claims = own((0..3_000).map(|n| booked(&format!("b{n}"), 0, 60)).collect());
    let rights = Rights::derive(&claims);
    assert_eq!(rights.contests.len(), Rights::CONTESTS_MAX);
    assert!(rights.standings.values().all(|s| *s == Standing::Stands(Right::Contested)));
}
