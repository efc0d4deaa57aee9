use crate::town::{RESTOS, Town, publish};
use mainforte_domain::DocumentKind;
use mainforte_tests::city::Gathering;
use std::collections::BTreeMap;

/// What the hub holds, less the registry: it writes there where it listens, at each start.
fn held_by_hub(gathering: &Gathering) -> BTreeMap<String, String> {
    let held = gathering.digests["hub"].iter().filter(|(document, _)| document.kind() != DocumentKind::Registry);
    held.map(|(document, digest)| (document.to_string(), digest.clone())).collect()
}

#[tokio::test]
async fn a_killed_hub_comes_back_with_everything_and_is_found_again() {
    let mut town = Town::found().await;
    let amina = town.laptop("Amina", RESTOS).await;
    publish(&amina, "Avant la coupure").await;
    let before = town.agree(&[&amina]).await;

    town.hub.kill().await.unwrap();
    publish(&amina, "Pendant la coupure").await;
    town.hub.serve().await.unwrap();

    let after = town.agree(&[&amina]).await;
    assert_eq!(before.digests["hub"].len(), after.digests["hub"].len());
    assert_ne!(held_by_hub(&before), held_by_hub(&after), "what was written meanwhile has arrived by itself");
}

#[tokio::test]
async fn nothing_that_the_hub_acknowledged_is_lost_when_it_is_killed() {
    let mut town = Town::found().await;
    let amina = town.laptop("Amina", RESTOS).await;
    for round in 0..3 {
        publish(&amina, &format!("Créneau {round}")).await;
        // Confirmed by the hub: on its disk.
        amina.catch_up().await.unwrap();
        let before = Gathering::of(&[onlooker(&town, &town.city().await)]).await.unwrap();
        town.hub.kill().await.unwrap();
        amina.set_online(false).await.unwrap();
        town.hub.serve().await.unwrap();
        let after = Gathering::of(&[onlooker(&town, &town.city().await)]).await.unwrap();
        assert_eq!(held_by_hub(&before), held_by_hub(&after), "round {round}");
        amina.set_online(true).await.unwrap();
    }
}

fn onlooker<'a>(town: &'a Town, city: &'a mainforte_domain::OrgId) -> mainforte_tests::city::Onlooker<'a> {
    mainforte_tests::city::Onlooker { name: "hub", org: city, client: town.hub.client().unwrap() }
}
