use crate::town::{RESTOS, Town};
use mainforte_api::{InvitationProblem, Outcome, Query, Refusal};
use mainforte_domain::Minute;
use mainforte_sync::Invitation;
use mainforte_tests::shown;

fn refusal(problem: InvitationProblem) -> Refusal {
    Refusal::Invitation { problem }
}

#[tokio::test]
async fn a_wrong_invitation_is_refused_and_a_right_one_still_works() {
    let town = Town::found().await;
    let amina = town.stranger("Amina").await;
    let right = town.hub.invite(RESTOS).await.unwrap();
    let cut = &right[..right.len() - 4];
    assert_eq!(amina.join("bonjour").await.unwrap_err(), refusal(InvitationProblem::NotAnInvitation));
    assert_eq!(amina.join(cut).await.unwrap_err(), refusal(InvitationProblem::Damaged));
    let newer = right.replacen("mainforte1", "mainforte9", 1);
    assert_eq!(amina.join(&newer).await.unwrap_err(), refusal(InvitationProblem::NewerVersion));
    let me = shown!(amina.query(Query::Me).await.unwrap(), Me).unwrap();
    assert!(!me.joined);

    let joined = amina.join(&right).await.unwrap();
    assert!(
        matches!(joined, Outcome::Joined { organisation, city } if organisation == RESTOS && city == "Ville de Bordeaux")
    );
    assert_eq!(amina.join(&right).await.unwrap_err(), Refusal::AlreadyJoined);
}

#[tokio::test]
async fn an_invitation_is_used_once() {
    let town = Town::found().await;
    let invitation = town.hub.invite(RESTOS).await.unwrap();
    let (amina, louis) = (town.stranger("Amina").await, town.stranger("Louis").await);
    amina.join(&invitation).await.unwrap();
    assert_eq!(louis.join(&invitation).await.unwrap_err(), refusal(InvitationProblem::Used));
}

#[tokio::test]
async fn an_expired_and_an_invented_invitation_are_refused() {
    let town = Town::found().await;
    let amina = town.stranger("Amina").await;
    let real = Invitation::parse(&town.hub.invite(RESTOS).await.unwrap()).unwrap();
    let expired = Invitation { expires: Minute(1), ..real.clone() }.to_text();
    assert_eq!(amina.join(&expired).await.unwrap_err(), refusal(InvitationProblem::Expired));
    let invented = Invitation { secret: [7; 16], ..real }.to_text();
    assert_eq!(amina.join(&invented).await.unwrap_err(), refusal(InvitationProblem::Unknown));
}

#[tokio::test]
async fn without_its_hub_an_invitation_waits() {
    let mut town = Town::found().await;
    let invitation = town.hub.invite(RESTOS).await.unwrap();
    let amina = town.stranger("Amina").await;
    town.hub.kill().await.unwrap();
    assert_eq!(amina.join(&invitation).await.unwrap_err(), Refusal::HubUnreachable);
    town.hub.serve().await.unwrap();
    amina.join(&invitation).await.unwrap();
}
