use super::{
    Column, Encoding, ImportCounts, RefusedCell, ShiftColumn, TableError, TitleLine, shift_columns, shift_line,
    table::{Table, is_empty},
    vocabulary::Vocabulary,
};
use crate::{CityCalendar, KindId, Priority, Registry, RoleNeed, Window, fold};
use std::collections::BTreeMap;

/// What a list of shifts says, and what becomes of each of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftsImport {
    /// How the bytes were read.
    pub encoding: Encoding,
    /// How the columns were understood.
    pub columns: Vec<Column<ShiftColumn>>,
    /// Lines above the header.
    pub titles: Vec<TitleLine>,
    /// Each line below the header, in the file's order.
    pub lines: Vec<ShiftLine>,
    /// The shifts, in the order of their first lines.
    pub shifts: Vec<ShiftDraft>,
    /// How many lines had which fate; merged are those joined to an earlier line or there already.
    pub counts: ImportCounts,
}

/// A shift as a list tells, before it has an id or a place's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftDraft {
    /// The first line that told of it.
    pub line: u32,
    /// What it is called; its kind or place when the list does not say.
    pub title: String,
    /// The place's name.
    pub place: String,
    /// When.
    pub window: Window,
    /// The most urgent of its lines.
    pub priority: Priority,
    /// The kind of help, when the list says one that the registry has.
    pub kind: Option<KindId>,
    /// Places by role; the role is the shift's title when the list does not say.
    pub roles: BTreeMap<String, RoleNeed>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftLine {
    /// Its number in the file, from 1.
    pub line: u32,
    /// The shift's title, or its place.
    pub title: String,
    /// What becomes of it.
    pub fate: ShiftFate,
    /// `Header : value` of each cell that was not understood and left out.
    pub notices: Vec<String>,
}

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShiftFate {
    /// A new shift.
    Taken,
    /// One more role of an earlier line's shift: the same title, place and time.
    JoinedToLine(u32),
    /// An earlier line has told of the same role in the same shift; this one adds nothing.
    AlreadyInLine(u32),
    /// Not taken.
    Refused(Vec<RefusedCell>),
    /// Nothing is on it.
    Empty,
}

/// Reads a list of shifts: CSV as for people, with a place, times (`9h`, `09:00`, ISO; dates day first) and numbers of
/// hands. Times are the city's wall clock unless they carry an offset; an end before the start is on the next day. Lines
/// of the same title, place and time become one shift with several roles.
pub fn read_shifts(bytes: &[u8], registry: &Registry, calendar: &CityCalendar) -> Result<ShiftsImport, TableError> {
    let table = Table::read(bytes, shift_columns::meanings)?;
    let mut gathering = Gathering::default();
    let vocabulary = Vocabulary::of(registry);
    for row in &table.rows {
        let (fate, notices) = if is_empty(row) {
            (ShiftFate::Empty, Vec::new())
        } else {
            match shift_line::read(row, &table.columns, &vocabulary, calendar) {
                Ok(mut reading) => {
                    let notices = std::mem::take(&mut reading.notices);
                    (gathering.gather(row.line, reading), notices)
                }
                Err(cells) => (ShiftFate::Refused(cells), Vec::new()),
            }
        };
        let title = shift_line::label(row, &table.columns);
        gathering.lines.push(ShiftLine { line: row.line, title, fate, notices });
    }
    let counts = count(&gathering.lines);
    Ok(ShiftsImport {
        encoding: table.encoding,
        columns: table.columns,
        titles: table.titles,
        lines: gathering.lines,
        shifts: gathering.shifts,
        counts,
    })
}

/// Folded title, folded place, time.
type ShiftKey = (String, String, Window);

#[derive(Default)]
struct Gathering {
    lines: Vec<ShiftLine>,
    shifts: Vec<ShiftDraft>,
    /// Where each shift stands in `shifts`.
    places: BTreeMap<ShiftKey, usize>,
    /// The line that told of each role: by shift and folded role.
    roles: BTreeMap<(usize, String), u32>,
}

impl Gathering {
    fn gather(&mut self, line: u32, reading: shift_line::Reading) -> ShiftFate {
        let key = (fold(&reading.title), fold(&reading.place), reading.window);
        let place = *self.places.entry(key).or_insert(self.shifts.len());
        let role_key = (place, fold(&reading.role));
        if let Some(earlier) = self.roles.get(&role_key) {
            return ShiftFate::AlreadyInLine(*earlier);
        }
        self.roles.insert(role_key, line);
        let Some(shift) = self.shifts.get_mut(place) else {
            self.shifts.push(draft(line, reading));
            return ShiftFate::Taken;
        };
        shift.roles.insert(reading.role, reading.need);
        shift.priority = shift.priority.min(reading.priority);
        shift.kind = shift.kind.take().or(reading.kind);
        ShiftFate::JoinedToLine(shift.line)
    }
}

fn draft(line: u32, reading: shift_line::Reading) -> ShiftDraft {
    ShiftDraft {
        line,
        title: reading.title,
        place: reading.place,
        window: reading.window,
        priority: reading.priority,
        kind: reading.kind,
        roles: BTreeMap::from([(reading.role, reading.need)]),
    }
}

fn count(lines: &[ShiftLine]) -> ImportCounts {
    let mut counts = ImportCounts::default();
    for line in lines {
        match line.fate {
            ShiftFate::Taken => counts.taken += 1,
            ShiftFate::JoinedToLine(_) | ShiftFate::AlreadyInLine(_) => counts.merged += 1,
            ShiftFate::Refused(_) => counts.refused += 1,
            ShiftFate::Empty => {}
        }
    }
    counts
}
