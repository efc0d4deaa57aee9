use super::desk::Desk;
use super::table::Measure;
use super::timing::Timing;
use anyhow::{Result, ensure};
use mainforte_api::{PeopleFilter, PeopleSort, Query};
use std::time::Instant;

const PAGE: u32 = 50;

/// Each page is asked for so many times.
const TIMES: usize = 25;

/// What somebody types into the search: nothing, a beginning that many share, a whole name, a number.
const SEARCHES: [&str; 4] = ["", "ma", "dupouy", "06 39 98 12"];

/// A page of each order, at the beginning, in the middle and at the end, with and without a search.
pub(super) async fn each_sort(desk: &Desk) -> Result<Vec<Measure>> {
    let mut measures = Vec::new();
    for (sort, name) in [
        (PeopleSort::Name, "name"),
        (PeopleSort::District, "district"),
        (PeopleSort::WeekBooked, "booked time"),
        (PeopleSort::LastAsked, "last asked"),
        (PeopleSort::Newest, "newest"),
    ] {
        for search in SEARCHES {
            let timing = pages(desk, sort, search).await?;
            let searched = if search.is_empty() { String::new() } else { format!(", search {search:?}") };
            measures.push(Measure {
                what: format!("page of {PAGE} of {} by {name}{searched}", super::PEOPLE),
                how: format!("median of {}, p99 {:.1} ms", timing.count(), timing.percentile_ms(99)),
                value: Some(timing.percentile_ms(50)),
                under: 10.0,
                unit: "ms",
            });
        }
    }
    Ok(measures)
}

async fn pages(desk: &Desk, sort: PeopleSort, search: &str) -> Result<Timing> {
    let filter = PeopleFilter { search: search.to_owned(), ..PeopleFilter::default() };
    let page = |offset: u32| Query::Volunteers { filter: filter.clone(), sort, offset, limit: PAGE };
    let total = crate::shown!(desk.query(page(0)).await?, Volunteers)?.total;
    ensure!(total > 0, "nobody is found by {search:?}");
    let mut timing = Timing::default();
    for _ in 0..TIMES {
        for offset in [0, total / 2, total.saturating_sub(PAGE)] {
            let begun = Instant::now();
            let rows = crate::shown!(desk.query(page(offset)).await?, Volunteers)?.rows;
            timing.add(begun.elapsed());
            ensure!(!rows.is_empty(), "an empty page at {offset} of {total}");
        }
    }
    Ok(timing)
}
