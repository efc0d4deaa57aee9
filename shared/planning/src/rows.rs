//! Schedules of one volunteer in one week, by their last shift and their minutes.
//!
//! For each shift there is a row: the best value of a schedule that ends with this shift and takes at most so many minutes
//! of the week. Rows of shifts that end in time for the next one are joined into a single frontier. Minutes are counted in
//! units of their greatest common divisor. A row only stores the cells between the shift's own minutes and the most that
//! can go before it: below there is nothing, above it stays the same.

use std::collections::VecDeque;
use std::ops::{Add, Sub};

/// The value of a schedule in a row: wide, or narrow where the values allow it, which is several times as fast.
pub(crate) trait Cell: Copy + Ord + Add<Output = Self> + Sub<Output = Self> + Into<i64> {
    /// `value`, of a schedule whose shifts fit (see [`fits`]).
    fn of(value: i64) -> Self;
}

impl Cell for i64 {
    fn of(value: i64) -> Self {
        value
    }
}

impl Cell for i32 {
    fn of(value: i64) -> Self {
        // What costs more than all shifts can bring stays a loss whatever follows.
        value.max(i64::from(Self::MIN / 2)) as Self
    }
}

/// Whether all schedules of `stays`, none of negative value, have narrow values.
pub(crate) fn fits(stays: &[Stay]) -> bool {
    let all = stays.iter().fold(0_i64, |sum, stay| sum.saturating_add(stay.value));
    all <= i64::from(i32::MAX / 2)
}

/// A shift on a volunteer's day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stay {
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// Equal numbers need no turnaround between them.
    pub(crate) place: u32,
    /// The week that its minutes count in.
    pub(crate) week: u32,
    pub(crate) value: i64,
}

impl Stay {
    pub(crate) fn minutes(&self) -> i64 {
        self.end - self.start
    }
}

/// The schedules that end in one way.
#[derive(Debug, Clone, Copy)]
struct Row {
    end: i64,
    place: u32,
    /// Where the cells are, the first for `low` units.
    from: usize,
    to: usize,
    low: usize,
}

/// A row that ends too late for what came since, unless that is at its own place.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    no: u32,
    place: u32,
    end: i64,
}

/// The rows, the frontier and what still waits to be joined.
#[derive(Default)]
pub(crate) struct Rows<C> {
    rows: Vec<Row>,
    cells: Vec<C>,
    frontier: Vec<C>,
    /// By end: what is over by the next start is at the front.
    waiting: VecDeque<Waiting>,
    units: usize,
}

