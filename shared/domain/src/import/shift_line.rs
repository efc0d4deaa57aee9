//! One line of a list of shifts.

use super::{
    Column, RefusedCell, ShiftColumn,
    cells::Cells,
    columns, shortened,
    vocabulary::{self, Vocabulary},
    wall_time,
};
use crate::{CityCalendar, KindId, Priority, RoleNeed, Window};

/// What one line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) title: String,
    pub(super) place: String,
    pub(super) window: Window,
    pub(super) priority: Priority,
    pub(super) kind: Option<KindId>,
    pub(super) role: String,
    pub(super) need: RoleNeed,
    /// `Header : value` of cells that were not understood and do not stop the shift.
    pub(super) notices: Vec<String>,
}

/// More hands than one role of one shift takes.
const HANDS_MAX: u32 = 1_000;
/// Longest title, place or role.
const NAME_CHARACTERS_MAX: usize = 200;

/// Reads one line, or says everything that is wrong with it.
pub(super) fn read(
    row: &Cells,
    columns: &[Column<ShiftColumn>],
    vocabulary: &Vocabulary,
    calendar: &CityCalendar,
) -> Result<Reading, Vec<RefusedCell>> {
    if let Some(trouble) = columns::row_trouble(row, columns) {
        return Err(vec![trouble]);
    }
    let line = Line { row, columns };
    let mut refused = Vec::new();
    let window = line.window(calendar).unwrap_or_else(|cells| {
        refused.extend(cells);
        None
    });
    let need = line.need().map_err(|cell| refused.push(cell)).ok();
    let place = line.name(ShiftColumn::Place);
    if place.is_empty() {
        refused.push(RefusedCell::Missing(ShiftColumn::Place.code()));
    }
    let (Some(window), Some(need), true) = (window, need, refused.is_empty()) else { return Err(refused) };

    let mut notices = Vec::new();
    let kind = line.known(ShiftColumn::Kind, &mut notices, |cell| vocabulary.kind(cell));
    let priority = line.known(ShiftColumn::Priority, &mut notices, priority).unwrap_or(Priority::USUAL);
    let title = [line.name(ShiftColumn::Title), line.name(ShiftColumn::Kind), place.clone()];
    let title = title.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    let role = Some(line.name(ShiftColumn::Role)).filter(|role| !role.is_empty()).unwrap_or_else(|| title.clone());
    Ok(Reading { title, place, window, priority, kind, role, need, notices })
}

/// Title, or else place, of a line that may be wrong otherwise.
pub(super) fn label(row: &Cells, columns: &[Column<ShiftColumn>]) -> String {
    let line = Line { row, columns };
    let names = [line.name(ShiftColumn::Title), line.name(ShiftColumn::Place), line.name(ShiftColumn::Role)];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

struct Line<'a> {
    row: &'a Cells,
    columns: &'a [Column<ShiftColumn>],
}

impl Line<'_> {
    /// The filled cell of a column.
    fn cell(&self, column: ShiftColumn) -> Option<String> {
        let place = self.columns.iter().position(|c| c.meaning == Some(column))?;
        Some(columns::cell(self.row, place, false)).filter(|cell| !cell.is_empty())
    }

    fn name(&self, column: ShiftColumn) -> String {
        self.cell(column).unwrap_or_default().chars().take(NAME_CHARACTERS_MAX).collect()
    }

    /// A cell that only adds to the shift: what is not understood is noticed.
    fn known<T>(&self, column: ShiftColumn, notices: &mut Vec<String>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let cell = self.cell(column)?;
        let known = read(&cell);
        if known.is_none() {
            let header = self.columns.iter().find(|c| c.meaning == Some(column)).map(|c| c.header.as_str());
            notices.push(format!("{} : {}", header.unwrap_or(column.code()), shortened(&cell)));
        }
        known
    }

    /// The shift's time; the cells that are missing or wrong otherwise.
    fn window(&self, calendar: &CityCalendar) -> Result<Option<Window>, Vec<RefusedCell>> {
        let day = match self.cell(ShiftColumn::Date) {
            Some(cell) => match wall_time::read(&cell) {
                Some(wall_time::WallTime::Date(date) | wall_time::WallTime::Both(date, _)) => Some(date),
                _ => return Err(vec![bad_time(&cell)]),
            },
            None => None,
        };
        let (start, end, cells) = self.start_and_end()?;
        match wall_time::window(day, start, end, calendar) {
            Some(window) => Ok(Some(window)),
            None if day.is_none() && matches!(start, wall_time::WallTime::Time(_)) => {
                Err(vec![RefusedCell::Missing(ShiftColumn::Date.code())])
            }
            None => Err(vec![bad_time(&cells)]),
        }
    }

    fn start_and_end(&self) -> Result<(wall_time::WallTime, wall_time::WallTime, String), Vec<RefusedCell>> {
        if let Some(cell) = self.cell(ShiftColumn::Hours) {
            let (start, end) = wall_time::span(&cell).ok_or_else(|| vec![bad_time(&cell)])?;
            return Ok((start, end, cell));
        }
        let time = |column: ShiftColumn| {
            let cell = self.cell(column).ok_or(RefusedCell::Missing(column.code()))?;
            wall_time::read(&cell).map(|time| (time, cell.clone())).ok_or_else(|| bad_time(&cell))
        };
        match (time(ShiftColumn::Start), time(ShiftColumn::End)) {
            (Ok((start, from)), Ok((end, until))) => Ok((start, end, format!("{from} – {until}"))),
            (start, end) => Err([start.err(), end.err()].into_iter().flatten().collect()),
        }
    }

    /// How many hands: one number alone is both what is wanted and the most.
    fn need(&self) -> Result<RoleNeed, RefusedCell> {
        let number = |column: ShiftColumn| {
            let read = |cell: String| cell.parse().map_err(|_| RefusedCell::BadNumber(shortened(&cell)));
            self.cell(column).map(read).transpose()
        };
        let (min, max): (Option<u32>, Option<u32>) = (number(ShiftColumn::Min)?, number(ShiftColumn::Max)?);
        let (min, max) = match (min, max) {
            (Some(min), Some(max)) => (min, max),
            (None, Some(max)) => (max, max),
            (Some(min), None) => (min, min.max(1)),
            (None, None) => (1, 1),
        };
        if !(1..=HANDS_MAX).contains(&max) {
            return Err(RefusedCell::BadNumber(max.to_string()));
        }
        if min > max {
            return Err(RefusedCell::BadNumber(format!("{min} > {max}")));
        }
        Ok(RoleNeed { skill: self.cell(ShiftColumn::Skill).map(|cell| skill(&cell)), min, max })
    }
}

fn skill(cell: &str) -> String {
    vocabulary::skill(&cell.chars().take(80).collect::<String>())
}

fn priority(cell: &str) -> Option<Priority> {
    match crate::fold(cell).as_str() {
        "haute" | "urgent" | "urgente" | "high" => Priority::new(1),
        "normale" | "moyenne" | "normal" | "medium" => Some(Priority::USUAL),
        "basse" | "faible" | "low" => Priority::new(3),
        number => Priority::new(number.parse().ok()?),
    }
}

fn bad_time(cell: &str) -> RefusedCell {
    RefusedCell::BadTime(shortened(cell))
}
