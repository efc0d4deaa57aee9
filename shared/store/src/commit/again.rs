use super::Commit;
use crate::value::{id, json, rows, to_json, write};
use crate::{Reader, StoreError};
use mainforte_documents::Record;
use mainforte_domain::DocumentId;
use rusqlite::Connection;

/// A record that this device wrote on a change which fell.
#[derive(Debug, Clone, PartialEq)]
pub struct WriteAgain {
    /// Where it stands.
    pub document: DocumentId,
    /// As it was before; none: it was not there.
    pub before: Option<Record>,
    /// As this device last showed it.
    pub after: Record,
}

/// Keeps what has to be written again, and forgets what was.
pub(super) fn note(connection: &Connection, commit: &Commit) -> Result<(), StoreError> {
    let doing = "keeping what has to be written again";
    for WriteAgain { document, before, after } in &commit.to_write_again {
        let before = before.as_ref().map(|record| to_json(doing, record)).transpose()?;
        let sql = "INSERT INTO to_write_again (document, before, after) VALUES (?1, ?2, ?3)";
        write(connection, doing, sql, (document.to_string(), before, to_json(doing, after)?))?;
    }
    let sql = "DELETE FROM to_write_again WHERE num = ?1";
    commit.written_again.iter().try_for_each(|num| write(connection, doing, sql, [num]).map(drop))
}

impl Reader {
    /// What this device has yet to write again, oldest first, by row.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn to_write_again(&self) -> Result<Vec<(i64, WriteAgain)>, StoreError> {
        let sql = "SELECT num, document, before, after FROM to_write_again ORDER BY num";
        rows(&self.connection, "reading what has to be written again", sql, [], |row| {
            let before = row.get_ref(2)?.as_str_or_null()?.is_some().then(|| json(row, 2)).transpose()?;
            Ok((row.get(0)?, WriteAgain { document: id(row, 1)?, before, after: json(row, 3)? }))
        })
    }
}
