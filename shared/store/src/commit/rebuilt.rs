use super::Commit;
use super::documents::document_num;
use crate::project::Projection;
use crate::store::last_position;
use crate::value::{Hashes, column, first, write};
use crate::{StoreError, error::Doing};
use mainforte_documents::{ChangeHash, Record};
use mainforte_domain::DocumentId;
use mainforte_sync::toggled;
use rusqlite::Connection;

/// A document that was made again because changes that stood in it no longer do.
#[derive(Debug, Clone)]
pub struct RebuiltDocument {
    /// Which.
    pub id: DocumentId,
    /// The changes that leave the log.
    pub fallen: Vec<ChangeHash>,
    /// Every record that it holds now.
    pub records: Vec<Record>,
    /// Its heads now.
    pub heads: Vec<ChangeHash>,
    /// The whole document, checked to load again; none: it is read from the log.
    pub snapshot: Option<Vec<u8>>,
}

/// Takes what fell out of the log, and makes what was made from the document anew.
pub(super) fn apply(
    connection: &Connection,
    commit: &Commit,
    projection: &mut Projection<'_>,
) -> Result<(), StoreError> {
    for rebuilt in &commit.rebuilt {
        let Some(num) = document_num(connection, &rebuilt.id)? else { continue };
        rebuilt.fallen.iter().try_for_each(|hash| take_out(connection, hash))?;
        projection.remove(&rebuilt.id, num)?;
        file_again(connection, num, rebuilt)?;
        for record in &rebuilt.records {
            projection.put(&rebuilt.id, num, record)?;
        }
    }
    Ok(())
}

/// The position stays taken and the chain goes on, or every peer's cursor would be void.
fn take_out(connection: &Connection, hash: &ChangeHash) -> Result<(), StoreError> {
    let doing = "taking a change out of the log";
    let sql = "INSERT INTO removed_positions (position, chain) SELECT position, chain FROM changes WHERE hash = ?1";
    write(connection, doing, sql, [hash])?;
    let sql = "DELETE FROM changes WHERE hash = ?1 RETURNING seal";
    let seal: Option<i64> = first(connection, doing, sql, [hash], |row| row.get(0))?;
    let sql = "DELETE FROM seals WHERE num = ?1 AND NOT EXISTS (SELECT 1 FROM changes WHERE seal = ?1)";
    write(connection, doing, sql, [seal]).map(drop)
}

/// Deletes the document's row, with which its read models go, and puts it back under the same number.
fn file_again(connection: &Connection, num: i64, rebuilt: &RebuiltDocument) -> Result<(), StoreError> {
    let doing = "filing a document again";
    // Until the end of the transaction, so that the changes may be without their document for a moment.
    connection.execute_batch("PRAGMA defer_foreign_keys = ON").doing(doing)?;
    let sql = "SELECT owner, reader FROM documents WHERE num = ?1";
    let filed = first(connection, doing, sql, [num], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let Some((owner, reader)) = filed else { return Ok(()) };
    let sql = "SELECT hash FROM changes WHERE document = ?1";
    let hashes: Vec<Hashes> = crate::value::rows(connection, doing, sql, [num], |row| row.get(0))?;
    let digest = hashes.iter().filter_map(|hash| hash.0.first()).fold([0; 32], toggled);
    write(connection, doing, "DELETE FROM documents WHERE num = ?1", [num])?;
    let sql = "INSERT INTO documents (num, id, owner, reader, digest, heads, snapshot, snapshot_position)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let position = if rebuilt.snapshot.is_some() { column(last_position(connection)?) } else { 0 };
    let (id, heads) = (rebuilt.id.to_string(), rebuilt.heads.concat());
    write(connection, doing, sql, (num, id, owner, reader, digest, heads, &rebuilt.snapshot, position)).map(drop)
}
