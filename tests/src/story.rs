//! The story that the demonstration tells: a hub and two associations plan a week offline, meet again, and agree.

mod cut;
mod figures;
mod lending;
mod lists;
mod narrator;
mod offline;
mod opening;
mod proof;
mod reunion;
mod sample_city;
mod seats;
mod settling;
mod stage;
mod windows;

pub use figures::Figures;
pub use narrator::{Language, Narrator};

use anyhow::Result;

/// Tells the whole story. Fails when a part of it cannot be played; what was played and is not as promised stands in
/// [`Figures::broken_promises`].
pub async fn tell(narrator: &Narrator) -> Result<Figures> {
    narrator.title("Une ville, deux associations, une semaine sans réseau", "A city, two associations, a week offline");
    let mut stage = opening::raise(narrator).await?;
    let mut figures = Figures::default();
    lists::bring(&stage, narrator, &mut figures).await?;
    lending::lend_some(&stage, narrator).await?;
    let before = cut::cut(&mut stage, narrator).await?;
    let promised = offline::plan_apart(&stage, narrator, &mut figures).await?;
    reunion::meet(&mut stage, &before, narrator).await?;
    lending::grant_requests(&stage, &promised, narrator, &mut figures).await?;
    settling::settle(&stage, narrator, &mut figures).await?;
    proof::check(&stage, narrator, &mut figures).await?;
    stage.leave().await?;
    Ok(figures)
}

/// Prepares the same city up to the point where there is something to do for everybody, and opens two windows on it.
pub async fn open_windows(narrator: &Narrator) -> Result<()> {
    windows::open(narrator).await
}
