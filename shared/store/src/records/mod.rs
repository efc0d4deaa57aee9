//! Single records, as commands need them.

mod board;
mod city;
mod command;
mod erasure;
mod lending;
mod people;
mod reclaims;
mod requests;

pub use board::{StoredBooking, StoredShift};
pub(crate) use city::OrganisationNames;
pub use command::StoredCommand;
pub use erasure::StoredErasure;
pub use lending::StoredLoan;
pub use people::StoredPerson;
pub(crate) use requests::device_name;
