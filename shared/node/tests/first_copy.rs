//! A laptop that joins a city with much in it sees how far its first copy has come.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use mainforte_api::{Arriving, Command, Notice, PlaceDraft};
use std::time::Duration;
use town::Town;

/// One by one, as people write them.
const PLACES: u32 = 2_100;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_copy_shows_rising_progress_that_ends() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos").await;
    amina.offline().await;
    for number in 0..PLACES {
        let place = PlaceDraft { id: None, name: format!("Lieu {number}"), district: None };
        amina.done(Command::PutPlace { place }).await;
    }
    amina.online().await;
    town.quiet(&[&amina]).await;

    let louis = town.stranger("louis").await;
    let mut notices = louis.node.watch();
    louis.join(&town.invitation("Restos").await).await.unwrap();
    town.quiet(&[&louis]).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut seen: Vec<Option<Arriving>> = Vec::new();
    while let Ok(notice) = notices.try_recv() {
        if let Notice::Sync { sync } = notice {
            seen.push(sync.arriving);
        }
    }
    seen.dedup();
    let steps: Vec<Arriving> = seen.iter().flatten().copied().filter(|step| step.of.is_some()).collect();
    assert!(steps.len() >= 2, "{seen:?}");
    assert!(steps.windows(2).all(|pair| pair[0].received < pair[1].received), "{steps:?}");
    assert!(steps.iter().all(|step| step.of.unwrap() >= PLACES && step.received < step.of.unwrap()), "{steps:?}");
    assert_eq!(seen.last(), Some(&None), "it ends: {seen:?}");
    assert_eq!(louis.node.sync_state().unwrap().arriving, None);
}
