//! From the engine's answers back to places and people with names.

use super::assemble::Week;
use mainforte_api::{Proposal, Seat, Step};
use mainforte_domain::{BookingId, ShiftId, VolunteerId, display_phone};
use mainforte_planning as engine;
use mainforte_store::PlannablePerson;

impl Week {
    /// A booking's place, as people name it.
    pub(super) fn seat(&self, booking: &engine::Booking) -> Option<Seat> {
        let shift = ShiftId::parse(&booking.shift.0).ok()?;
        let planned = self.shifts.get(&shift)?;
        Some(Seat {
            window: planned.shift.window,
            role: booking.role.0.clone(),
            title: planned.shift.title.clone(),
            place: planned.place.clone(),
            shift,
        })
    }

    /// The places of several bookings, by time.
    pub(super) fn seats(&self, bookings: &[engine::Booking]) -> Vec<Seat> {
        let mut seats: Vec<Seat> = bookings.iter().filter_map(|b| self.seat(b)).collect();
        seats.sort();
        seats
    }

    /// What one person leaves and takes, as it is written. What they leave that is not booked yet needs no writing.
    pub(super) fn step(&self, leaves: &[engine::Booking], takes: &[engine::Booking]) -> Step {
        let mut step = Step {
            leaves: leaves.iter().filter_map(|b| self.movable_id(b)).collect(),
            takes: takes.iter().filter_map(proposal).collect(),
        };
        step.leaves.sort();
        step.takes.sort();
        step
    }

    pub(super) fn name(&self, volunteer: &VolunteerId) -> String {
        self.people.get(volunteer).map(|p| p.person.name()).unwrap_or_default()
    }

    pub(super) fn known(&self, volunteer: &engine::VolunteerId) -> Option<(VolunteerId, &PlannablePerson)> {
        let id = VolunteerId::parse(&volunteer.0).ok()?;
        let known = self.people.get(&id)?;
        Some((id, known))
    }

    fn movable_id(&self, booking: &engine::Booking) -> Option<BookingId> {
        let same = |b: &&mainforte_domain::Booking| super::pin::engine_booking(b) == *booking;
        self.movable.iter().find(same).map(|b| b.id.clone())
    }
}

/// The first phone number, as people read it.
pub(super) fn phone(plannable: &PlannablePerson) -> Option<String> {
    plannable.person.phones.first().map(|p| display_phone(p))
}

pub(super) fn proposal(booking: &engine::Booking) -> Option<Proposal> {
    Some(Proposal {
        shift: ShiftId::parse(&booking.shift.0).ok()?,
        role: booking.role.0.clone(),
        volunteer: VolunteerId::parse(&booking.volunteer.0).ok()?,
    })
}

pub(super) fn engine_proposal(proposal: &Proposal) -> engine::Booking {
    engine::Booking {
        volunteer: engine::VolunteerId(proposal.volunteer.to_string()),
        shift: engine::ShiftId(proposal.shift.to_string()),
        role: engine::Role(proposal.role.clone()),
    }
}

/// A plan for the engine's questions, from what is booked.
pub(super) fn standing_plan(week: &Week, bookings: Vec<engine::Booking>) -> engine::Plan {
    let score = engine::score(&week.problem, &bookings).total();
    engine::Plan { bookings, score, upper_bound: score, work_units: 0, shadow_prices: Vec::new() }
}
