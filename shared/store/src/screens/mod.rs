//! One file for each screen: from rows to what the interface shows.

mod associations;
mod booking_views;
mod candidates;
mod catalogue;
mod gaps;
mod history;
mod loans;
mod needs;
mod planning;
mod quarantine;
mod reclaimed;
mod refused;
mod settle;
mod shift;
mod shift_views;
mod today;
mod volunteer;
mod volunteers;
mod week;

#[cfg(test)]
pub(crate) use booking_views::statement as bookings_statement;
#[cfg(test)]
pub(crate) use refused::GROUPS as REFUSED_GROUPS;
#[cfg(test)]
pub(crate) use today::COMING;

pub use planning::{PlannablePerson, PlannableShift, PlannedBooking, PlanningInput};
