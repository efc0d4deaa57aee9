use super::Commit;
use crate::StoreError;
use crate::project::Projection;
use crate::store::last_position;
use crate::value::{column, first, write};
use mainforte_documents::{ChangeHash, Record};
use mainforte_domain::DocumentId;
use rusqlite::Connection;

/// What became of a document.
#[derive(Debug, Clone)]
pub struct DocumentUpdate {
    /// Which.
    pub id: DocumentId,
    /// The records that were touched, as they stand now.
    pub records: Vec<Record>,
    /// Its heads now.
    pub heads: Vec<ChangeHash>,
    /// The whole document, checked to load again: from now on loading begins here.
    pub snapshot: Option<Vec<u8>>,
}

/// Keeps heads and snapshots and projects the records into the read models.
pub(super) fn update(
    connection: &Connection,
    commit: &Commit,
    projection: &mut Projection<'_>,
) -> Result<(), StoreError> {
    for update in &commit.documents {
        let Some(num) = document_num(connection, &update.id)? else {
            // Nothing of it was ever logged, so it is nowhere to be read from either.
            continue;
        };
        let sql = "UPDATE documents SET heads = ?2 WHERE num = ?1";
        write(connection, "keeping a document's heads", sql, (num, update.heads.concat()))?;
        if let Some(snapshot) = &update.snapshot {
            let sql = "UPDATE documents SET snapshot = ?2, snapshot_position = ?3 WHERE num = ?1";
            let position = column(last_position(connection)?);
            write(connection, "keeping a snapshot", sql, (num, snapshot, position))?;
        }
        for record in &update.records {
            projection.put(&update.id, num, record)?;
        }
    }
    Ok(())
}

pub(crate) fn document_num(connection: &Connection, id: &DocumentId) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT num FROM documents WHERE id = ?1";
    first(connection, "looking for a document", sql, [id.to_string()], |row| row.get(0))
}
