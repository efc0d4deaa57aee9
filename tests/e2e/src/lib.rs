//! Drives the real window on a screen of its own.
//!
//! A [`Screen`] is an X server that nobody sees; a [`Desk`] is the app running on it under WebKit's driver. Each ends what
//! it started when it is dropped, so that the next test finds nothing left. The hub and other laptops are those of
//! `mainforte_tests::city`; [`play`] sets them up around somebody's window.

mod chores;
mod desk;
mod dialog;
mod looks;
mod process;
mod screen;
mod stage;

pub use desk::Desk;
pub use fantoccini::key::Key;
pub use screen::Screen;
pub use stage::{Stage, play, play_after};
