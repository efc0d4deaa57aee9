use crate::town::{RESTOS, Town, publish};
use mainforte_api::{Command, Query};
use mainforte_domain::ShiftId;
use mainforte_tests::city::Laptop;
use std::time::Duration;

async fn has(laptop: &Laptop, id: &ShiftId) -> bool {
    laptop.client().query(Query::Shift { id: id.clone() }).await.is_ok()
}

#[tokio::test]
async fn a_revoked_laptop_is_shut_out_and_the_others_go_on() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", RESTOS).await;
    let louis = town.laptop("Louis", RESTOS).await;
    let before = publish(&amina, "Avant").await;
    town.agree(&[&amina, &louis]).await;
    assert!(has(&louis, &before).await);

    // Louis' laptop was stolen. The thief writes with the network pulled out, then plugs it in.
    louis.set_online(false).await.unwrap();
    let theft = publish(&louis, "Faux créneau").await;
    town.hub.execute(Command::Revoke { device: louis.device() }).await.unwrap();
    let after = publish(&amina, "Après").await;
    amina.catch_up().await.unwrap();
    louis.set_online(true).await.unwrap();

    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(!has(&louis, &after).await, "what was written since does not reach it");
    assert!(!has(&amina, &theft).await, "what it writes reaches nobody");
    assert!(town.hub.client().unwrap().query(Query::Shift { id: theft }).await.is_err());

    let late = publish(&amina, "Plus tard").await;
    town.agree(&[&amina]).await;
    assert!(!has(&louis, &late).await);
}