impl<C: Cell> Rows<C> {
    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.cells.clear();
        self.waiting.clear();
    }

    /// Starts a week of `units` with a value in hand; the new row stands for all that came before.
    pub(crate) fn open(&mut self, units: usize, value: C) {
        self.units = units;
        self.waiting.clear();
        self.frontier.clear();
        self.frontier.push(value);
        self.push(i64::MIN, 0, value);
    }

    /// Adds a row that takes no minutes of this week, and still holds up what comes next.
    pub(crate) fn carry(&mut self, end: i64, place: u32, value: C) {
        self.wait(end, place);
        self.push(end, place, value);
    }

    fn push(&mut self, end: i64, place: u32, value: C) {
        let from = self.cells.len();
        self.cells.push(value);
        self.rows.push(Row { end, place, from, to: from + 1, low: 0 });
    }

    /// Has the next row wait.
    fn wait(&mut self, end: i64, place: u32) {
        let row = Waiting { no: self.rows.len() as u32, place, end };
        let later = self.waiting.iter().rev().take_while(|it| it.end > end).count();
        self.waiting.insert(self.waiting.len() - later, row);
    }

    /// Joins the rows that end in time for `start`, wherever it is.
    pub(crate) fn release(&mut self, start: i64, turnaround: i64) {
        while let Some(&Waiting { no, end, .. }) = self.waiting.front()
            && end.saturating_add(turnaround) <= start
        {
            self.waiting.pop_front();
            self.join(self.rows[no as usize]);
        }
    }

    fn join(&mut self, row: Row) {
        let cells = &self.cells[row.from..row.to];
        let (Some(&last), Some(&top)) = (cells.last(), self.frontier.last()) else { return };
        let high = row.low + cells.len();
        // Both rise: a row that ends below where it starts on the frontier is below it everywhere.
        if last <= *self.frontier.get(row.low).unwrap_or(&top) {
            return;
        }
        if last > top && high > self.frontier.len() {
            self.frontier.resize(high, top);
        }
        let met = high.min(self.frontier.len());
        let (same, beyond) = self.frontier.split_at_mut(met);
        for (best, cell) in same.get_mut(row.low..).unwrap_or_default().iter_mut().zip(cells) {
            *best = (*best).max(*cell);
        }
        for best in beyond.iter_mut().take_while(|best| **best < last) {
            *best = last;
        }
    }

    /// Adds the row of schedules that end with `stay`, which takes `taken` units; starts do not fall. Others can come after
    /// it if it `leads`.
    pub(crate) fn extend(&mut self, stay: &Stay, taken: usize, leads: bool) {
        let from = self.cells.len();
        if taken > self.units {
            self.rows.push(Row { end: i64::MAX, place: 0, from, to: from, low: 0 });
            return;
        }
        let room = self.units - taken + 1;
        let worth = C::of(stay.value);
        let before = &self.frontier[..room.min(self.frontier.len())];
        self.cells.extend(before.iter().map(|&value| value + worth));
        for at in 0..self.waiting.len() {
            let Waiting { no, place, end } = self.waiting[at];
            if end > stay.start {
                break;
            }
            if place == stay.place {
                self.follow(from, self.rows[no as usize], room, worth);
            }
        }
        if leads {
            self.wait(stay.end, stay.place);
        }
        self.rows.push(Row { end: stay.end, place: stay.place, from, to: self.cells.len(), low: taken });
    }

    /// Improves the cells from `from` on, with room for `room`, by schedules that end with `other` just before.
    fn follow(&mut self, from: usize, other: Row, room: usize, value: C) {
        let wide = (other.low + other.to - other.from).min(room);
        if let Some(&top) = self.cells.get(from..).and_then(<[C]>::last)
            && self.cells.len() < from + wide
        {
            self.cells.resize(from + wide, top);
        }
        let (known, new) = self.cells.split_at_mut(from);
        let before = &known[other.from..other.to];
        let (Some(&last), Some(late)) = (before.last(), new.get_mut(other.low..)) else { return };
        let (same, beyond) = late.split_at_mut(before.len().min(late.len()));
        for (cell, known) in same.iter_mut().zip(before) {
            *cell = (*cell).max(*known + value);
        }
        for cell in beyond {
            *cell = (*cell).max(last + value);
        }
    }

    /// The best values so far, by units at most; constant beyond the end.
    pub(crate) fn frontier(&self) -> &[C] {
        &self.frontier
    }

    /// Rows that end too late for the next shift elsewhere, by number, with end and place.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = (u32, i64, u32)> {
        self.waiting.iter().map(|it| (it.no, it.end, it.place))
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn end(&self, no: u32) -> (i64, u32) {
        let row = self.rows[no as usize];
        (row.end, row.place)
    }

    /// The cells of a row, and the units of the first one.
    pub(crate) fn cells(&self, no: u32) -> (usize, &[C]) {
        let row = self.rows[no as usize];
        (row.low, &self.cells[row.from..row.to])
    }

    /// The best value of row `no` with at most `units`; none when it takes more.
    pub(crate) fn value(&self, no: u32, units: usize) -> Option<C> {
        let (low, cells) = self.cells(no);
        let at = units.checked_sub(low)?;
        cells.get(at).or(cells.last()).copied()
    }

    /// How many cells there are: the effort.
    pub(crate) fn cells_len(&self) -> usize {
        self.cells.len()
    }
}

/// The greatest common divisor of the minutes of `stays`, at least 1.
pub(crate) fn grain(stays: &[Stay]) -> i64 {
    let mut grain: u32 = 0;
    for stay in stays {
        let (mut a, mut b) = (stay.minutes() as u32, grain);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        grain = a;
    }
    i64::from(grain.max(1))
}
