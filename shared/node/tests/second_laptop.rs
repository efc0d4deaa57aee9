//! One more laptop joins with an invitation from a colleague: the hub signs it in once it has seen the invitation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

mod town;

use mainforte_api::{Command, InvitationProblem, Outcome, Query, Refusal, View};
use mainforte_domain::DeviceId;
use town::{Laptop, Town, person, until};

async fn invite(laptop: &Laptop) -> String {
    let Outcome::Invited { invitation } = laptop.done(Command::Invite { association: None }).await else { panic!() };
    assert!(!invitation.for_city);
    invitation.text
}

const UNKNOWN: Refusal = Refusal::Invitation { problem: InvitationProblem::Unknown };
const USED: Refusal = Refusal::Invitation { problem: InvitationProblem::Used };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleagues_invitation_counts_once_the_hub_has_seen_it() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", "Restos").await;
    amina.offline().await;
    let marie = amina.add(person("Marie", "Martin", "06 12 34 56 78")).await;
    let text = invite(&amina).await;
    let louis = town.stranger("Louis").await;
    assert_eq!(louis.join(&text).await, Err(UNKNOWN));
    // Once Amina's laptop has reached the hub, asking again works, from one laptop alone.
    amina.online().await;
    town.quiet(&[&amina]).await;
    assert!(matches!(louis.join(&text).await, Ok(Outcome::Joined { organisation, .. }) if organisation == "Restos"));
    assert_eq!(town.stranger("Mallory").await.join(&text).await, Err(USED));
    assert_eq!(louis.org().await, amina.org().await);
    until("Louis gets what his association has", async || {
        matches!(louis.node.query(Query::Volunteer { id: marie.clone() }).await, Ok(View::Volunteer(_)))
    })
    .await;
    assert_eq!(
        amina.node.execute(Command::Invite { association: Some("Secours".to_owned()) }).await,
        Err(Refusal::CityOnly)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_shut_out_leaves_no_door_open() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", "Restos").await;
    let louis = town.laptop("Louis", "Restos").await;
    let (back_door, honest) = (invite(&louis).await, invite(&amina).await);
    town.quiet(&[&amina, &louis]).await;
    let device: DeviceId = louis.node.device().unwrap();
    town.hub.execute(Command::Revoke { device }).await.unwrap();
    for text in [back_door, honest] {
        assert_eq!(town.stranger("Mallory").await.join(&text).await, Err(USED));
    }
    let again = invite(&amina).await;
    town.quiet(&[&amina]).await;
    assert!(town.stranger("Claire").await.join(&again).await.is_ok());
}
