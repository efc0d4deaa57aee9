//! A hub and two laptops of one association in one process, over real connections on loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "meeting/erasure.rs"]
mod erasure;
#[path = "meeting/revocation.rs"]
mod revocation;
#[path = "meeting/table.rs"]
mod table;
#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use mainforte_api::{Command, InvitationProblem, Outcome, Query, Refusal, View};
use mainforte_domain::{Right, SettlementId};
use town::{Town, person, weekly_need};

#[tokio::test(flavor = "multi_thread")]
async fn what_one_laptop_writes_the_other_reads() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let louis = town.laptop("louis", "Restos du cœur").await;

    let marie = amina.add(person("Marie", "Durand", "06.12.34.56.78")).await;
    town.quiet(&[&amina, &louis]).await;

    let View::Volunteer(sheet) = louis.query(Query::Volunteer { id: marie }).await else { panic!() };
    assert_eq!(sheet.person.name(), "Marie Durand");
    assert!(sheet.person.phones.contains("+33612345678"));
    assert_eq!(amina.digests().await, louis.digests().await);
    assert!(
        town.hub_digests().await.iter().all(|d| !d.document.to_string().starts_with("person/")),
        "the hub holds a foreign person"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_used_once_and_a_wrong_one_is_refused() {
    let town = Town::found().await;
    let text = town.invitation("Restos du cœur").await;
    let amina = town.stranger("amina").await;
    let cut = text[..text.len() - 3].to_owned();
    let refused = amina.join(&cut).await.unwrap_err();
    assert_eq!(refused, Refusal::Invitation { problem: InvitationProblem::Damaged });
    amina.join(&text).await.unwrap();

    let louis = town.stranger("louis").await;
    let refused = louis.join(&text).await.unwrap_err();
    assert_eq!(refused, Refusal::Invitation { problem: InvitationProblem::Used });
    assert_eq!(
        louis.join("bonjour").await.unwrap_err(),
        Refusal::Invitation { problem: InvitationProblem::NotAnInvitation }
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_person_booked_on_two_laptops_is_contested_on_both_and_settled_once() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let louis = town.laptop("louis", "Restos du cœur").await;
    let marie = amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    let shifts = amina.publish(weekly_need(&["Bacalan", "Saint-Michel"])).await;
    town.quiet(&[&amina, &louis]).await;

    amina.offline().await;
    louis.offline().await;
    amina.book(&shifts[0], &marie).await;
    louis.book(&shifts[1], &marie).await;
    amina.online().await;
    louis.online().await;
    town.quiet(&[&amina, &louis]).await;

    let (a, l) = (amina.to_settle().await, louis.to_settle().await);
    assert_eq!(a.open.len(), 1, "both bookings are contested");
    assert_eq!(a, l, "both laptops show the same");

    // Each settles it the other way, apart: one decision stands.
    amina.offline().await;
    louis.offline().await;
    let SettlementId { first, second } = a.open[0].id.clone();
    amina.done(Command::Settle { id: a.open[0].id.clone(), keep: first }).await;
    louis.done(Command::Settle { id: a.open[0].id.clone(), keep: second }).await;
    amina.online().await;
    louis.online().await;
    town.quiet(&[&amina, &louis]).await;

    assert!(amina.to_settle().await.open.is_empty());
    assert_eq!(amina.to_settle().await.settled, louis.to_settle().await.settled);
    let mut rights = amina.rights(&shifts).await;
    assert_eq!(rights, louis.rights(&shifts).await);
    rights.retain(|right| *right == Right::Held);
    assert_eq!(rights.len(), 1, "one booking stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requested_booking_is_held_when_the_loan_arrives() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    let louise = town.pool(person("Louise", "Martin", "05 56 00 00 01")).await;
    let window = amina.window(&shifts[0]).await;
    town.quiet(&[&amina]).await;
    let org = amina.org().await;

    // Lent for another day: the association knows her and may ask for more.
    town.lend(
        &louise,
        &org,
        mainforte_domain::Window { from: window.from.plus(2 * 1440), until: window.until.plus(2 * 1440) },
    )
    .await;
    town.quiet(&[&amina]).await;
    amina.book(&shifts[0], &louise).await;
    assert_eq!(amina.rights(&shifts).await, [Right::Requested]);

    town.lend(&louise, &org, window).await;
    town.quiet(&[&amina]).await;
    assert_eq!(amina.rights(&shifts).await, [Right::Held]);

    let refused = town.try_lend(&louise, &org, window).await.unwrap_err();
    assert!(matches!(refused, Refusal::LentElsewhere { .. }), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_takes_a_step_back_unless_somebody_has_built_on_it() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let marie = amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    let Outcome::Booked { bookings, entry, .. } = amina.book(&shifts[0], &marie).await else { panic!() };
    let entry = entry.unwrap();
    amina.done(Command::SetAnswer { id: bookings[0].clone(), answer: mainforte_domain::Answer::Yes }).await;
    let refused = amina.node.execute(Command::Undo { entry }).await.unwrap_err();
    assert_eq!(refused, Refusal::CannotUndo);
    let View::History(history) = amina.query(Query::History { limit: 10 }).await else { panic!() };
    amina.done(Command::Undo { entry: history[0].entry }).await;
    amina.done(Command::Undo { entry }).await;
    assert!(amina.rights(&shifts).await.is_empty());
}
