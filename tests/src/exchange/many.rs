use super::Many;
use super::stopwatch::{Lap, Stopwatch};
use super::town::Town;
use crate::city::{Laptop, refused};
use crate::measure::peak_mb;
use anyhow::{Context, Result, ensure};
use mainforte_api::{Command, NeedDraft, Query, Slot};
use mainforte_domain::{DocumentKind, KindId, Priority, RoleNeed};
use std::collections::BTreeMap;
use tokio::task::JoinSet;

/// So many months each association has planned ahead: one document for each.
const MONTHS: usize = 50;

/// Associations join, work apart, and come back at the same moment with a board for each of fifty months. The hub has been
/// started again before, so that its memory is that of this alone.
pub(super) async fn measure(mut town: Town, associations: usize) -> Result<Many> {
    town.hub.stop().await?;
    town.hub.serve().await?;
    let mut laptops = Vec::with_capacity(associations);
    for number in 0..associations {
        laptops.push(apart(&town, number).await?);
    }
    let held = boards(&town).await?;
    let mut laps = JoinSet::new();
    for laptop in laptops {
        laps.spawn(async move {
            let watch = Stopwatch::on(&laptop).await?;
            laptop.set_online(true).await?;
            let lap = watch.lap().await?;
            laptop.close().await?;
            anyhow::Ok(lap)
        });
    }
    let laps: Vec<Lap> = laps.join_all().await.into_iter().collect::<Result<_>>()?;
    let hub_mb = peak_mb(town.hub_process()?);
    let arrived = boards(&town).await? - held;
    ensure!(arrived == associations * MONTHS, "{arrived} boards arrived, not {}", associations * MONTHS);
    town.hub.stop().await?;
    let began = laps.iter().map(|lap| lap.began).min().context("nobody came back")?;
    let ended = laps.iter().map(|lap| lap.ended).max().context("nobody came back")?;
    let seconds = ended.duration_since(began).as_secs_f64();
    Ok(Many { associations, documents_each: MONTHS, seconds, hub_mb })
}

async fn boards(town: &Town) -> Result<usize> {
    let digests = crate::shown!(town.hub.query(Query::Digests).await?, Digests)?;
    Ok(digests.iter().filter(|row| row.document.kind() == DocumentKind::Board).count())
}

/// An association's laptop that has joined, was unplugged, and has written its boards.
async fn apart(town: &Town, number: usize) -> Result<Laptop> {
    let laptop = Laptop::start(town.folder(), &format!("association{number}")).await?;
    let invitation = town.hub.invite(&format!("Association {number}")).await?;
    laptop.join(&invitation).await.map_err(refused("joining"))?;
    laptop.catch_up().await?;
    laptop.set_online(false).await?;
    for month in 0..MONTHS {
        laptop.execute(Command::PublishNeed { need: need(month)? }).await?;
    }
    Ok(laptop)
}

fn need(month: usize) -> Result<NeedDraft> {
    let day = format!("{}-{:02}-12", 2030 + month / 12, 1 + month % 12);
    Ok(NeedDraft {
        title: "Distribution, Bacalan".to_owned(),
        kind: KindId::parse("food-distribution")?,
        place: "Bacalan".to_owned(),
        district: None,
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: false,
        language: None,
        roles: BTreeMap::from([("Accueil".to_owned(), RoleNeed { skill: None, min: 2, max: 4 })]),
        slots: vec![Slot { start: format!("{day}T09:00"), end: format!("{day}T12:00") }],
        note: "Entrée par la cour, prévoir des gants et de quoi porter les caisses jusqu’au camion.".to_owned(),
    })
}
