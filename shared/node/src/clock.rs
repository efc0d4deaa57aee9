//! The one place that reads the wall clock; below this crate time comes in as an argument.

use mainforte_domain::Minute;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, by this device's clock, in whole minutes.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
pub(crate) fn now() -> Minute {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    Minute(i64::try_from(seconds / 60).unwrap_or(i64::MAX))
}
