//! The end is checked from what the nodes show, not from what the story believes.

use super::figures::Figures;
use super::narrator::Narrator;
use super::seats::standing;
use super::stage::Stage;
use crate::city::{Onlooker, Seat, refused};
use crate::shown;
use anyhow::Result;
use mainforte_api::{LoanRow, Query};
use mainforte_domain::{BookingId, OrgId, Right, VolunteerId, Window};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::task::JoinSet;

/// A held booking, wherever it was read.
#[derive(Debug, Clone, PartialEq)]
struct Held {
    booking: BookingId,
    volunteer: VolunteerId,
    window: Window,
}

/// Counts double bookings over all nodes, checks the loans, compares the digests.
pub(super) async fn check(stage: &Stage, narrator: &Narrator, figures: &mut Figures) -> Result<()> {
    narrator.scene("La preuve", "The proof");
    let together = stage.agree().await?;
    (figures.converged, figures.digests) = (true, together.shared());
    let mut held = Vec::new();
    for node in stage.everybody()? {
        let seats = standing(node.client).await?;
        figures.faults.extend(contested(&node, &seats));
        held.extend(seats.iter().filter(|seat| seat.booking.right == Right::Held).map(Held::of_seat));
        held.extend(from_people(&node, &seats).await?);
    }
    figures.double_bookings = double_bookings(&held);
    figures.faults.extend(unlent(stage).await?);
    let bookings: BTreeSet<&BookingId> = held.iter().map(|held| &held.booking).collect();
    narrator.say(
        format!(
            "{} réservations tenues, lues sur les quatre nœuds : {} bénévole en double.",
            bookings.len(),
            figures.double_bookings
        ),
        format!(
            "{} held bookings, read on the four nodes: {} double bookings.",
            bookings.len(),
            figures.double_bookings
        ),
    );
    for (node, documents) in &figures.digests {
        narrator.detail(
            format!("{node} : {} documents partagés, identiques à ceux des autres", documents.len()),
            format!("{node}: {} shared documents, identical to the others'", documents.len()),
        );
    }
    Ok(())
}

impl Held {
    fn of_seat(seat: &Seat) -> Self {
        let (booking, volunteer) = (seat.booking.id.clone(), seat.booking.volunteer.clone());
        Self { booking, volunteer, window: seat.window }
    }
}

/// The same bookings as the people's own sheets show them, of everybody who has more than one.
async fn from_people(node: &Onlooker<'_>, seats: &[Seat]) -> Result<Vec<Held>> {
    let mut bookings: BTreeMap<&VolunteerId, usize> = BTreeMap::new();
    // A city device knows other organisations' people by their ids alone: it has no sheet of them.
    for seat in seats.iter().filter(|seat| !seat.booking.name.is_empty()) {
        *bookings.entry(&seat.booking.volunteer).or_default() += 1;
    }
    let mut asked = JoinSet::new();
    for (volunteer, _) in bookings.into_iter().filter(|(_, count)| *count > 1) {
        let (client, volunteer) = (Arc::clone(node.client), volunteer.clone());
        asked.spawn(async move { (client.query(Query::Volunteer { id: volunteer.clone() }).await, volunteer) });
    }
    let mut held = Vec::new();
    while let Some(answer) = asked.join_next().await {
        let (view, volunteer) = answer?;
        let sheet = shown!(view.map_err(refused(node.name))?, Volunteer)?;
        let standing = sheet.bookings.into_iter().filter(|shift| shift.right == Right::Held);
        held.extend(standing.map(|shift| Held {
            booking: shift.booking,
            volunteer: volunteer.clone(),
            window: shift.window,
        }));
    }
    Ok(held)
}

fn contested(node: &Onlooker<'_>, seats: &[Seat]) -> Vec<String> {
    let contested = seats.iter().filter(|seat| seat.booking.right == Right::Contested);
    contested.map(|seat| format!("{}: {} is still contested", node.name, seat.booking.id)).collect()
}

/// Pairs of different held bookings of one volunteer that share a minute.
fn double_bookings(held: &[Held]) -> usize {
    let mut by_person: BTreeMap<&VolunteerId, BTreeMap<&BookingId, Window>> = BTreeMap::new();
    for Held { booking, volunteer, window } in held {
        by_person.entry(volunteer).or_default().insert(booking, *window);
    }
    by_person.values().map(overlaps).sum()
}

fn overlaps(bookings: &BTreeMap<&BookingId, Window>) -> usize {
    let windows: Vec<&Window> = bookings.values().collect();
    let later = |at: usize| windows.get(at + 1..).unwrap_or_default();
    windows.iter().enumerate().map(|(at, one)| later(at).iter().filter(|other| one.overlaps(other)).count()).sum()
}

/// Held bookings of the pool's people that no loan covers.
async fn unlent(stage: &Stage) -> Result<Vec<String>> {
    let loans = shown!(stage.hub.query(Query::Loans).await?, Loans)?.loans;
    let lent: BTreeSet<&VolunteerId> = loans.iter().map(|loan| &loan.volunteer).collect();
    let seats = standing(stage.hub.client()?).await?;
    let held = seats.iter().filter(|seat| seat.booking.right == Right::Held && lent.contains(&seat.booking.volunteer));
    let uncovered = held.filter(|seat| !is_covered(&loans, &seat.org, &seat.booking.volunteer, &seat.window));
    Ok(uncovered.map(|seat| format!("{} is held and no loan covers it", seat.booking.id)).collect())
}

fn is_covered(loans: &[LoanRow], org: &OrgId, volunteer: &VolunteerId, window: &Window) -> bool {
    loans.iter().any(|loan| loan.org == *org && loan.volunteer == *volunteer && loan.window.covers(window))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_domain::Minute;

    fn held(booking: &str, volunteer: &str, from: i64, until: i64) -> Held {
        Held {
            booking: BookingId::parse(booking).unwrap(),
            volunteer: VolunteerId::parse(volunteer).unwrap(),
            window: Window::new(Minute(from), Minute(until)).unwrap(),
        }
    }

    #[test]
    fn a_double_booking_is_counted_and_the_same_booking_read_twice_is_not() {
        let one = held("b-1", "marie", 0, 60);
        assert_eq!(double_bookings(&[one.clone(), one.clone()]), 0);
        assert_eq!(double_bookings(&[one.clone(), held("b-2", "marie", 59, 90)]), 1);
        assert_eq!(double_bookings(&[one.clone(), held("b-2", "marie", 60, 90)]), 0, "back to back is no overlap");
        assert_eq!(double_bookings(&[one, held("b-2", "paul", 0, 60)]), 0);
    }
}
