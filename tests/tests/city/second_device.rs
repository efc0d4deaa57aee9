use crate::town::{RESTOS, Town, add_person, org, publish};
use mainforte_api::Query;
use mainforte_tests::shown;

#[tokio::test]
async fn a_second_laptop_of_an_association_has_what_the_first_has() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", RESTOS).await;
    let marie = add_person(&amina, "Marie", "Dupouy").await;
    let shift = publish(&amina, "Distribution, Bacalan").await;

    let louis = town.laptop("Louis", "restos DU COEUR").await;
    assert_eq!(org(&amina).await, org(&louis).await, "a name is known again however it is typed");
    town.agree(&[&amina, &louis]).await;
    let sheet = shown!(louis.query(Query::Volunteer { id: marie }).await.unwrap(), Volunteer).unwrap();
    assert_eq!(sheet.person.name(), "Marie Dupouy");
    let sheet = shown!(louis.query(Query::Shift { id: shift }).await.unwrap(), Shift).unwrap();
    assert_eq!(sheet.shift.title, "Distribution, Bacalan");

    let status = town.hub.status().await.unwrap();
    assert_eq!(status["serving"], true);
    let restos = status["associations"].as_array().unwrap().iter().find(|row| row["name"] == RESTOS).unwrap();
    assert_eq!((restos["devices"].as_u64(), restos["connected"].as_u64()), (Some(2), Some(2)), "{status}");
}

#[tokio::test]
async fn what_two_laptops_write_apart_is_on_both_when_they_meet() {
    let town = Town::found().await;
    let amina = town.laptop("Amina", RESTOS).await;
    let louis = town.laptop("Louis", RESTOS).await;
    amina.set_online(false).await.unwrap();
    louis.set_online(false).await.unwrap();
    // The same month's board, begun on both: neither may lose the other's shifts.
    let (one, other) = (publish(&amina, "Bacalan").await, publish(&louis, "Grand Parc").await);
    amina.set_online(true).await.unwrap();
    louis.set_online(true).await.unwrap();
    town.agree(&[&amina, &louis]).await;
    for laptop in [&amina, &louis] {
        for id in [&one, &other] {
            shown!(laptop.query(Query::Shift { id: id.clone() }).await.unwrap(), Shift).unwrap();
        }
    }
}
