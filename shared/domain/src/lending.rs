//! What the issuer checks before it lends: loans of one person are disjoint in time, apart by travel and rest, and their
//! hours stay within the person's week.

use crate::{CityCalendar, Loan, LoanId, LoanStatus, Minutes, Window};
use jiff::civil;

/// What a loan of one person must respect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LendingRules {
    /// Travel and rest that lie between two loans.
    pub apart: Minutes,
    /// Never more than this in one week of the city's calendar: the person's `week_max`.
    pub week_max: Minutes,
}

/// Why somebody cannot be lent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LendRefusal {
    /// The window is longer than a loan may be.
    #[error("a loan lasts at most {} days, not {} minutes", LONGEST_DAYS, .0.0)]
    TooLong(Minutes),
    /// The quota is nothing, or more than the window holds.
    #[error("a quota of {} minutes does not fit a window of {} minutes", .quota.0, .window.0)]
    Quota {
        /// The hours asked for.
        quota: Minutes,
        /// What the window holds.
        window: Minutes,
    },
    /// Another loan has some of that time.
    #[error("loan {0} has some of that time")]
    Overlap(LoanId),
    /// Another loan is too near to travel and rest in between.
    #[error("only {} minutes between this and loan {loan}, {} are needed", .gap.0, .apart.0)]
    TooNear {
        /// The other loan.
        loan: LoanId,
        /// What lies between.
        gap: Minutes,
        /// What must lie between.
        apart: Minutes,
    },
    /// The lent hours of a week would exceed the person's.
    #[error("{} minutes lent in the week of {monday}, at most {} are the person's wish", .lent.0, .week_max.0)]
    Week {
        /// The week's Monday.
        monday: civil::Date,
        /// What would be lent in it in all.
        lent: Minutes,
        /// What the person gives at most.
        week_max: Minutes,
    },
}

/// The longest loan, which bounds the weeks to look at.
const LONGEST_DAYS: i64 = 366;

/// Whether a person may be lent for `window`, at most `quota` of it, beside their `existing` loans to anyone. Returned
/// loans do not count. What a loan may take of a week is its quota or its part of that week, whichever is less: when
/// the hours will fall is not known yet.
pub fn may_lend(
    existing: &[Loan],
    window: Window,
    quota: Option<Minutes>,
    rules: &LendingRules,
    calendar: &CityCalendar,
) -> Result<(), LendRefusal> {
    let length = window.length();
    if length.0 > LONGEST_DAYS * 1_440 {
        return Err(LendRefusal::TooLong(length));
    }
    if let Some(quota) = quota.filter(|quota| quota.0 <= 0 || *quota > length) {
        return Err(LendRefusal::Quota { quota, window: length });
    }
    let mut granted: Vec<&Loan> = existing.iter().filter(|loan| loan.status == LoanStatus::Granted).collect();
    granted.sort_by_key(|loan| (loan.window, &loan.id));
    granted.iter().try_for_each(|loan| stands_apart(loan, window, rules.apart))?;
    weeks(window, calendar).try_for_each(|(monday, week)| {
        let before: Minutes = granted.iter().map(|loan| share(loan.window, loan.quota, week)).sum();
        let lent = Minutes(before.0 + share(window, quota, week).0);
        let fits = lent <= rules.week_max;
        if fits { Ok(()) } else { Err(LendRefusal::Week { monday, lent, week_max: rules.week_max }) }
    })
}

/// The longest quota that the weeks leave for a loan of `window`; zero when a week is full. It does not look at overlaps.
pub fn hours_left(existing: &[Loan], window: Window, rules: &LendingRules, calendar: &CityCalendar) -> Minutes {
    let granted: Vec<&Loan> = existing.iter().filter(|loan| loan.status == LoanStatus::Granted).collect();
    let limit = |(_, week): (civil::Date, Window)| {
        let lent: Minutes = granted.iter().map(|loan| share(loan.window, loan.quota, week)).sum();
        let left = rules.week_max.0 - lent.0;
        // A week in which even the whole part of the window fits sets no limit.
        (share(window, None, week).0 > left).then_some(left.max(0))
    };
    Minutes(weeks(window, calendar).filter_map(limit).min().unwrap_or(window.length().0))
}

fn stands_apart(loan: &Loan, window: Window, apart: Minutes) -> Result<(), LendRefusal> {
    if loan.window.overlaps(&window) {
        return Err(LendRefusal::Overlap(loan.id.clone()));
    }
    let gap = loan.window.gap(&window);
    if gap < apart { Err(LendRefusal::TooNear { loan: loan.id.clone(), gap, apart }) } else { Ok(()) }
}

/// The most that a loan may take of a week.
fn share(window: Window, quota: Option<Minutes>, week: Window) -> Minutes {
    let part = window.intersection(&week).map_or(Minutes(0), |part| part.length());
    quota.map_or(part, |quota| quota.min(part))
}

