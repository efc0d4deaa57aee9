//! Tables as people really have them: spreadsheets saved as CSV, with whatever encoding, separator, headers, phone
//! numbers and duplicates. Bytes in, a line-by-line report out; nothing is written here, and nothing is lost silently.

mod cells;
mod columns;
mod contacts;
mod encoding;
mod imported_person;
mod matching;
mod people;
mod person_columns;
mod person_line;
mod shift_columns;
mod shift_line;
mod shifts;
mod table;
mod usual_week;
mod vocabulary;
mod wall_time;

pub use columns::Column;
pub use encoding::Encoding;
pub use imported_person::{Field, ImportedPerson};
pub use matching::{Candidate, KnownPerson, Likeness};
pub use people::{PeopleImport, PersonFate, PersonLine, read_people};
pub use person_columns::PersonColumn;
pub use shift_columns::ShiftColumn;
pub use shifts::{ShiftDraft, ShiftFate, ShiftLine, ShiftsImport, read_shifts};
pub use table::{TableError, TableLimits};
pub use usual_week::{UsualWeek, read_usual_week};
pub use vocabulary::skill as read_skill;

/// Why a line cannot be taken. Values are as they stand in the file, shortened to 80 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedCell {
    /// No name.
    NoName,
    /// Neither phone nor e-mail.
    NoContact,
    /// Not a phone number.
    BadPhone(String),
    /// Not an e-mail address.
    BadEmail(String),
    /// Not a date or a time, or a shift of more than 24 hours.
    BadTime(String),
    /// Not a number that fits.
    BadNumber(String),
    /// A cell that must be filled, by its column's code.
    Missing(&'static str),
    /// More cells than the header has: what stands where cannot be told.
    TooManyCells,
    /// A cell longer than [`TableLimits::CELL_CHARACTERS`].
    TooLong,
}

/// How many lines had which fate. Empty lines are in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportCounts {
    /// New.
    pub taken: u32,
    /// Joined with an earlier line or with what is already known.
    pub merged: u32,
    /// Perhaps the same as somebody: for people to say.
    pub proposed: u32,
    /// Not taken.
    pub refused: u32,
}

/// A line above the header: a list's title, mostly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleLine {
    /// Its number in the file, from 1.
    pub line: u32,
    /// Its filled cells.
    pub text: String,
}

/// One line of text without control characters and doubled spaces.
fn clean(text: &str) -> String {
    let visible = text.split(|c: char| c.is_whitespace() || c.is_control() || is_direction_mark(c));
    visible.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Marks that turn the direction of text and let a name look like another.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn shortened(text: &str) -> String {
    clean(text).chars().take(80).collect()
}
