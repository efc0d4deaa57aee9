//! Bookings as a node shows them.

use crate::city::{Laptop, Seat, board, refused};
use anyhow::Result;
use mainforte_api::{Command, Outcome, Proposal, Refusal, ShiftView};
use mainforte_domain::{Answer, BookingId, Right, VolunteerId};
use mainforte_node::lines::Client;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Every booking that a node knows.
pub(super) async fn standing(client: &Arc<Client>) -> Result<Vec<Seat>> {
    Ok(board(client).await?.1)
}

/// The bookings of a command's outcome; none when it was refused for a reason of planning.
pub(super) fn booked(outcome: Result<Outcome, Refusal>) -> Result<Vec<BookingId>> {
    match outcome {
        Ok(Outcome::Booked { bookings, .. }) => Ok(bookings),
        Ok(other) => Err(crate::city::unexpected_outcome(other)),
        Err(Refusal::AgainstRule { .. } | Refusal::Overlap { .. } | Refusal::RoleFull | Refusal::AlreadyBooked) => {
            Ok(Vec::new())
        }
        Err(other) => Err(refused("booking")(other)),
    }
}

/// Books somebody into the first role of a shift.
pub(super) async fn book(
    laptop: &Laptop,
    shift: &ShiftView,
    volunteer: &VolunteerId,
    deliberately: bool,
) -> Result<Vec<BookingId>> {
    let Some(role) = shift.roles.last() else { return Ok(Vec::new()) };
    let Proposal { shift, role, volunteer } =
        Proposal { shift: shift.id.clone(), role: role.role.clone(), volunteer: volunteer.clone() };
    booked(laptop.try_execute(Command::Book { shift, role, volunteer, deliberately }).await)
}

/// Calls those of these bookings that this laptop may and that are held now; they say yes. How many are confirmed.
pub(super) async fn call_all(laptop: &Laptop, bookings: &BTreeSet<BookingId>) -> Result<usize> {
    let held = |seat: &&Seat| bookings.contains(&seat.booking.id) && seat.booking.right == Right::Held;
    let seats = standing(laptop.client()).await?;
    for seat in seats.iter().filter(held) {
        laptop.execute(Command::SetAnswer { id: seat.booking.id.clone(), answer: Answer::Yes }).await?;
    }
    let seats = standing(laptop.client()).await?;
    Ok(seats.iter().filter(held).filter(|seat| seat.booking.answer == Answer::Yes).count())
}
