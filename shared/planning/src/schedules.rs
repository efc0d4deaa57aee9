//! The best schedule of one volunteer among shifts in order of time: the dynamic program itself.
//!
//! See [`crate::program`] for what it decides, [`crate::rows`] for how.

use crate::index::Index;
use crate::layout::Person;
use crate::program::{SCALE, WEEK_MINUTES_MAX};
use crate::rows::{Cell, Rows, Stay, grain};

/// How the schedules of a row end.
#[derive(Debug, Clone, Copy)]
enum Last {
    /// With this item, in the week of the row.
    Item(u32),
    /// In an earlier week, with the cell of an earlier row.
    Earlier { row: u32, units: usize },
    /// With nothing at all.
    Nothing,
}

/// The rows of a program, with what is needed to read a schedule back.
#[derive(Default)]
pub(crate) struct Schedules<C> {
    rows: Rows<C>,
    /// How each row ends, and the week that it is in.
    lasts: Vec<(Last, u32)>,
    grain: i64,
    chosen: Vec<u32>,
}

impl<C: Cell> Schedules<C> {
    /// The value of the best schedule, its `stays` by position in order of time, and how many cells it took.
    pub(crate) fn best(&mut self, index: &Index<'_>, person: &Person, stays: &[Stay]) -> (i64, &[u32], usize) {
        self.chosen.clear();
        let Some(&Stay { mut week, .. }) = stays.first() else { return (0, &self.chosen, 0) };
        self.grain = grain(stays);
        self.rows.clear();
        self.lasts.clear();
        self.rows.open(self.units(person, week), C::of(0));
        self.lasts.push((Last::Nothing, week));
        for (no, stay) in (0..).zip(stays) {
            self.rows.release(stay.start, person.turnaround);
            if stay.week != week {
                self.turn_week(index, person, week, stay.week);
                week = stay.week;
            }
            self.rows.extend(stay, (stay.minutes() / self.grain) as usize, true);
            self.lasts.push((Last::Item(no), week));
        }
        let cells = self.rows.cells_len();
        self.rows.release(i64::MAX, 0);
        let (units, value) = self.best_of(index, person, week, 0, self.rows.frontier());
        self.trace(person, stays, week, units);
        (value, &self.chosen, cells)
    }

    fn units(&self, person: &Person, week: u32) -> usize {
        (person.room(week).clamp(0, WEEK_MINUTES_MAX) / self.grain) as usize
    }

    /// Ends a week: what was made of its minutes is paid, and the count starts again.
    fn turn_week(&mut self, index: &Index<'_>, person: &Person, week: u32, next: u32) {
        // Rows that still wait end too late for the next shift elsewhere: each is carried over on its own.
        let mut late = Vec::new();
        for (no, end, place) in self.rows.waiting() {
            let (low, cells) = self.rows.cells(no);
            let (units, value) = self.best_of(index, person, week, low, cells);
            late.push((no, end, place, units, value));
        }
        let (units, value) = self.best_of(index, person, week, 0, self.rows.frontier());
        let wanted = self.rows.frontier()[units];
        let done = |no: u32| late.iter().all(|(other, ..)| *other != no);
        let row = self.find(units, wanted, week, done);
        self.rows.open(self.units(person, next), C::of(value));
        self.lasts.push((row.map_or(Last::Nothing, |row| Last::Earlier { row, units }), next));
        for (row, end, place, units, value) in late {
            self.rows.carry(end, place, C::of(value));
            self.lasts.push((Last::Earlier { row, units }, next));
        }
    }

    /// The fewest units with the best value after the fairness cost of the week, and that value, among `cells` that start
    /// at `low` units.
    fn best_of(&self, index: &Index<'_>, person: &Person, week: u32, low: usize, cells: &[C]) -> (usize, i64) {
        let mut best = (low, i64::MIN);
        let mut last = None;
        for (units, &value) in (low..).zip(cells) {
            // Where a row does not rise, more minutes bring nothing.
            if last.is_none_or(|last| value > last) {
                last = Some(value);
                let net = value.into() - SCALE * index.over_target(person, week, units as i64 * self.grain);
                if net > best.1 {
                    best = (units, net);
                }
            }
        }
        best
    }

    /// The latest row of `week` that `fits` and has `value` at `units`.
    fn find(&self, units: usize, value: C, week: u32, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let mut latest = (0..self.rows.len() as u32).rev();
        latest.find(|&no| self.lasts[no as usize].1 == week && self.rows.value(no, units) == Some(value) && fits(no))
    }

    /// Reads the best schedule back, from `units` of the frontier.
    fn trace(&mut self, person: &Person, stays: &[Stay], mut week: u32, mut units: usize) {
        let mut at = self.find(units, self.rows.frontier()[units], week, |_| true);
        while let Some(no) = at {
            match self.lasts[no as usize].0 {
                Last::Nothing => break,
                Last::Earlier { row, units: earlier } => {
                    units = earlier;
                    week = self.lasts[row as usize].1;
                    at = Some(row);
                }
                Last::Item(item) => {
                    let stay = &stays[item as usize];
                    self.chosen.push(item);
                    let Some(with) = self.rows.value(no, units) else { break };
                    let value = with - C::of(stay.value);
                    units -= (stay.minutes() / self.grain) as usize;
                    at = self.find(units, value, week, |before| {
                        let (end, place) = self.rows.end(before);
                        let gap = if place == stay.place { 0 } else { person.turnaround };
                        end.saturating_add(gap) <= stay.start
                    });
                }
            }
        }
        self.chosen.reverse();
    }
}
