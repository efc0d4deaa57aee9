use super::unexpected_view;
use anyhow::Result;
use mainforte_api::{BookingView, Query, Refusal, ShiftSheet, ShiftView, View};
use mainforte_domain::{Minute, OrgId, Window};
use mainforte_node::lines::Client;
use std::sync::Arc;
use tokio::task::JoinSet;

/// A booking where it stands: its shift beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat {
    /// Whose board it is on.
    pub org: OrgId,
    /// When.
    pub window: Window,
    /// The shift's title.
    pub title: String,
    /// The booking.
    pub booking: BookingView,
}

/// Every stretch of time that a shift can be in.
pub fn ever() -> Window {
    Window { from: Minute(0), until: Minute(4_000_000_000) }
}

/// Every shift that a node knows, with its bookings, by time.
pub async fn board(client: &Arc<Client>) -> Result<(Vec<ShiftView>, Vec<Seat>)> {
    let needs = match ask(client, Query::Needs { window: ever() }).await? {
        View::Needs(needs) => needs,
        other => return Err(unexpected_view(other)),
    };
    let mut shifts: Vec<ShiftView> = needs.into_iter().flat_map(|need| need.shifts).collect();
    shifts.sort_by(|a, b| (a.window.from, &a.title, &a.id).cmp(&(b.window.from, &b.title, &b.id)));
    // All at once: the node answers them side by side.
    let mut sheets = JoinSet::new();
    for shift in &shifts {
        let (client, id) = (Arc::clone(client), shift.id.clone());
        sheets.spawn(async move { ask(&client, Query::Shift { id }).await });
    }
    let mut seats = Vec::new();
    while let Some(sheet) = sheets.join_next().await {
        match sheet?? {
            View::Shift(sheet) => seats.extend(seats_of(sheet)),
            other => return Err(unexpected_view(other)),
        }
    }
    seats.sort_by(|a, b| (a.window.from, &a.title, &a.booking.id).cmp(&(b.window.from, &b.title, &b.booking.id)));
    Ok((shifts, seats))
}

fn seats_of(sheet: ShiftSheet) -> impl Iterator<Item = Seat> {
    let ShiftSheet { shift, bookings, .. } = sheet;
    bookings.into_iter().map(move |booking| Seat {
        org: shift.org.clone(),
        window: shift.window,
        title: shift.title.clone(),
        booking,
    })
}

async fn ask(client: &Client, query: Query) -> Result<View> {
    client.query(query).await.map_err(|refusal: Refusal| anyhow::anyhow!("{refusal:?}"))
}
