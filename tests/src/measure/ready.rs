use super::desk::Desk;
use super::table::Measure;
use super::timing::Timing;
use anyhow::{Result, ensure};
use mainforte_api::{PeopleFilter, PeopleSort, Query};
use std::time::Instant;

/// Started so many times.
const STARTS: usize = 5;

/// From nothing to the first page of people, each time on a closed store.
pub(super) async fn backend(desk: &mut Desk) -> Result<Measure> {
    let mut timing = Timing::default();
    for _ in 0..STARTS {
        desk.close().await;
        let begun = Instant::now();
        desk.reopen().await?;
        let first = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset: 0, limit: 50 };
        let page = crate::shown!(desk.query(first).await?, Volunteers)?;
        timing.add(begun.elapsed());
        ensure!(page.rows.len() == 50, "the first page has {} rows", page.rows.len());
    }
    Ok(Measure {
        what: format!("backend ready, {} persons on disk", super::PEOPLE),
        how: format!("median of {}", timing.count()),
        value: Some(timing.percentile_ms(50)),
        under: 300.0,
        unit: "ms",
    })
}
