//! A Mainforte node: the store, the documents, the sync and the planner behind one [`Node`]: execute, query, watch.
//!
//! The runtime of every program here: the desktop app, the hub and the headless `mainforte-node`. Only this crate knows
//! iroh, and only here is there a wall clock.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod arriving;
mod bare;
mod bundles;
mod clock;
mod config;
mod core;
mod corner;
mod desk;
mod erasures;
mod errands;
mod fresh;
pub mod lines;
mod links;
mod node;
mod planner;
mod qr;
mod queries;
mod readers;
mod runtime;
mod surroundings;
mod traffic;
mod transport;
mod trouble;
mod watching;

pub use bare::BareNode;
pub use config::{Config, KeySource, ROOT_KEY_FILE};
pub use node::Node;
pub use runtime::runtime;
pub use surroundings::Surroundings;
pub use traffic::Traffic;
