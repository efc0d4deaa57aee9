//! A sample city, drawn from a seed: lists of volunteers as associations really have them, and a week of shifts.
//!
//! The same seed draws the same city on every machine. Nobody in it exists; numbers are of ranges kept for fiction
//! (06 39 98 …, 05 36 49 …: ARCEP decision 2018-0881).

mod chance;
mod names;
mod need;
mod people;
mod person;
mod phones;
mod shifts;
mod table;

pub use chance::Chance;
pub use need::need;
pub use people::{PeopleList, Style};
pub use person::person;
pub use shifts::{Slots, Venue, next_monday, week_of_shifts};
pub use table::Table;
