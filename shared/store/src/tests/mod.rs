//! Stories with a hub (Claire, Bordeaux), Amina's and Louis's laptops (Restos du cœur), and the Secours.

mod commits;
mod counts;
mod erasure;
mod kill;
mod laptop;
mod log;
mod mailbox;
mod migrations;
mod open;
mod opening;
mod people;
mod plans;
mod rebuild;
mod reclaims;
mod refused;
mod rights;
mod screens;
mod slices;
mod together;

pub(crate) use laptop::{Laptop, NOW, at, booking, id, loan, person, place, registry, shift};
