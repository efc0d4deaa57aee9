//! Dates and times as people say them, on the city's clock: weeks begin on Monday, hours count to 24.

use super::{BETWEEN, Words, key};
use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};
use mainforte_domain::{CityCalendar, Minute, Month, Window};
use std::rc::Rc;

/// Says points and stretches of time in one language and one city.
#[derive(Clone)]
pub struct Dates {
    words: Words,
    zone: Rc<str>,
    calendar: Option<Rc<CityCalendar>>,
}

impl PartialEq for Dates {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && self.zone == other.zone
    }
}

impl Dates {
    /// Of a city in an IANA time zone. A zone that nobody knows shows UTC, as before a city is known.
    pub fn new(words: Words, zone: &str) -> Self {
        let calendar = CityCalendar::new(zone).or_else(|_| CityCalendar::new("UTC")).ok().map(Rc::new);
        Self { words, zone: zone.into(), calendar }
    }

    pub fn zone(&self) -> &str {
        &self.zone
    }

    pub fn calendar(&self) -> Option<&CityCalendar> {
        self.calendar.as_deref()
    }

    /// The city's wall clock at a point in time.
    pub fn wall(&self, at: Minute) -> DateTime {
        self.calendar.as_ref().map_or(DateTime::MIN, |calendar| calendar.wall(at))
    }

    /// `09:00`
    pub fn time(&self, at: Minute) -> String {
        clock(self.wall(at))
    }

    /// `jeu. 26`
    pub fn day(&self, day: Date) -> String {
        crate::say!(self.words, "date-day", weekday = self.weekday(day), day = i64::from(day.day()))
    }

    /// `jeu. 26 mars`
    pub fn day_and_month(&self, day: Date) -> String {
        crate::say!(
            self.words,
            "date-day-month",
            weekday = self.weekday(day),
            day = i64::from(day.day()),
            month = self.month(day)
        )
    }

    /// `jeu. 26 mars · 09:00–12:00`, and both days when it ends on another one.
    pub fn window(&self, window: Window) -> String {
        let (from, until) = (self.wall(window.from), self.wall(window.until));
        if ends_the_same_day(from, until) {
            return [self.day_and_month(from.date()), self.hours(window)].join(BETWEEN);
        }
        let (first, last) = (self.moment(window.from), self.moment(window.until));
        format!("{first} – {last}")
    }

    /// The same on two lines: the day over the hours, or the beginning over the end.
    pub fn two_lines(&self, window: Window) -> (String, String) {
        let (from, until) = (self.wall(window.from), self.wall(window.until));
        if ends_the_same_day(from, until) {
            (self.day_and_month(from.date()), self.hours(window))
        } else {
            (self.moment(window.from), format!("– {}", self.moment(window.until)))
        }
    }

    /// `09:00–12:00`
    pub fn hours(&self, window: Window) -> String {
        format!("{}–{}", self.time(window.from), self.time(window.until))
    }

    /// `jeu. 26 mars, 09:00`
    pub fn moment(&self, at: Minute) -> String {
        let wall = self.wall(at);
        format!("{}, {}", self.day_and_month(wall.date()), clock(wall))
    }

    /// `Semaine 13 · 23–29 mars`
    pub fn week(&self, monday: Date) -> String {
        let sunday = monday.checked_add(6.days()).unwrap_or(monday);
        let number = i64::from(monday.iso_week_date().week());
        let days = if monday.month() == sunday.month() {
            format!("{}–{} {}", monday.day(), sunday.day(), self.month(sunday))
        } else {
            format!("{} {} – {} {}", monday.day(), self.month(monday), sunday.day(), self.month(sunday))
        };
        crate::say!(self.words, "date-week", number = number, days = days)
    }

    /// `il y a 5 minutes`; from two days on, the moment itself.
    pub fn ago(&self, at: Minute, now: Minute) -> String {
        match now.0.saturating_sub(at.0) {
            ..1 => self.words.say("ago-now"),
            minutes @ 1..60 => crate::say!(self.words, "ago-minutes", count = minutes),
            minutes @ 60..2880 => crate::say!(self.words, "ago-hours", count = minutes / 60),
            _ => self.moment(at),
        }
    }

