use mainforte_domain::WeekWindow;

pub(super) const DAYS: usize = 7;
pub(super) const HOURS: usize = 24;

/// One hour of one day; Monday is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) day: usize,
    pub(super) hour: usize,
}

impl Cell {
    pub(super) const FIRST: Cell = Cell { day: 0, hour: 0 };

    pub(super) fn index(self) -> usize {
        self.day * HOURS + self.hour
    }

    /// Where an arrow key leads; nothing at the edge and for other keys.
    pub(super) fn towards(self, key: &str) -> Option<Cell> {
        let Cell { day, hour } = self;
        match key {
            "ArrowLeft" => Some(Cell { day, hour: hour.checked_sub(1)? }),
            "ArrowRight" => (hour + 1 < HOURS).then_some(Cell { day, hour: hour + 1 }),
            "ArrowUp" => Some(Cell { day: day.checked_sub(1)?, hour }),
            "ArrowDown" => (day + 1 < DAYS).then_some(Cell { day: day + 1, hour }),
            "Home" => Some(Cell { day, hour: 0 }),
            "End" => Some(Cell { day, hour: HOURS - 1 }),
            _ => None,
        }
    }

    fn window(self) -> (u16, u16) {
        let from = u16::try_from(self.index() * 60).unwrap_or(u16::MAX);
        (from, from.saturating_add(60))
    }
}

/// A week of availability in whole hours on the screen; minutes outside the painted hours stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Painted {
    windows: Vec<WeekWindow>,
}

impl Painted {
    pub(super) fn of(windows: &[WeekWindow]) -> Self {
        Self { windows: WeekWindow::normalised(windows.to_vec()) }
    }

    pub(super) fn windows(self) -> Vec<WeekWindow> {
        self.windows
    }

    /// An hour counts as free when the person can for more than half of it.
    pub(super) fn is_free(&self, cell: Cell) -> bool {
        let (from, until) = cell.window();
        let free: u16 = self.windows.iter().map(|w| w.until.min(until).saturating_sub(w.from.max(from))).sum();
        free > 30
    }

    pub(super) fn with(&self, cell: Cell, free: bool) -> Self {
        let (from, until) = cell.window();
        let mut windows: Vec<WeekWindow> = if free { self.windows.clone() } else { Vec::new() };
        if free {
            windows.extend(WeekWindow::new(from, until));
        } else {
            for window in &self.windows {
                windows.extend(WeekWindow::new(window.from, window.until.min(from)));
                windows.extend(WeekWindow::new(window.from.max(until), window.until));
            }
        }
        Self { windows: WeekWindow::normalised(windows) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: u16, until: u16) -> WeekWindow {
        WeekWindow::new(from, until).unwrap()
    }

    #[test]
    fn painting_joins_hours_and_wiping_cuts_them() {
        let (nine, ten) = (Cell { day: 0, hour: 9 }, Cell { day: 0, hour: 10 });
        let week = Painted::of(&[]).with(nine, true).with(ten, true);
        assert_eq!(week.clone().windows(), vec![window(540, 660)]);
        assert_eq!(week.with(nine, false).windows(), vec![window(600, 660)]);
    }

    #[test]
    fn quarters_of_an_hour_outside_the_painted_hour_stay() {
        let week = Painted::of(&[window(525, 675)]).with(Cell { day: 0, hour: 9 }, false);
        assert_eq!(week.windows(), vec![window(525, 540), window(600, 675)]);
    }

    #[test]
    fn arrows_stop_at_the_edges() {
        assert_eq!(Cell::FIRST.towards("ArrowLeft"), None);
        assert_eq!(Cell { day: 6, hour: 23 }.towards("ArrowDown"), None);
        assert_eq!(Cell::FIRST.towards("End"), Some(Cell { day: 0, hour: 23 }));
    }
}
