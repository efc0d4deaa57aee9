use crate::town::{RESTOS, Town, person};
use mainforte_api::{Command, Outcome, Query};
use mainforte_domain::VolunteerId;
use mainforte_tests::city::Laptop;
use mainforte_tests::sample::Chance;
use mainforte_tests::shown;
use std::time::Duration;
use tokio::sync::mpsc;

/// Writes people one after the other and reports each that was acknowledged, until the laptop is gone.
async fn write_until_killed(laptop: &Laptop, round: usize, written: mpsc::UnboundedSender<(VolunteerId, String)>) {
    for number in 0.. {
        let family = format!("Dupouy {round} {number}");
        let person = person("Marie", &family, "06 39 98 00 02");
        match laptop.try_execute(Command::AddPerson { person }).await {
            Ok(Outcome::PersonSaved { id, .. }) => written.send((id, format!("Marie {family}"))).unwrap(),
            _ => return,
        }
    }
}

#[tokio::test]
async fn a_laptop_killed_while_it_writes_loses_nothing_that_it_acknowledged() {
    let town = Town::found().await;
    let mut chance = Chance::new(9);
    let mut acknowledged = Vec::new();
    let mut laptop = town.laptop("Amina", RESTOS).await;
    for round in 0..6 {
        let (send, mut written) = mpsc::unbounded_channel();
        let pause = Duration::from_millis(40 + chance.below(160) as u64);
        // The power goes in the middle of a command, most of the time.
        let _ = tokio::time::timeout(pause, write_until_killed(&laptop, round, send)).await;
        laptop.kill().await.unwrap();
        while let Ok(person) = written.try_recv() {
            acknowledged.push(person);
        }
        laptop = town.stranger("Amina").await;
        for (id, name) in &acknowledged {
            let sheet = shown!(laptop.query(Query::Volunteer { id: id.clone() }).await.unwrap(), Volunteer).unwrap();
            assert_eq!(sheet.person.name(), *name, "round {round}");
        }
    }
    assert!(acknowledged.len() >= 6, "only {} people were written", acknowledged.len());
    laptop.catch_up().await.unwrap();
}
