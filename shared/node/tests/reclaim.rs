//! The city takes lent time back that was not given back: a hub and laptops in one process, over real connections on loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use mainforte_api::{Command, LoanRow, Outcome, Query, ReclaimedView, Refusal, View};
use mainforte_domain::{Answer, BookingId, LoanId, OrgId, Right, ShiftId, VolunteerId, Window};
use mainforte_node::Node;
use town::{Laptop, Town, person, until, weekly_need};

/// Marie of the city's pool is lent to the Restos for one shift.
struct Story {
    town: Town,
    amina: Laptop,
    restos: OrgId,
    shifts: Vec<ShiftId>,
    window: Window,
    marie: VolunteerId,
    loan: LoanId,
}

async fn lent(town: &Town, volunteer: &VolunteerId, to: &OrgId, window: Window) -> LoanId {
    let Outcome::Lent { id, .. } = town.try_lend(volunteer, to, window).await.unwrap() else { panic!() };
    id
}

async fn story() -> Story {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    let marie = town.pool(person("Marie", "Durand", "06 12 34 56 78")).await;
    let (window, restos) = (amina.window(&shifts[0]).await, amina.org().await);
    let loan = lent(&town, &marie, &restos, window).await;
    town.quiet(&[&amina]).await;
    Story { town, amina, restos, shifts, window, marie, loan }
}

async fn book(laptop: &Laptop, shift: &ShiftId, volunteer: &VolunteerId) -> BookingId {
    let Outcome::Booked { bookings, .. } = laptop.book(shift, volunteer).await else { panic!() };
    bookings[0].clone()
}

async fn still_counted_on(node: &Node) -> Vec<ReclaimedView> {
    let View::Settle(view) = node.query(Query::ToSettle).await.unwrap() else { panic!() };
    view.reclaimed
}

async fn loan_row(node: &Node, loan: &LoanId) -> LoanRow {
    let View::Loans(view) = node.query(Query::Loans).await.unwrap() else { panic!() };
    view.loans.into_iter().find(|row| row.id == *loan).unwrap()
}

async fn steps(node: &Node) -> Vec<String> {
    let View::History(rows) = node.query(Query::History { limit: 50 }).await.unwrap() else { panic!() };
    rows.into_iter().map(|row| format!("{} {} {}", row.command, row.subject, row.can_undo)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_laptop_books_before_it_hears_of_a_reclaim_is_requested_and_raised_on_both_sides() {
    let Story { town, amina, shifts, window, marie, loan, .. } = story().await;
    let louis = town.laptop("louis", "Secours populaire").await;
    let theirs = louis.publish(weekly_need(&["Cenon"])).await;
    town.quiet(&[&amina, &louis]).await;
    amina.offline().await;
    let booking = book(&amina, &shifts[0], &marie).await;
    amina.done(Command::SetAnswer { id: booking.clone(), answer: Answer::Yes }).await;
    assert_eq!(amina.rights(&shifts).await, [Right::Held], "she does not know yet");

    town.hub.execute(Command::Reclaim { loan: loan.clone() }).await.unwrap();
    assert!(steps(&town.hub).await.contains(&"reclaim Marie Durand false".to_owned()));
    lent(&town, &marie, &louis.org().await, window).await;
    town.quiet(&[&louis]).await;
    book(&louis, &theirs[0], &marie).await;
    assert_eq!(still_counted_on(&town.hub).await, []);

    amina.online().await;
    town.quiet(&[&amina, &louis]).await;
    assert_eq!((amina.rights(&shifts).await, louis.rights(&theirs).await), (vec![Right::Requested], vec![Right::Held]));
    let raised = still_counted_on(&amina.node).await;
    assert_eq!((raised.len(), raised[0].name.as_str(), raised[0].bookings.len()), (1, "Marie Durand", 1));
    assert_eq!(raised[0].bookings[0].elsewhere, None, "whom else the city serves is not for her to read");
    let city = still_counted_on(&town.hub).await;
    let elsewhere = city[0].bookings[0].elsewhere.as_ref().unwrap();
    assert_eq!((city[0].org_name.as_str(), elsewhere.org_name.as_str()), ("Restos du cœur", "Secours populaire"));
    assert_eq!(still_counted_on(&louis.node).await, []);

    amina.done(Command::CancelBooking { id: booking }).await;
    town.quiet(&[&amina, &louis]).await;
    assert_eq!((still_counted_on(&amina.node).await, still_counted_on(&town.hub).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operators_laptop_asks_for_a_reclaim_and_the_hub_does_it_when_it_hears_of_it() {
    let Story { town, amina, shifts, marie, loan, .. } = story().await;
    let claire = town.operator("claire").await;
    let booking = book(&amina, &shifts[0], &marie).await;
    town.quiet(&[&amina, &claire]).await;
    let View::LoanUse(uses) = claire.query(Query::LoanUse { loan: loan.clone() }).await else { panic!() };
    assert_eq!(uses.iter().map(|one| &one.booking).collect::<Vec<_>>(), [&booking]);

    claire.offline().await;
    claire.done(Command::Reclaim { loan: loan.clone() }).await;
    let row = loan_row(&claire.node, &loan).await;
    assert_eq!((row.reclaiming, row.returned, row.reclaimed), (true, false, None), "only the issuer takes back");
    assert!(!loan_row(&town.hub, &loan).await.returned);
    claire.online().await;
    until("the hub takes back", async || loan_row(&town.hub, &loan).await.returned).await;
    town.quiet(&[&amina, &claire]).await;
    let row = loan_row(&claire.node, &loan).await;
    assert_eq!((row.reclaiming, row.returned, row.reclaimed.is_some()), (false, true, true));
    for node in [&claire.node, &town.hub] {
        assert!(steps(node).await.contains(&"reclaim Marie Durand false".to_owned()));
    }
    assert_eq!(amina.rights(&shifts).await, [Right::Requested]);
    let raised = still_counted_on(&amina.node).await;
    assert_eq!(raised[0].device, "claire", "she sees on which computer it was decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn time_whose_give_back_not_every_laptop_has_seen_can_be_taken_back_and_what_came_back_by_itself_cannot() {
    let Story { town, amina, restos, window, marie, loan, .. } = story().await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    town.quiet(&[&amina, &louis]).await;
    louis.offline().await;
    amina.done(Command::GiveBack { loan: loan.clone() }).await;
    town.quiet(&[&amina]).await;
    let row = loan_row(&town.hub, &loan).await;
    assert!(row.given_back.is_some() && !row.returned, "Louis may still book her");
    let early = town.try_lend(&marie, &restos, window).await;
    assert!(matches!(early, Err(Refusal::LentElsewhere { .. })), "{early:?}");
    town.hub.execute(Command::Reclaim { loan: loan.clone() }).await.unwrap();
    let next = lent(&town, &marie, &restos, window).await;

    louis.online().await;
    town.quiet(&[&amina, &louis]).await;
    amina.done(Command::GiveBack { loan: next.clone() }).await;
    until("both have seen it", async || loan_row(&town.hub, &next).await.returned).await;
    for over in [loan, next] {
        assert_eq!(town.hub.execute(Command::Reclaim { loan: over }).await, Err(Refusal::NotLent));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_association_takes_nothing_back() {
    let Story { amina, loan, .. } = story().await;
    assert_eq!(amina.node.execute(Command::Reclaim { loan }).await, Err(Refusal::CityOnly));
}
