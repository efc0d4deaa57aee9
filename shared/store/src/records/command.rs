use crate::value::{first, maybe_id, minute, small};
use crate::{Reader, StoreError};
use mainforte_domain::{Minute, VolunteerId};

/// A step of the history, with what undoing it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCommand {
    /// Its number.
    pub entry: i64,
    /// When.
    pub at: Minute,
    /// The command's name.
    pub name: String,
    /// What it was about.
    pub subject: String,
    /// How many things it wrote.
    pub count: u32,
    /// What undoing it takes; none: it has no undo, or was undone.
    pub undo: Option<serde_json::Value>,
    /// The person it was about.
    pub volunteer: Option<VolunteerId>,
    /// Whether it was taken back.
    pub undone: bool,
}

impl Reader {
    /// A step of the history.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn command(&self, entry: i64) -> Result<Option<StoredCommand>, StoreError> {
        let sql = "SELECT at, name, subject, count, undo, volunteer, undone FROM commands WHERE entry = ?1";
        first(&self.connection, "reading a step of the history", sql, [entry], |row| {
            Ok(StoredCommand {
                entry,
                at: minute(row, 0)?,
                name: row.get(1)?,
                subject: row.get(2)?,
                count: small(row.get(3)?),
                undo: row.get(4)?,
                volunteer: maybe_id(row, 5)?,
                undone: row.get(6)?,
            })
        })
    }
}
