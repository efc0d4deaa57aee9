//! Schedules of one volunteer in one week, by their last shift and their minutes.
//!
//! For each shift there is a row: the best value of a schedule that ends with this shift and takes at most so many minutes
//! of the week. Rows of shifts that end in time for the next one are joined into a single frontier. Minutes are counted in
//! units of their greatest common divisor. A row only stores the cells between the shift's own minutes and the most that
//! can go before it: below there is nothing, above it stays the same.

/// Less than any schedule.
pub(crate) const IMPOSSIBLE: i64 = i64::MIN / 4;

/// A shift on a volunteer's day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stay {
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// Equal numbers need no turnaround between them.
    pub(crate) place: u32,
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

/// The rows, the frontier and what still waits to be joined.
#[derive(Default)]
pub(crate) struct Rows {
    rows: Vec<Row>,
    cells: Vec<i64>,
    frontier: Vec<i64>,
    waiting: Vec<u32>,
    units: usize,
}

impl Rows {
    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.cells.clear();
        self.waiting.clear();
    }

    /// Starts a week of `units` with a value in hand; the new row stands for all that came before.
    pub(crate) fn open(&mut self, units: usize, value: i64) {
        self.units = units;
        self.waiting.clear();
        self.frontier.clear();
        self.frontier.push(value);
        self.push(i64::MIN, 0, value);
    }

    /// Adds a row that takes no minutes of this week, and still holds up what comes next.
    pub(crate) fn carry(&mut self, end: i64, place: u32, value: i64) {
        self.waiting.push(self.rows.len() as u32);
        self.push(end, place, value);
    }

    fn push(&mut self, end: i64, place: u32, value: i64) {
        let from = self.cells.len();
        self.cells.push(value);
        self.rows.push(Row { end, place, from, to: from + 1, low: 0 });
    }

    /// Joins the rows that end in time for `start`, wherever it is.
    pub(crate) fn release(&mut self, start: i64, turnaround: i64) {
        let mut at = 0;
        while let Some(&no) = self.waiting.get(at) {
            let row = self.rows[no as usize];
            if row.end.saturating_add(turnaround) <= start {
                self.waiting.swap_remove(at);
                self.join(row);
            } else {
                at += 1;
            }
        }
    }

    fn join(&mut self, row: Row) {
        let cells = &self.cells[row.from..row.to];
        let (Some(&last), Some(&top)) = (cells.last(), self.frontier.last()) else { return };
        let high = row.low + cells.len();
        if last > top && high > self.frontier.len() {
            self.frontier.resize(high, top);
        }
        for (best, cell) in self.frontier.iter_mut().skip(row.low).zip(cells) {
            *best = (*best).max(*cell);
        }
        for best in self.frontier.iter_mut().skip(high) {
            *best = (*best).max(last);
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
        let before = &self.frontier[..room.min(self.frontier.len())];
        self.cells.extend(before.iter().map(|value| value + stay.value));
        for at in 0..self.waiting.len() {
            let other = self.rows[self.waiting[at] as usize];
            if other.place == stay.place && other.end <= stay.start {
                self.follow(from, other, room, stay.value);
            }
        }
        if leads {
            self.waiting.push(self.rows.len() as u32);
        }
        self.rows.push(Row { end: stay.end, place: stay.place, from, to: self.cells.len(), low: taken });
    }

    /// Improves the cells from `from` on, with room for `room`, by schedules that end with `other` just before.
    fn follow(&mut self, from: usize, other: Row, room: usize, value: i64) {
        let wide = (other.low + other.to - other.from).min(room);
        if let Some(&top) = self.cells.get(from..).and_then(<[i64]>::last)
            && self.cells.len() < from + wide
        {
            self.cells.resize(from + wide, top);
        }
        let (known, new) = self.cells.split_at_mut(from);
        let before = &known[other.from..other.to];
        let Some(&last) = before.last() else { return };
        let late = new.iter_mut().skip(other.low);
        let values = before.iter().copied().chain(std::iter::repeat(last));
        for (cell, known) in late.zip(values) {
            *cell = (*cell).max(known + value);
        }
    }

    /// The best values so far, by units at most; constant beyond the end.
    pub(crate) fn frontier(&self) -> &[i64] {
        &self.frontier
    }

    /// Rows that end too late for the next shift elsewhere, by number, with end and place.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = (u32, i64, u32)> {
        self.waiting.iter().map(|&no| (no, self.rows[no as usize].end, self.rows[no as usize].place))
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn end(&self, no: u32) -> (i64, u32) {
        let row = self.rows[no as usize];
        (row.end, row.place)
    }

    /// The cells of a row, and the units of the first one.
    pub(crate) fn cells(&self, no: u32) -> (usize, &[i64]) {
        let row = self.rows[no as usize];
        (row.low, &self.cells[row.from..row.to])
    }

    /// The best value of row `no` with at most `units`.
    pub(crate) fn value(&self, no: u32, units: usize) -> i64 {
        let (low, cells) = self.cells(no);
        match (units.checked_sub(low), cells.last()) {
            (Some(at), Some(last)) => *cells.get(at).unwrap_or(last),
            _ => IMPOSSIBLE,
        }
    }

    /// How many cells there are: the effort.
    pub(crate) fn cells_len(&self) -> usize {
        self.cells.len()
    }
}

/// The greatest common divisor of the minutes of `stays`, at least 1.
pub(crate) fn grain<'a>(stays: impl Iterator<Item = &'a Stay>) -> i64 {
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
