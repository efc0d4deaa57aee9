use super::settle::device_name;
use crate::value::{minute, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_api::QuarantineRow;
use mainforte_domain::DeviceId;

impl Reader {
    /// What was refused, newest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn quarantine(&self) -> Result<Vec<QuarantineRow>, StoreError> {
        let reading = self.at_once()?;
        let sql = "SELECT id, document, author, source, reason, at FROM quarantine ORDER BY id DESC";
        let refused = rows(&reading, "reading the quarantine", sql, [], |row| {
            let (author, source): (Option<[u8; 32]>, Option<[u8; 32]>) = (row.get(2)?, row.get(3)?);
            Ok(QuarantineRow {
                id: row.get(0)?,
                document: row.get(1)?,
                author: author.map(DeviceId),
                author_name: String::new(),
                brought_by: source.map(DeviceId),
                reason: row.get(4)?,
                at: minute(row, 5)?,
            })
        })?;
        let named = |row: QuarantineRow| {
            let author_name = row.author.map(|author| device_name(&reading, &author)).transpose()?;
            Ok(QuarantineRow { author_name: author_name.unwrap_or_default(), ..row })
        };
        refused.into_iter().map(named).collect()
    }

    /// Whether no refused change is kept.
    ///
    /// # Errors
    /// When it cannot be seen.
    pub fn is_quarantine_empty(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM quarantine)";
        Ok(number(&self.connection, "looking into the quarantine", sql, [])? == 0)
    }

    /// How many refused changes are kept.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub fn quarantined(&self) -> Result<u32, StoreError> {
        Ok(small(number(&self.connection, "counting the quarantine", "SELECT count(*) FROM quarantine", [])?))
    }
}
