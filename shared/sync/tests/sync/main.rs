//! Devices of a city against each other, without a socket or a disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// A test binary exports nothing; `pub` between its modules reads better.
#![allow(unreachable_pub)]

mod admission;
mod bundle;
mod city;
mod convergence;
mod enrol;
mod frames;
mod laptop;
mod link;
mod mail;
mod restored;
mod sender;
mod session;