    /// `lun.`
    pub fn weekday(&self, day: Date) -> String {
        self.weekday_at(usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0))
    }

    /// The short name of a day of the week, Monday being 0.
    pub fn weekday_at(&self, offset: usize) -> String {
        WEEKDAYS.get(offset).map(|day| self.words.say(day)).unwrap_or_default()
    }

    /// `mars 2020` for `2020-03`; what is no month stays as it is written.
    pub fn month_and_year(&self, month: &str) -> String {
        match Month::parse(month) {
            Some(month) => format!("{} {}", self.month_at(month.month), month.year),
            None => month.to_owned(),
        }
    }

    fn month(&self, day: Date) -> String {
        self.month_at(day.month())
    }

    fn month_at(&self, month: i8) -> String {
        let index = usize::try_from(month - 1).unwrap_or(0);
        MONTHS.get(index).map(|month| self.words.say(month)).unwrap_or_default()
    }
}

/// `09:00`
fn clock(wall: DateTime) -> String {
    format!("{:02}:{:02}", wall.hour(), wall.minute())
}

fn ends_the_same_day(from: DateTime, until: DateTime) -> bool {
    let midnight = until.hour() == 0 && until.minute() == 0;
    until.date() == from.date() || (midnight && from.date().tomorrow().ok() == Some(until.date()))
}

const WEEKDAYS: [&str; 7] = [
    key("weekday-mon"),
    key("weekday-tue"),
    key("weekday-wed"),
    key("weekday-thu"),
    key("weekday-fri"),
    key("weekday-sat"),
    key("weekday-sun"),
];

const MONTHS: [&str; 12] = [
    key("month-1"),
    key("month-2"),
    key("month-3"),
    key("month-4"),
    key("month-5"),
    key("month-6"),
    key("month-7"),
    key("month-8"),
    key("month-9"),
    key("month-10"),
    key("month-11"),
    key("month-12"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;
    use jiff::civil::date;

    fn dates(lang: Lang) -> Dates {
        Dates::new(Words::new(lang), "Europe/Paris")
    }

    fn window(from: &str, until: &str) -> Window {
        let calendar = CityCalendar::new("Europe/Paris").unwrap();
        Window::new(calendar.parse(from).unwrap(), calendar.parse(until).unwrap()).unwrap()
    }

    #[test]
    fn says_windows_and_weeks_in_french() {
        let dates = dates(Lang::Fr);
        assert_eq!(dates.window(window("2020-03-26T09:00", "2020-03-26T12:00")), "jeu. 26 mars\u{a0}· 09:00–12:00");
        assert_eq!(dates.window(window("2020-03-26T20:00", "2020-03-27T00:00")), "jeu. 26 mars\u{a0}· 20:00–00:00");
        assert_eq!(
            dates.window(window("2020-03-26T22:00", "2020-03-27T06:00")),
            "jeu. 26 mars, 22:00 – ven. 27 mars, 06:00"
        );
        assert_eq!(dates.week(date(2020, 3, 23)), "Semaine 13\u{a0}· 23–29 mars");
        assert_eq!(dates.week(date(2020, 3, 30)), "Semaine 14\u{a0}· 30 mars – 5 avril");
    }

    #[test]
    fn says_them_in_english() {
        let dates = dates(Lang::En);
        assert_eq!(dates.window(window("2020-03-26T09:00", "2020-03-26T12:00")), "Thu 26 March\u{a0}· 09:00–12:00");
        assert_eq!(dates.week(date(2020, 3, 23)), "Week 13\u{a0}· 23–29 March");
    }

    #[test]
    fn says_how_long_ago() {
        let dates = dates(Lang::Fr);
        assert_eq!(dates.ago(Minute(100), Minute(100)), "à l’instant");
        assert_eq!(dates.ago(Minute(100), Minute(105)), "il y a 5 min");
        assert_eq!(dates.ago(Minute(100), Minute(230)), "il y a 2 h");
    }
}
