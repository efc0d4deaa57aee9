use super::{UsualWeek, words::Word};
use crate::WeekWindow;

/// What a day is when no time is said.
const WHOLE_DAY: (u16, u16) = (480, 1_200);
/// When an evening ends that begins "from five on".
const EVENING_ENDS: u16 = 1_320;
const DAY: u16 = 1_440;

/// Reads words in order: days gather until a time or a part of the day comes, which is theirs.
pub(super) fn read(words: &[Word]) -> UsualWeek {
    let mut reader = Reader::default();
    let mut rest = words;
    while let Some((word, after)) = rest.split_first() {
        rest = reader.read(word, after);
    }
    reader.close_days();
    UsualWeek { windows: WeekWindow::normalised(reader.windows), unknown: reader.unknown }
}

#[derive(Default)]
struct Reader {
    days: Vec<u8>,
    /// Whether the days have had their time.
    timed: bool,
    /// The part of the day just said, which exact hours make narrower: `lundi matin 9h-11h`.
    part: Vec<WeekWindow>,
    windows: Vec<WeekWindow>,
    unknown: Vec<String>,
}

impl Reader {
    /// Takes one word, and those after it that belong to it; gives what is left.
    fn read<'a>(&mut self, word: &Word, after: &'a [Word]) -> &'a [Word] {
        if !matches!(word, Word::Time(_) | Word::From | Word::Until | Word::To) {
            self.part.clear();
        }
        match (word, after) {
            (Word::Day(from), [Word::To, Word::Day(to), rest @ ..]) => {
                self.add_days(
                    &(0..7).map(|n| (from + n) % 7).take(usize::from((to + 7 - from) % 7) + 1).collect::<Vec<_>>(),
                );
                return rest;
            }
            (Word::Day(day), _) => self.add_days(&[*day]),
            (Word::Days(days), _) => self.add_days(days),
            (Word::Every, _) => self.close_days(),
            (Word::Part(from, until), _) => {
                let before = self.windows.len();
                self.add_time(*from, *until);
                self.part = self.windows.get(before..).unwrap_or_default().to_vec();
            }
            (Word::Time(from), [Word::To | Word::And, until, rest @ ..]) if clock(until).is_some() => {
                self.add_hours(*from, clock(until).unwrap_or(*from));
                return rest;
            }
            (Word::From, [Word::Time(from), Word::To | Word::Until, until, rest @ ..]) if clock(until).is_some() => {
                self.add_hours(*from, clock(until).unwrap_or(*from));
                return rest;
            }
            (Word::From, [Word::Time(from), rest @ ..]) => {
                self.add_hours(*from, EVENING_ENDS.max(from.saturating_add(60)).min(DAY));
                return rest;
            }
            (Word::Until, [until, rest @ ..]) if clock(until).is_some() => {
                self.add_hours(WHOLE_DAY.0, clock(until).unwrap_or(WHOLE_DAY.1));
                return rest;
            }
            (Word::Time(at), _) => self.unknown.push(format!("{}h{:02}", at / 60, at % 60)),
            (Word::Unknown(word), _) => self.unknown.push(word.clone()),
            (Word::To | Word::And | Word::From | Word::Until | Word::Not, _) => {}
        }
        after
    }

    fn add_days(&mut self, days: &[u8]) {
        if self.timed {
            self.days.clear();
            self.timed = false;
        }
        self.days.extend(days);
    }

    /// Ends a group of days: without any time they are whole days.
    fn close_days(&mut self) {
        if !self.timed && !self.days.is_empty() {
            self.add_time(WHOLE_DAY.0, WHOLE_DAY.1);
        }
        self.days.clear();
        self.timed = false;
    }

    /// Exact hours, which replace the part of the day said just before when they lie in it.
    fn add_hours(&mut self, from: u16, until: u16) {
        let part = std::mem::take(&mut self.part);
        let before = self.windows.len();
        self.add_time(from, until);
        let hours = self.windows.split_off(before);
        let narrowed = |window: &WeekWindow| hours.iter().any(|h| window.from <= h.from && h.until <= window.until);
        self.windows.retain(|window| !(part.contains(window) && narrowed(window)));
        self.windows.extend(hours);
    }

    /// The same hours on each of the days; on every day when none was said. What ends before it begins ends the next day.
    fn add_time(&mut self, from: u16, until: u16) {
        let until = if until <= from { until + DAY } else { until };
        let every: Vec<u8> = (0..7).collect();
        let days = if self.days.is_empty() { &every } else { &self.days };
        for day in days {
            let (from, until) = (u16::from(*day) * DAY + from, u16::from(*day) * DAY + until);
            self.windows.extend(WeekWindow::new(from, until.min(WeekWindow::WEEK)));
            self.windows.extend(WeekWindow::new(0, until.saturating_sub(WeekWindow::WEEK)));
        }
        self.timed = !self.days.is_empty();
    }
}

/// A word as a time: noon is one when it ends a stretch.
fn clock(word: &Word) -> Option<u16> {
    match word {
        Word::Time(at) => Some(*at),
        Word::Part(720, 840) => Some(720),
        _ => None,
    }
}
