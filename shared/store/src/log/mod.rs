//! The log of sealed changes: what is held, what a peer may have of it, and how far each has come.

mod listing;
mod peers;
mod private;
mod recent;
mod sealed;
mod slice;
mod towards;
mod unsent;
mod waiting;

pub use listing::ListingPage;
pub(crate) use recent::Appended;
pub use recent::Recent;
pub use slice::LogSlice;
#[cfg(test)]
pub(crate) use slice::READABLE_AFTER;
#[cfg(test)]
pub(crate) use unsent::AUDIENCES;
pub use waiting::Waiting;

use crate::commit::seal_counter;
use crate::value::{column, first, rows};
use crate::{Reader, StoreError};
use mainforte_documents::ChangeHash;
use mainforte_domain::DocumentId;
use mainforte_sync::TrustEntry;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// A document as it is stored: apply the changes, in this order, to the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoredDocument {
    /// The whole document at some point; none: begin with an empty one.
    pub snapshot: Option<Vec<u8>>,
    /// The changes since, in the order of the log.
    pub changes: Vec<Vec<u8>>,
}

impl Reader {
    /// The hash over the log up to a position; none when the log does not go so far. A cursor that disagrees belongs to
    /// another log.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn chain_at(&self, position: u64) -> Result<Option<[u8; 16]>, StoreError> {
        chain_at(&self.connection, position)
    }

    /// A document; none when nothing of it is held.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn document(&self, id: &DocumentId) -> Result<Option<StoredDocument>, StoreError> {
        let doing = "loading a document";
        let reading = self.at_once()?;
        let sql = "SELECT num, snapshot, snapshot_position FROM documents WHERE id = ?1";
        let found = first(&reading, doing, sql, [id.to_string()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, i64>(2)?))
        })?;
        let Some((num, snapshot, from)) = found else { return Ok(None) };
        let sql = "SELECT bytes FROM changes WHERE document = ?1 AND position > ?2 ORDER BY position";
        let changes = rows(&reading, doing, sql, [num, from], |row| row.get(0))?;
        Ok(Some(StoredDocument { snapshot, changes }))
    }

    /// The last changes of a document, on which nothing builds yet; none of one that is not held.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn heads(&self, id: &DocumentId) -> Result<Vec<ChangeHash>, StoreError> {
        let sql = "SELECT heads FROM documents WHERE id = ?1";
        let found = first(&self.connection, "reading a document's last changes", sql, [id.to_string()], |row| {
            row.get::<_, Vec<u8>>(0)
        })?;
        Ok(found.unwrap_or_default().as_chunks::<32>().0.to_vec())
    }

    /// The ids of all documents, sorted.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentId>, StoreError> {
        let sql = "SELECT id FROM documents ORDER BY id";
        rows(&self.connection, "listing the documents", sql, [], |row| crate::value::id(row, 0))
    }

    /// Which of these changes are held already.
    ///
    /// # Errors
    /// When they cannot be looked up.
    pub fn known(&self, hashes: &[ChangeHash]) -> Result<BTreeSet<ChangeHash>, StoreError> {
        let reading = self.at_once()?;
        let sql = "SELECT hash FROM changes WHERE hash = ?1";
        let look = |hash| first(&reading, "looking for changes", sql, [hash], |row| row.get(0)).transpose();
        hashes.iter().filter_map(look).collect()
    }

    /// The trust log from its beginning.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn trust_log(&self) -> Result<Vec<TrustEntry>, StoreError> {
        let doing = "reading the trust log";
        let sql = "SELECT entry FROM trust_log ORDER BY number";
        let entries = rows(&self.connection, doing, sql, [], |row| row.get::<_, Vec<u8>>(0))?;
        let read = |bytes: Vec<u8>| postcard::from_bytes(&bytes).map_err(|error| StoreError::damaged(doing, error));
        entries.into_iter().map(read).collect()
    }

    /// The number of this device's next seal, one more than that of its last committed one; a commit with several seals
    /// numbers them from here on. No number ever stands on two seals that left the device.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn next_counter(&self) -> Result<u64, StoreError> {
        Ok(seal_counter(&self.connection)?.saturating_add(1))
    }
}

pub(crate) fn chain_at(connection: &Connection, position: u64) -> Result<Option<[u8; 16]>, StoreError> {
    if position == 0 {
        return Ok(Some([0; 16]));
    }
    let sql = "SELECT chain FROM changes WHERE position = ?1
        UNION ALL SELECT chain FROM removed_positions WHERE position = ?1";
    first(connection, "reading the log's chain", sql, [column(position)], |row| row.get(0))
}
