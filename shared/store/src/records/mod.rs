//! Single records, as commands need them.

mod board;
mod city;
mod command;
mod lending;
mod people;
mod requests;

pub use board::{StoredBooking, StoredShift};
pub use command::StoredCommand;
pub use lending::StoredLoan;
pub use people::StoredPerson;
