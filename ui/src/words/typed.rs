//! Days and times as people type them: `23/11`, `23/11/2026`, `2026-11-23`; `9h`, `9h30`, `09:00`. No 12-hour clock.

use jiff::civil::{Date, Time};

/// How a day stands in a field: `23/11/2026`.
pub fn typed_day(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

/// The day that somebody typed. Without a year it is the next such day from `today` on.
pub fn read_day(text: &str, today: Date) -> Option<Date> {
    if let Ok(day) = text.trim().parse() {
        return Some(day);
    }
    let parts: Vec<i16> = text
        .trim()
        .split(['/', '.', '-', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let (day, month) = (i8::try_from(*parts.first()?).ok()?, i8::try_from(*parts.get(1)?).ok()?);
    match parts.get(2) {
        Some(year) if parts.len() == 3 => Date::new(if *year < 100 { year + 2000 } else { *year }, month, day).ok(),
        Some(_) => None,
        None => {
            let this_year = Date::new(today.year(), month, day).ok().filter(|day| *day >= today);
            this_year.or_else(|| Date::new(today.year() + 1, month, day).ok())
        }
    }
}

/// The time that somebody typed.
pub fn read_time(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase();
    let (hours, minutes) = text.split_once([':', 'h']).unwrap_or((&text, ""));
    let minutes = minutes.trim();
    let hour = hours.trim().parse().ok()?;
    let minute = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn days_are_read_as_people_type_them() {
        let today = date(2020, 3, 20);
        for text in ["2020-03-24", "24/03/2020", "24/3/20", "24/03", "24.03", " 24 3 "] {
            assert_eq!(read_day(text, today), Some(date(2020, 3, 24)), "{text}");
        }
        assert_eq!(read_day("02/01", today), Some(date(2021, 1, 2)));
        for text in ["", "31/02", "mardi", "1/2/3/4", "24"] {
            assert_eq!(read_day(text, today), None, "{text}");
        }
        assert_eq!(typed_day(date(2020, 3, 4)), "04/03/2020");
    }

    #[test]
    fn times_are_read_on_a_clock_of_24_hours() {
        for (text, expected) in [
            ("9h", time(9, 0, 0, 0)),
            ("9", time(9, 0, 0, 0)),
            ("14h30", time(14, 30, 0, 0)),
            ("09:05", time(9, 5, 0, 0)),
            ("9 H 05", time(9, 5, 0, 0)),
        ] {
            assert_eq!(read_time(text), Some(expected), "{text}");
        }
        for text in ["", "25h", "9:75", "midi", "-1"] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
