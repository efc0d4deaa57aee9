//! Dates and times of day as people write them: `24/03/2020`, `mardi 24 mars 2020`, `9h30`, `09:00`, ISO.

use crate::{CityCalendar, Minute, Minutes, Window, fold};
use jiff::{Span, civil};

/// A cell of time: a date, a time of day, both, or a point on the world's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WallTime {
    Date(civil::Date),
    /// Minutes from midnight, 0 to 1440.
    Time(u16),
    Both(civil::Date, u16),
    /// ISO with `Z` or an offset.
    Exact(Minute),
}

/// Longest shift that makes sense.
const SHIFT_MAX: Minutes = Minutes::hours(24);

/// Reads one cell.
pub(super) fn read(cell: &str) -> Option<WallTime> {
    let cell = cell.trim();
    if cell.len() > 60 {
        return None;
    }
    if let Ok(timestamp) = cell.parse::<jiff::Timestamp>() {
        return Some(WallTime::Exact(Minute(timestamp.as_second().div_euclid(60))));
    }
    if let Some(time) = time_of_day(cell) {
        return Some(WallTime::Time(time));
    }
    if let Some(date) = date(cell) {
        return Some(WallTime::Date(date));
    }
    // Both: the time begins after a `T` or a space, and at the first place where date and time make sense.
    let gaps = cell.char_indices().filter(|(_, c)| matches!(c, 'T' | ' '));
    gaps.filter_map(|(place, gap)| {
        let (day, time) = (cell.get(..place)?, cell.get(place + gap.len_utf8()..)?);
        let time = time.trim().trim_start_matches("à ").trim_start_matches("at ");
        Some(WallTime::Both(date(day)?, time_of_day(time)?))
    })
    .next()
}

/// The window of a shift from its start and its end, which may each lack the date. An end before the start is on the
/// next day.
pub(super) fn window(
    day: Option<civil::Date>,
    start: WallTime,
    end: WallTime,
    calendar: &CityCalendar,
) -> Option<Window> {
    let day = match start {
        WallTime::Both(date, _) | WallTime::Date(date) => Some(date),
        WallTime::Exact(at) => Some(calendar.wall(at).date()),
        WallTime::Time(_) => day,
    };
    let from = point(day, start, calendar)?;
    let mut until = point(day, end, calendar)?;
    if until <= from && matches!(end, WallTime::Time(_)) {
        until = point(day?.checked_add(Span::new().days(1)).ok(), end, calendar)?;
    }
    Window::new(from, until).filter(|window| window.length() <= SHIFT_MAX)
}

fn point(day: Option<civil::Date>, time: WallTime, calendar: &CityCalendar) -> Option<Minute> {
    match time {
        WallTime::Exact(at) => Some(at),
        WallTime::Time(time) => at(day?, time, calendar),
        WallTime::Both(date, time) => at(date, time, calendar),
        WallTime::Date(_) => None,
    }
}

fn at(day: civil::Date, time: u16, calendar: &CityCalendar) -> Option<Minute> {
    let day = day.checked_add(Span::new().days(i64::from(time / 1_440))).ok()?;
    let (hour, minute) = (time % 1_440 / 60, time % 60);
    calendar.minute(day.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0))
}

/// `9h-12h`, `9h à 12h`: a start and an end in one cell.
pub(super) fn span(cell: &str) -> Option<(WallTime, WallTime)> {
    let cell = cell.trim().trim_start_matches("de ");
    let (start, end) = [" à ", " - ", " – ", "-", "–", "→", " to "].iter().find_map(|sign| cell.split_once(sign))?;
    Some((WallTime::Time(time_of_day(start)?), WallTime::Time(time_of_day(end)?)))
}

/// Minutes from midnight: `9h`, `9h30`, `9 h 30`, `09:00`, `09:00:00`, `9 am`, `midi`, `24h`.
fn time_of_day(text: &str) -> Option<u16> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "midi" | "noon" => return Some(720),
        "minuit" | "midnight" => return Some(1_440),
        _ => {}
    }
    let (text, afternoon) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(text), _) => (text.trim_end(), Some(false)),
        (_, Some(text)) => (text.trim_end(), Some(true)),
        _ => (text.as_str(), None),
    };
    let mut parts = text.split([':', 'h']).map(str::trim);
    let hour = digits(parts.next()?, 2)?;
    let minute = match parts.next() {
        None if afternoon.is_none() => return None,
        None | Some("") => 0,
        Some(minute) => digits(minute, 2)?,
    };
    // Seconds are read and dropped: `05:45:00`.
    if let Some(second) = parts.next() {
        digits(second.split('.').next()?, 2).filter(|s| *s < 60)?;
    }
    let hour = match afternoon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    let time = hour * 60 + minute;
    (parts.next().is_none() && minute < 60 && time <= 1_440).then_some(time)
}

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "january", "jan"],
    &["fevrier", "fevr", "fev", "february", "feb"],
    &["mars", "march", "mar"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "juil", "july", "jul"],
    &["aout", "august", "aug"],
    &["septembre", "sept", "september", "sep"],
    &["octobre", "oct", "october"],
    &["novembre", "nov", "november"],
    &["decembre", "dec", "december"],
];

