use crate::value::{maybe_id, minute, rows, small};
use crate::{Reader, StoreError};
use mainforte_api::HistoryRow;

impl Reader {
    /// What was done on this device, newest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn history(&self, limit: u32) -> Result<Vec<HistoryRow>, StoreError> {
        let sql = "SELECT entry, at, name, subject, count, undo IS NOT NULL AND undone = 0, undone, volunteer
            FROM commands ORDER BY entry DESC LIMIT ?1";
        rows(&self.connection, "reading the history", sql, [limit], |row| {
            Ok(HistoryRow {
                entry: row.get(0)?,
                at: minute(row, 1)?,
                command: row.get(2)?,
                subject: row.get(3)?,
                count: small(row.get(4)?),
                can_undo: row.get(5)?,
                undone: row.get(6)?,
                volunteer: maybe_id(row, 7)?,
            })
        })
    }
}
