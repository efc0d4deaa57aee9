//! What needs several parts at once: a city of real processes, a sample of its people and shifts, the story that the
//! demonstration tells, and measurements.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod city;
pub mod exchange;
pub mod measure;
pub mod sample;
pub mod simulation;
pub mod story;
pub mod targets;
