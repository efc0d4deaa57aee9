use super::shift_views::{demanded, shifts};
use crate::{Reader, StoreError};
use jiff::{ToSpan, civil::Date};
use mainforte_api::{PlaceRow, ShiftView, WeekView};
use mainforte_domain::{CityCalendar, Minute, OrgId, PlaceId, Window, fold};
use std::collections::BTreeMap;

/// A week of the city's calendar.
pub(super) struct Week {
    pub(super) monday: Date,
    pub(super) window: Window,
    /// Eight midnights, Monday's first.
    pub(super) midnights: Vec<Minute>,
}

impl Week {
    /// The week of a Monday's date, or without one that of `now`.
    pub(super) fn of(monday: Option<&str>, now: Minute, calendar: &CityCalendar) -> Result<Self, StoreError> {
        let monday = match monday {
            None => calendar.monday(now),
            Some(text) => {
                parse(text, calendar).ok_or_else(|| StoreError::NotAMonday(text.chars().take(40).collect()))?
            }
        };
        let outside = || StoreError::NotAMonday(monday.to_string());
        let window = calendar.week(monday).ok_or_else(outside)?;
        let midnight = |day: i64| calendar.midnight(monday.checked_add(day.days()).ok()?);
        let midnights = (0..=7).map(midnight).collect::<Option<Vec<_>>>().ok_or_else(outside)?;
        Ok(Self { monday, window, midnights })
    }
}

fn parse(text: &str, calendar: &CityCalendar) -> Option<Date> {
    let date: Date = text.trim().parse().ok()?;
    (calendar.monday(calendar.midnight(date)?) == date).then_some(date)
}

/// The shifts of a stretch of time are those that begin in it, so that none stands in two weeks.
pub(super) const BEGINS_IN: &str = "s.starts >= ?1 AND s.starts < ?2";

impl Reader {
    /// A week's shifts by place; `monday` is a Monday's date, none: the current week.
    ///
    /// # Errors
    /// [`StoreError::NotAMonday`], or when it cannot be read.
    pub fn week(&self, monday: Option<&str>, now: Minute) -> Result<WeekView, StoreError> {
        let reading = self.at_once()?;
        let week = Week::of(monday, now, &crate::reader::calendar(&reading)?)?;
        let shifts = shifts(&reading, BEGINS_IN, (week.window.from.0, week.window.until.0))?;
        let (mut needed, mut filled) = (0_u32, 0_u32);
        for (_, shift) in &shifts {
            let (demanded, held) = demanded(shift);
            needed = needed.saturating_add(demanded);
            filled = filled.saturating_add(held);
        }
        Ok(WeekView {
            monday: week.monday.to_string(),
            window: week.window,
            midnights: week.midnights,
            places: by_place(shifts.into_iter().map(|(_, shift)| shift)),
            needed,
            filled,
        })
    }
}

fn by_place(shifts: impl Iterator<Item = ShiftView>) -> Vec<PlaceRow> {
    let mut places: BTreeMap<(String, OrgId, PlaceId), Vec<ShiftView>> = BTreeMap::new();
    for shift in shifts {
        let key = (fold(&shift.place_name), shift.org.clone(), shift.place.clone());
        places.entry(key).or_default().push(shift);
    }
    let row = |((_, org, place), shifts): ((String, OrgId, PlaceId), Vec<ShiftView>)| {
        let name = shifts.first().map(|shift| shift.place_name.clone()).unwrap_or_default();
        PlaceRow { place, name, org, shifts }
    };
    places.into_iter().map(row).collect()
}
