//! The interface of the desktop app.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![allow(unreachable_pub, reason = "a program: nothing here is public to another crate")]

mod bindings;
mod components;
#[cfg(test)]
mod contrast;
mod desk;
mod route;
mod words;

fn main() {}
