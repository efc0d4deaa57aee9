//! One folder for each page.

pub mod associations;
mod erasures;
mod form;
mod frame;
pub mod hands;
pub mod help;
mod import;
pub mod join;
pub mod lend;
pub mod locked;
mod moment;
pub mod needs;
pub mod planning;
pub mod settings;
pub mod settle;
mod shift;
mod someone;
pub mod sync;
pub mod today;
pub mod volunteers;