const WEEKDAYS: &[&str] = &[
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lun",
    "mar",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "le",
];

/// `24/03/2020`, `24.03.20`, `2020-03-24`, `mardi 24 mars 2020`. Day before month, as in France.
fn date(text: &str) -> Option<civil::Date> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').skip_while(|word| WEEKDAYS.contains(word)).collect();
    let [first, month, last] = words.as_slice() else { return None };
    let month = match MONTHS.iter().position(|names| names.contains(month)) {
        Some(place) => place as u16 + 1,
        None => digits(month, 2)?,
    };
    let (year, day) = match (first.len(), last.len()) {
        (4, _) => (digits(first, 4)?, digits(last, 2)?),
        (_, 4) => (digits(last, 4)?, day_of_month(first)?),
        (_, 2) => (digits(last, 2)? + 2_000, day_of_month(first)?),
        _ => return None,
    };
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    civil::Date::new(year, month, day).ok().filter(|_| (1970..=9_999).contains(&year))
}

fn day_of_month(text: &str) -> Option<u16> {
    digits(text.strip_suffix("er").unwrap_or(text), 2)
}

fn digits(text: &str, most: usize) -> Option<u16> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paris() -> CityCalendar {
        CityCalendar::new("Europe/Paris").unwrap()
    }

    #[test]
    fn dates_and_times_are_read_as_people_write_them() {
        let day = civil::date(2020, 3, 24);
        for text in [
            "24/03/2020",
            "24/3/20",
            "24.03.2020",
            "24-03-2020",
            "2020-03-24",
            "2020/03/24",
            "mardi 24 mars 2020",
            "Tue 24 March 2020",
        ] {
            assert_eq!(read(text), Some(WallTime::Date(day)), "{text}");
        }
        assert_eq!(read("1er avril 2020"), Some(WallTime::Date(civil::date(2020, 4, 1))));
        for (text, time) in [
            ("9h", 540),
            ("9h30", 570),
            ("9 h 30", 570),
            ("09:00", 540),
            ("09:00:00", 540),
            ("9:30 AM", 570),
            ("12 pm", 720),
            ("12am", 0),
            ("midi", 720),
            ("24h", 1_440),
            ("minuit", 1_440),
        ] {
            assert_eq!(read(text), Some(WallTime::Time(time)), "{text}");
        }
        for text in [
            "24/03/2020 09:00",
            "2020-03-24T09:00",
            "2020-03-24 09:00:00",
            "24/03/2020 à 9h",
            "mardi 24 mars 2020 9h00",
        ] {
            assert_eq!(read(text), Some(WallTime::Both(day, 540)), "{text}");
        }
        let exact = paris().parse("2020-03-24T09:00").unwrap();
        assert_eq!(read("2020-03-24T08:00:00Z"), Some(WallTime::Exact(exact)));
        assert_eq!(read("2020-03-24T09:00:00+01:00"), Some(WallTime::Exact(exact)));
        for text in
            ["", "demain", "31/02/2020", "25h", "9h75", "24/03", "9", "13pm", "2020-13-01", "12:00:99", "1/1/123"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_end_before_the_start_is_on_the_next_day() {
        let shown = |day, start, end| {
            let window = window(day, read(start).unwrap(), read(end).unwrap(), &paris())?;
            Some(format!("{} {}", paris().wall(window.from), window.length().0))
        };
        let day = Some(civil::date(2020, 3, 24));
        assert_eq!(shown(day, "22h", "2h").unwrap(), "2020-03-24T22:00:00 240");
        assert_eq!(shown(day, "22h", "24h").unwrap(), "2020-03-24T22:00:00 120");
        assert_eq!(shown(None, "24/03/2020 22:00", "2:00").unwrap(), "2020-03-24T22:00:00 240");
        assert_eq!(shown(day, "9h", "9h").unwrap(), "2020-03-24T09:00:00 1440");
        assert_eq!(
            shown(Some(civil::date(2020, 3, 28)), "22h", "6h").unwrap(),
            "2020-03-28T22:00:00 420",
            "summer time"
        );
        assert_eq!(shown(None, "9h", "12h"), None);
        assert_eq!(shown(None, "24/03/2020 9:00", "23/03/2020 9:00"), None);
        assert_eq!(shown(None, "24/03/2020 9:00", "26/03/2020 9:00"), None);
    }

    proptest! {
        #[test]
        fn any_cell_is_a_time_or_nothing(text in "([0-9]{1,4}|[-/:hT. ]|mars|\\PC){0,12}") {
            if let Some(time) = read(&text) {
                let _ = window(Some(civil::date(2020, 3, 24)), time, time, &paris());
            }
            let _ = span(&text);
        }
    }
}
