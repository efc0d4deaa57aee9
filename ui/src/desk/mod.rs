//! What every page has at hand: words, dates, who this device is, news from the backend, and the way to do things.

mod news;
pub mod preferences;
mod running;
mod state;
mod view;

pub use news::News;
pub use running::{Doing, entry, stop_planning};
pub use state::{DeskAction, DeskState, Toast};
pub use view::{Loaded, use_view};

use mainforte_domain::Minute;
use yew::prelude::*;

/// The desk as pages hold it.
pub type Desk = UseReducerHandle<DeskState>;

/// The desk of this window.
#[hook]
#[expect(clippy::expect_used, reason = "the app stands around every page, whatever it is given to show")]
pub fn use_desk() -> Desk {
    use_context::<Desk>().expect("the app provides the desk")
}

/// Now, by this computer's clock.
pub fn now() -> Minute {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "minutes since 1970 fit an i64 for longer than the calendar lasts"
    )]
    Minute((js_sys::Date::now() / 60_000.0) as i64)
}
