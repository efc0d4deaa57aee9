//! What exchanging documents costs, measured between real processes: iroh on loopback, SQLCipher, durable commits.
//!
//! The documents are people of the city's pool, which the hub and every operator's laptop hold: about the size of a
//! volunteer's card.

mod cards;
mod clone;
mod live;
mod many;
mod offline_both;
mod reconnect;
mod report;
mod stopwatch;
mod town;

pub use cards::texts as cards_as_text;
pub use report::{Exchange, Live, Many, Report};

use anyhow::Result;
use town::Town;

/// From this many documents on, only what must not grow with them is measured: a city's hub, reconnecting.
const ONLY_RECONNECT_FROM: usize = 50_000;

/// So many associations come back at once.
const ASSOCIATIONS: usize = 20;

/// Measures everything with so many documents; says on standard error what it does.
pub async fn measure(documents: usize) -> Result<Report> {
    eprintln!("Writing {documents} people to the hub…");
    let town = Town::with_people(documents).await?;
    eprintln!("A laptop of the city clones them…");
    let (claire, clone) = clone::measure(&town, "Claire").await?;
    eprintln!("It reconnects with nothing new…");
    let reconnect = reconnect::measure(&claire).await?;
    let mut report = Report { documents, clone, reconnect, offline_both: None, live: None, many: None, beside: None };
    if documents < ONLY_RECONNECT_FROM {
        eprintln!("Both sides change something apart…");
        report.offline_both = Some(offline_both::measure(&town, &claire).await?);
        eprintln!("Edits go from one laptop to the other, live…");
        report.live = Some(live::measure(&town, &claire).await?);
        claire.close().await?;
        eprintln!("{ASSOCIATIONS} associations come back at once…");
        report.many = Some(many::measure(town, ASSOCIATIONS).await?);
    }
    Ok(report)
}
