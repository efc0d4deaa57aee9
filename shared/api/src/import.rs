//! Importing a table: the file, then every line's fate.

use mainforte_domain::{ShiftId, VolunteerId};
use serde::{Deserialize, Serialize};

/// Bytes as base64 text (standard alphabet, padded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base64(pub String);

/// A file that the user chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFile {
    /// Its name, for messages and history.
    pub name: String,
    /// What is in it.
    pub content: Base64,
}

/// A column as it was recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    /// The header as it stands in the file.
    pub header: String,
    /// What it was taken for (`family`, `phone`, …); none: kept in the note.
    pub meaning: Option<String>,
    /// Up to three values.
    pub samples: Vec<String>,
}

/// Counts of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportCounts {
    /// New.
    pub taken: u32,
    /// Joined with another line or a known person: same name, and same phone or e-mail.
    pub merged: u32,
    /// Perhaps the same as somebody: for people to say.
    pub proposed: u32,
    /// Not taken.
    pub refused: u32,
}

/// What an import of people did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleReport {
    /// `utf-8`, `utf-16` or `windows-1252`.
    pub encoding: String,
    /// How the columns were understood.
    pub columns: Vec<ColumnView>,
    /// Counts.
    pub counts: ImportCounts,
    /// Line by line, in the file's order.
    pub lines: Vec<LineView>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// Its number in the file; the header is line 1.
    pub line: u32,
    /// The name on it.
    pub name: String,
    /// What becomes of it.
    pub fate: LineFate,
    /// Words that were not understood and are kept in the note.
    pub kept_in_note: Vec<String>,
}

/// What becomes of a line of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum LineFate {
    /// A new person.
    Taken,
    /// The same person as an earlier line.
    MergedWithLine {
        /// That line.
        line: u32,
    },
    /// The same person as one who is already there.
    MergedWithKnown {
        /// Who.
        id: VolunteerId,
        /// Their name.
        name: String,
    },
    /// Perhaps the same as an earlier line or a known person.
    Proposed {
        /// The earlier line.
        line: Option<u32>,
        /// The known person.
        id: Option<VolunteerId>,
        /// Their name.
        name: String,
        /// Whether they share a phone or e-mail (else: the name).
        same_contact: bool,
    },
    /// Not taken.
    Refused {
        /// Why, cell by cell.
        cells: Vec<RefusedCell>,
    },
}

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum RefusedCell {
    /// No name.
    NoName,
    /// Neither phone nor e-mail.
    NoContact,
    /// Not a phone number.
    BadPhone {
        /// As it stands.
        value: String,
    },
    /// Not an e-mail address.
    BadEmail {
        /// As it stands.
        value: String,
    },
    /// Not a date or a time.
    BadTime {
        /// As it stands.
        value: String,
    },
    /// Not a number that fits.
    BadNumber {
        /// As it stands.
        value: String,
    },
    /// A cell that must be filled.
    Missing {
        /// The column's meaning.
        column: String,
    },
    /// More cells than columns.
    TooManyCells,
    /// A cell or the line is too long.
    TooLong,
}

/// What an import of shifts did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftsReport {
    /// `utf-8`, `utf-16` or `windows-1252`.
    pub encoding: String,
    /// How the columns were understood.
    pub columns: Vec<ColumnView>,
    /// Counts.
    pub counts: ImportCounts,
    /// Line by line.
    pub lines: Vec<ShiftLineView>,
    /// The shifts made; empty in a preview.
    pub shifts: Vec<ShiftId>,
}

/// One line of shifts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftLineView {
    /// Its number in the file.
    pub line: u32,
    /// Title and place.
    pub title: String,
    /// What becomes of it.
    pub fate: ShiftLineFate,
}

/// What becomes of a line of shifts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum ShiftLineFate {
    /// A new shift.
    Taken,
    /// One more role of the shift of an earlier line.
    JoinedToLine {
        /// That line.
        line: u32,
    },
    /// The same shift is already there.
    AlreadyThere,
    /// Not taken.
    Refused {
        /// Why.
        cells: Vec<RefusedCell>,
    },
}
