//! What is promised about speed and memory at the desk, measured.

mod commands;
mod desk;
mod memory;
mod pages;
mod ready;
mod table;
mod timing;

pub(crate) use memory::peak_mb;
pub use table::{Measure, print_json, print_table};
pub(crate) use timing::Timing;

use anyhow::Result;
use desk::Desk;

/// People on the laptop's disk.
pub const PEOPLE: usize = 10_000;

/// Measures everything. Takes a minute or two, most of it to write the people first; says on standard error what it does.
pub async fn all() -> Result<Vec<Measure>> {
    let mut measures = vec![memory::hub_with_people(1_000).await?];
    eprintln!("Writing {PEOPLE} people…");
    let mut desk = Desk::with_people(PEOPLE).await?;
    measures.push(ready::backend(&mut desk).await?);
    measures.extend(pages::each_sort(&desk).await?);
    measures.extend(commands::to_disk(&desk).await?);
    Ok(measures)
}
