//! A hub (Claire) and laptops (Amina, Louis, Yasmine) as separate processes: what they promise each other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hub_killed;
mod invitations;
mod laptop_killed;
mod need_to_know;
mod real_shifts;
mod revoked;
mod second_device;
mod town;
