use super::unexpected_view;
use anyhow::Result;
use mainforte_api::{BookingView, Query, Refusal, ShiftSheet, ShiftView, View};
use mainforte_domain::{Minute, OrgId, Window};
use mainforte_node::lines::Client;

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

/// Every shift that a node knows, with its bookings.
pub async fn board(client: &Client) -> Result<(Vec<ShiftView>, Vec<Seat>)> {
    let needs = match ask(client, Query::Needs { window: ever() }).await? {
        View::Needs(needs) => needs,
        other => return Err(unexpected_view(other)),
    };
    let shifts: Vec<ShiftView> = needs.into_iter().flat_map(|need| need.shifts).collect();
    let mut seats = Vec::new();
    for shift in &shifts {
        let sheet = match ask(client, Query::Shift { id: shift.id.clone() }).await? {
            View::Shift(sheet) => sheet,
            other => return Err(unexpected_view(other)),
        };
        seats.extend(seats_of(sheet));
    }
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