/// The city's weeks that a window touches, by their Mondays; a year and a bit at most.
fn weeks(window: Window, calendar: &CityCalendar) -> impl Iterator<Item = (civil::Date, Window)> {
    let first = calendar.monday(window.from);
    let mondays = std::iter::successors(Some(first), |monday| monday.checked_add(jiff::Span::new().days(7)).ok());
    let weeks = mondays.take(LONGEST_DAYS as usize / 7 + 2).map_while(|monday| Some((monday, calendar.week(monday)?)));
    weeks.take_while(move |(_, week)| week.from < window.until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DeviceId, Minute, OrgId, Reclaim, VolunteerId};
    use proptest::prelude::*;

    const RULES: LendingRules = LendingRules { apart: Minutes(90), week_max: Minutes::hours(10) };

    fn paris() -> CityCalendar {
        CityCalendar::new("Europe/Paris").unwrap()
    }

    fn window(from: &str, until: &str) -> Window {
        Window::new(paris().parse(from).unwrap(), paris().parse(until).unwrap()).unwrap()
    }

    fn loan(name: &str, window: Window, quota: Option<Minutes>) -> Loan {
        Loan {
            id: LoanId::parse(name).unwrap(),
            to: OrgId::parse("restos").unwrap(),
            volunteer: VolunteerId::parse("marie").unwrap(),
            window,
            quota,
            term: 1,
            sequence: 1,
            status: LoanStatus::Granted,
            reclaimed: None,
        }
    }

    fn ask(existing: &[Loan], from: &str, until: &str, hours: Option<i64>) -> Result<(), LendRefusal> {
        may_lend(existing, window(from, until), hours.map(Minutes::hours), &RULES, &paris())
    }

    #[test]
    fn loans_lie_apart_by_travel_and_rest() {
        let mut existing = [loan("l", window("2020-03-24T09:00", "2020-03-24T12:00"), None)];
        let id = existing[0].id.clone();
        assert_eq!(ask(&existing, "2020-03-24T11:00", "2020-03-24T14:00", None), Err(LendRefusal::Overlap(id.clone())));
        assert_eq!(
            ask(&existing, "2020-03-24T13:00", "2020-03-24T14:00", None),
            Err(LendRefusal::TooNear { loan: id.clone(), gap: Minutes(60), apart: Minutes(90) })
        );
        assert!(ask(&existing, "2020-03-24T07:31", "2020-03-24T08:00", None).is_err(), "before as well as after");
        assert_eq!(ask(&existing, "2020-03-24T13:30", "2020-03-24T14:00", None), Ok(()));
        existing[0].status = LoanStatus::Returned;
        assert_eq!(ask(&existing, "2020-03-24T11:00", "2020-03-24T14:00", None), Ok(()));
    }

    #[test]
    fn time_that_the_city_took_back_may_be_lent_again() {
        let lent = loan("l", window("2020-03-24T09:00", "2020-03-24T12:00"), None);
        let reclaim = Reclaim { by: DeviceId([1; 32]), at: Minute(0) };
        let taken_back = [lent.clone().taken_back(reclaim)];
        assert!(ask(&[lent], "2020-03-24T09:00", "2020-03-24T12:00", None).is_err());
        assert_eq!(ask(&taken_back, "2020-03-24T09:00", "2020-03-24T12:00", None), Ok(()));
        assert_eq!(taken_back[0].reclaimed, Some(reclaim));
    }

    #[test]
    fn the_hours_of_a_week_are_counted_from_monday_to_sunday_in_the_city() {
        let existing = [loan("l", window("2020-03-23T08:00", "2020-03-27T18:00"), Some(Minutes::hours(8)))];
        let monday = civil::date(2020, 3, 23);
        assert_eq!(
            ask(&existing, "2020-03-28T09:00", "2020-03-28T12:00", None),
            Err(LendRefusal::Week { monday, lent: Minutes::hours(11), week_max: Minutes::hours(10) })
        );
        assert_eq!(ask(&existing, "2020-03-28T09:00", "2020-03-28T12:00", Some(2)), Ok(()));
        assert_eq!(ask(&existing, "2020-03-30T00:00", "2020-03-30T09:00", None), Ok(()), "the next week");
        assert!(ask(&existing, "2020-03-29T21:00", "2020-03-30T03:00", None).is_err(), "three hours before midnight");
        assert_eq!(ask(&existing, "2020-03-29T22:00", "2020-03-30T03:00", None), Ok(()), "two hours before midnight");
    }

    #[test]
    fn a_quota_fits_its_window_and_a_window_a_year() {
        for hours in [0, -1, 4] {
            let refused = ask(&[], "2020-03-24T09:00", "2020-03-24T12:00", Some(hours));
            assert!(matches!(refused, Err(LendRefusal::Quota { .. })), "{hours}: {refused:?}");
        }
        let ages = Window::new(Minute(0), Minute(i64::MAX)).unwrap();
        assert!(matches!(may_lend(&[], ages, None, &RULES, &paris()), Err(LendRefusal::TooLong(_))));
        assert!(hours_left(&[], ages, &RULES, &paris()) <= RULES.week_max);
    }

    proptest! {
        #[test]
        fn what_is_said_to_be_left_may_be_lent_and_no_minute_more(
            used in prop::collection::vec((0_i64..20_000, 1_i64..3_000, 1_i64..400), 0..4),
            from in 0_i64..20_000,
            length in 1_i64..15_000,
        ) {
            let start = paris().parse("2020-03-16T00:00").unwrap();
            let at = |from: i64, length: i64| Window::new(start.plus(from), start.plus(from + length)).unwrap();
            let used: Vec<_> = used.into_iter().enumerate().map(|(n, (from, length, quota))| {
                loan(&format!("l{n}"), at(from, length), Some(Minutes(quota)))
            }).collect();
            let new = at(from, length);
            prop_assume!(used.iter().all(|l| stands_apart(l, new, RULES.apart).is_ok()));
            let left = hours_left(&used, new, &RULES, &paris());
            if left.0 > 0 {
                prop_assert_eq!(may_lend(&used, new, Some(left), &RULES, &paris()), Ok(()));
            }
            if left < new.length() {
                let more = may_lend(&used, new, Some(Minutes(left.0 + 1)), &RULES, &paris());
                let refused = matches!(more, Err(LendRefusal::Week { .. }));
                prop_assert!(refused, "{:?}", more);
            }
        }
    }
}
