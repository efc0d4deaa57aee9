//! The parts that pages are built from; each has its style sheet beside it.

pub mod arriving;
pub mod button;
pub mod chip;
pub mod coverage;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod focus;
pub mod icon;
pub mod notice_line;
pub mod progress;
pub mod segmented;
pub mod sheet;
pub mod virtual_list;
pub mod week_grid;
