//! A person's usual week, placed on real weeks of the city's calendar.

use crate::{CityCalendar, Minute, WeekWindow, Window};
use jiff::{Span, civil};

/// More weeks than anybody plans ahead; bounds what a caller can ask for.
const WEEKS_MAX: u16 = 60;

/// Places a usual week on `weeks` real weeks from `monday` on (60 at most), sorted and disjoint. What touches across
/// midnight, or from Sunday night into Monday, is one window.
///
/// Times are the city's wall clock, so on the Sunday in March when summer time begins a night is an hour shorter, in
/// October an hour longer. A stretch inside the hour that does not exist is left out.
pub fn expand_availability(
    usual: &[WeekWindow],
    monday: civil::Date,
    weeks: u16,
    calendar: &CityCalendar,
) -> Vec<Window> {
    let usual = WeekWindow::normalised(usual.to_vec());
    let mut placed: Vec<Window> = Vec::with_capacity(usual.len());
    for week in 0..weeks.min(WEEKS_MAX) {
        let Ok(monday) = monday.checked_add(Span::new().days(i64::from(week) * 7)) else { break };
        for window in usual.iter().filter_map(|w| place(w, monday, calendar)) {
            match placed.last_mut() {
                Some(last) if window.from <= last.until => last.until = last.until.max(window.until),
                _ => placed.push(window),
            }
        }
    }
    placed
}

fn place(window: &WeekWindow, monday: civil::Date, calendar: &CityCalendar) -> Option<Window> {
    Window::new(minute(window.from, monday, calendar)?, minute(window.until, monday, calendar)?)
}

fn minute(of_week: u16, monday: civil::Date, calendar: &CityCalendar) -> Option<Minute> {
    let day = monday.checked_add(Span::new().days(i64::from(of_week / 1_440))).ok()?;
    let (hour, minute) = (of_week % 1_440 / 60, of_week % 60);
    calendar.minute(day.at(hour as i8, minute as i8, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paris() -> CityCalendar {
        CityCalendar::new("Europe/Paris").unwrap()
    }

    fn usual(from: u16, until: u16) -> WeekWindow {
        WeekWindow::new(from, until).unwrap()
    }

    fn shown(windows: &[Window]) -> Vec<String> {
        windows.iter().map(|w| format!("{}/{}", paris().wall(w.from), paris().wall(w.until))).collect()
    }

    #[test]
    fn tuesday_morning_is_nine_o_clock_before_and_after_summer_time_begins() {
        let tuesday = usual(1_440 + 9 * 60, 1_440 + 12 * 60);
        assert_eq!(
            shown(&expand_availability(&[tuesday], civil::date(2020, 3, 23), 2, &paris())),
            ["2020-03-24T09:00:00/2020-03-24T12:00:00", "2020-03-31T09:00:00/2020-03-31T12:00:00"]
        );
    }

    #[test]
    fn nights_that_touch_are_one_across_midnight_and_across_sunday() {
        let monday_first = [usual(0, 60), usual(22 * 60, 1_440), usual(1_440, 1_500), usual(10_080 - 120, 10_080)];
        assert_eq!(
            shown(&expand_availability(&monday_first, civil::date(2020, 5, 4), 2, &paris())),
            [
                "2020-05-04T00:00:00/2020-05-04T01:00:00",
                "2020-05-04T22:00:00/2020-05-05T01:00:00",
                "2020-05-10T22:00:00/2020-05-11T01:00:00",
                "2020-05-11T22:00:00/2020-05-12T01:00:00",
                "2020-05-17T22:00:00/2020-05-18T00:00:00",
            ]
        );
    }

    #[test]
    fn the_hour_that_does_not_exist_is_left_out_and_the_one_that_comes_twice_counts_twice() {
        let sunday_two_to_three = [usual(6 * 1_440 + 120, 6 * 1_440 + 180)];
        assert!(expand_availability(&sunday_two_to_three, civil::date(2020, 3, 23), 1, &paris()).is_empty());
        let autumn = expand_availability(&sunday_two_to_three, civil::date(2020, 10, 19), 1, &paris());
        assert_eq!(autumn.iter().map(|w| w.length().0).collect::<Vec<_>>(), [120]);
    }

    #[test]
    fn a_whole_week_is_one_window_as_long_as_the_city_s_week() {
        let all = expand_availability(&[usual(0, 10_080)], civil::date(2020, 3, 23), 1, &paris());
        assert_eq!(all, [paris().week(civil::date(2020, 3, 23)).unwrap()]);
        assert!(expand_availability(&[usual(0, 1)], civil::Date::MAX, 2, &paris()).len() <= 1);
    }

    proptest! {
        #[test]
        fn windows_come_sorted_disjoint_and_apart(
            usual in prop::collection::vec((0_u16..11_000, 0_u16..11_000), 0..12),
            weeks in 0_u16..4,
            day in 0_i32..1_000,
        ) {
            let usual: Vec<_> = usual.into_iter().map(|(from, until)| WeekWindow { from, until }).collect();
            let somewhen = paris().minute(civil::date(2019, 1, 1).at(12, 0, 0, 0)).unwrap().plus(i64::from(day) * 1_440);
            let placed = expand_availability(&usual, paris().monday(somewhen), weeks, &paris());
            prop_assert!(placed.iter().all(|w| w.from < w.until));
            prop_assert!(placed.windows(2).all(|pair| pair[0].until < pair[1].from));
        }
    }
}
