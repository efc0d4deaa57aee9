//! The city's clock face: weeks, months and wall-clock times in the city's time zone.

use crate::{Minute, Month};
use jiff::{ToSpan, civil, tz::TimeZone};

/// The registry names a time zone that the time zone database does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone {0:?}")]
pub struct UnknownTimeZone(pub String);

/// Turns points in time into the city's days and back.
#[derive(Debug, Clone)]
pub struct CityCalendar {
    zone: TimeZone,
}

impl CityCalendar {
    /// The calendar of an IANA time zone, `Europe/Paris` for Bordeaux.
    pub fn new(zone: &str) -> Result<Self, UnknownTimeZone> {
        let zone = TimeZone::get(zone).map_err(|_| UnknownTimeZone(zone.to_owned()))?;
        Ok(Self { zone })
    }

    /// The wall-clock date and time of a point in time.
    pub fn wall(&self, at: Minute) -> civil::DateTime {
        let seconds = at.0.saturating_mul(60).clamp(-377_000_000_000, 253_000_000_000);
        jiff::Timestamp::from_second(seconds).map_or(civil::DateTime::MIN, |t| t.to_zoned(self.zone.clone()).datetime())
    }

    /// The point in time of a wall-clock time. In the hour that does not exist in spring, one hour later; in
    /// the hour that comes twice in autumn, the first.
    pub fn minute(&self, wall: civil::DateTime) -> Option<Minute> {
        let zoned = self.zone.to_ambiguous_zoned(wall).compatible().ok()?;
        Some(Minute(zoned.timestamp().as_second().div_euclid(60)))
    }

    /// The month in which a point in time falls.
    pub fn month(&self, at: Minute) -> Month {
        let wall = self.wall(at);
        Month { year: wall.year(), month: wall.month() }
    }

    /// The Monday of the week in which a point in time falls.
    pub fn monday(&self, at: Minute) -> civil::Date {
        let date = self.wall(at).date();
        let back = date.weekday().to_monday_zero_offset();
        date.checked_sub(i32::from(back).days()).unwrap_or(date)
    }

    /// Midnight at the start of a day.
    pub fn midnight(&self, day: civil::Date) -> Option<Minute> {
        self.minute(day.at(0, 0, 0, 0))
    }

    /// A week from its Monday 00:00 to the next.
    pub fn week(&self, monday: civil::Date) -> Option<crate::Window> {
        let next = monday.checked_add(7.days()).ok()?;
        crate::Window::new(self.midnight(monday)?, self.midnight(next)?)
    }

    /// Reads `2020-03-24T09:00`, with or without seconds, as the city's wall clock.
    pub fn parse(&self, iso: &str) -> Option<Minute> {
        self.minute(iso.trim().parse().ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris() -> CityCalendar {
        CityCalendar::new("Europe/Paris").unwrap()
    }

    #[test]
    fn a_week_has_an_hour_less_when_summer_time_begins() {
        let week = paris().week(civil::date(2020, 3, 23)).unwrap();
        assert_eq!(week.length().0, 7 * 1440 - 60);
        assert_eq!(paris().monday(week.from), civil::date(2020, 3, 23));
        assert_eq!(paris().monday(week.until.plus(-1)), civil::date(2020, 3, 23));
    }

    #[test]
    fn wall_clock_times_come_back() {
        let at = paris().parse("2020-03-24T09:00").unwrap();
        assert_eq!(paris().wall(at).to_string(), "2020-03-24T09:00:00");
        assert_eq!(paris().month(at).to_string(), "2020-03");
        assert!(CityCalendar::new("Europe/Atlantis").is_err());
    }
}
