//! A laptop is shut out, over real connections: what it is told, what stands of its work, what does not.

use crate::town::{Laptop, Town, person, until, weekly_need};
use mainforte_api::{AssociationsView, Command, MeView, Query, Refusal, View};
use mainforte_domain::{PersonStatus, VolunteerId};

async fn me(laptop: &Laptop) -> MeView {
    let View::Me(me) = laptop.query(Query::Me).await else { panic!() };
    me
}

async fn knows(laptop: &Laptop, id: &VolunteerId) -> bool {
    laptop.node.query(Query::Volunteer { id: id.clone() }).await.is_ok()
}

async fn associations(laptop: &Laptop) -> AssociationsView {
    let View::Associations(view) = laptop.query(Query::Associations).await else { panic!() };
    view
}

async fn is_revoked(at: &Laptop, device: &Laptop) -> bool {
    let device = device.node.device().unwrap();
    let rows = associations(at).await.rows;
    rows.iter().flat_map(|row| &row.devices).any(|row| row.device == device && row.revoked && !row.revoking)
}

const RESTOS: &str = "Restos du cœur";

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_shut_out_by_an_operator_is_told_and_locks_its_data_for_good() {
    let town = Town::found().await;
    let claire = town.operator("claire").await;
    let amina = town.laptop("amina", RESTOS).await;
    let louis = town.laptop("louis", RESTOS).await;
    let marie = louis.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    town.quiet(&[&amina, &louis]).await;

    claire.done(Command::Revoke { device: louis.node.device().unwrap() }).await;
    until("louis is told", async || me(&louis).await.shut_out).await;
    until("the operator sees it", async || is_revoked(&claire, &louis).await).await;
    let told = me(&louis).await;
    assert_eq!((told.joined, told.city_name.as_str()), (false, "Ville de Bordeaux"));
    assert_eq!(louis.node.query(Query::Volunteer { id: marie.clone() }).await, Err(Refusal::Revoked));
    assert_eq!(louis.node.query(Query::Digests).await, Err(Refusal::Revoked));
    assert_eq!(louis.node.sync_state().unwrap().peers, []);
    let write = Command::SetPersonStatus { ids: vec![marie.clone()], status: PersonStatus::Paused };
    assert_eq!(louis.node.execute(write).await, Err(Refusal::Revoked));

    let louis = louis.restarted(true).await;
    assert!(me(&louis).await.shut_out, "it stays locked after a restart");
    assert_eq!(louis.node.query(Query::Today).await, Err(Refusal::Revoked));
    assert!(knows(&amina, &marie).await, "the colleague goes on");
    until("no connection is left", async || {
        let device = louis.node.device().unwrap();
        amina.node.sync_state().unwrap().peers.iter().all(|peer| peer.device != device || !peer.connected)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_that_was_away_is_told_when_it_comes_back() {
    let town = Town::found().await;
    let louis = town.laptop("louis", RESTOS).await;
    louis.offline().await;
    let marie = louis.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    town.hub.execute(Command::Revoke { device: louis.node.device().unwrap() }).await.unwrap();
    assert!(!me(&louis).await.shut_out, "nobody has told it yet");
    louis.online().await;
    until("louis is told", async || me(&louis).await.shut_out).await;
    assert_eq!(louis.node.query(Query::Volunteer { id: marie }).await, Err(Refusal::Revoked));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_enrolled_after_a_revocation_holds_all_that_was_written_in_good_standing() {
    let town = Town::found().await;
    let amina = town.laptop("amina", RESTOS).await;
    let louis = town.laptop("louis", RESTOS).await;
    louis.publish(weekly_need(&["Bacalan"])).await;
    // People whom the city may not read: of these seals the hub knows nothing.
    let mut people = Vec::new();
    for (given, phone) in [("Marie", "06 12 34 56 78"), ("Paul", "06 12 34 56 79"), ("Lise", "06 12 34 56 80")] {
        people.push(louis.add(person(given, "Durand", phone)).await);
    }
    town.quiet(&[&amina, &louis]).await;

    // The thief writes with the network pulled out.
    louis.offline().await;
    let theft = louis.add(person("Faux", "Nom", "06 12 34 56 81")).await;
    town.hub.execute(Command::Revoke { device: louis.node.device().unwrap() }).await.unwrap();
    louis.online().await;
    until("louis is told", async || me(&louis).await.shut_out).await;

    let nora = town.laptop("nora", RESTOS).await;
    town.quiet(&[&amina, &nora]).await;
    for id in &people {
        assert!(knows(&nora, id).await, "written in good standing");
    }
    assert!(!knows(&nora, &theft).await && !knows(&amina, &theft).await, "written by the thief");
    assert_eq!(nora.node.sync_state().unwrap().quarantined, 0, "nothing is left aside on the new laptop");
    for laptop in [&amina, &nora] {
        let [row] = laptop.node.sync_state().unwrap().spoken_for.try_into().unwrap();
        assert_eq!((row.device, row.name.as_str()), (louis.node.device().unwrap(), "louis"));
        assert!(row.changes >= 3, "the people, of whom the hub knew nothing: {}", row.changes);
    }
    assert!(town.hub.sync_state().unwrap().spoken_for.is_empty(), "all that the hub holds it had");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_city_shuts_out_and_never_its_hub() {
    let town = Town::found().await;
    let claire = town.operator("claire").await;
    let amina = town.laptop("amina", RESTOS).await;
    let louis = town.laptop("louis", RESTOS).await;
    let by = |device: &Laptop| Command::Revoke { device: device.node.device().unwrap() };
    assert_eq!(amina.node.execute(by(&louis)).await, Err(Refusal::CityOnly));
    let hub = Command::Revoke { device: town.hub.device().unwrap() };
    assert!(matches!(claire.node.execute(hub.clone()).await, Err(Refusal::NotFound { .. })));
    assert!(matches!(town.hub.execute(hub).await, Err(Refusal::NotFound { .. })));
    claire.done(by(&louis)).await;
    until("the hub has signed", async || is_revoked(&claire, &louis).await).await;
    assert!(matches!(claire.node.execute(by(&louis)).await, Err(Refusal::NotFound { .. })), "once is for ever");
}
