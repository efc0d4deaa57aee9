//! A moment typed as a day and a time, with the day said back in words.

use crate::components::field::Field;
use crate::desk::{Desk, now};
use crate::words::{read_day, read_time, typed_day};
use jiff::civil::Date;
use mainforte_domain::Minute;
use yew::prelude::*;

/// A moment as typed.
#[derive(Clone, Default, PartialEq)]
pub struct MomentFields {
    pub day: String,
    pub time: String,
}

impl MomentFields {
    pub fn of(desk: &Desk, at: Minute) -> Self {
        Self { day: typed_day(desk.dates.wall(at).date()), time: desk.dates.time(at) }
    }

    /// The moment on the city's clock, when both can be read.
    pub fn read(&self, desk: &Desk) -> Option<Minute> {
        let (day, time) = (read_day(&self.day, today(desk))?, read_time(&self.time)?);
        desk.dates.calendar()?.minute(day.to_datetime(time))
    }
}

/// Today in the city.
pub fn today(desk: &Desk) -> Date {
    desk.dates.wall(now()).date()
}

/// What a typed day is understood as, in words; nothing while it cannot be read.
pub fn understood(desk: &Desk, day: &str) -> Option<AttrValue> {
    read_day(day, today(desk)).map(|day| desk.dates.day_and_month(day).into())
}

/// The two fields of a moment, side by side.
pub fn moment_fields(
    desk: &Desk,
    id: &str,
    labels: [String; 2],
    value: &MomentFields,
    onday: Callback<String>,
    ontime: Callback<String>,
    error: Option<AttrValue>,
) -> Html {
    let [day, time] = labels;
    html! {
        <>
            <Field id={format!("{id}-day")} label={day} value={value.day.clone()} onchange={onday} hint={understood(desk, &value.day)} {error} />
            <Field id={format!("{id}-time")} label={time} value={value.time.clone()} onchange={ontime} />
        </>
    }
}
