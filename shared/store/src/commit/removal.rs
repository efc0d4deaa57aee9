use super::documents::document_num;
use crate::StoreError;
use crate::project::Projection;
use crate::value::{first, rows, write};
use mainforte_api::Topic;
use mainforte_domain::{DocumentId, OrgId, VolunteerId};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Deletes documents with all that was made from them: changes, seals that cover nothing else, read models, full text,
/// quarantine. Of a person who is known from nowhere else, the history forgets the name.
pub(super) fn remove(
    connection: &Connection,
    removed: &[DocumentId],
    projection: &mut Projection<'_>,
) -> Result<(), StoreError> {
    let mut gone = BTreeSet::new();
    for id in removed {
        let sql = "DELETE FROM quarantine WHERE document = ?1";
        if write(connection, "forgetting refused changes", sql, [id.to_string()])? > 0 {
            projection.touch([Topic::Quarantine]);
        }
        let sql = "DELETE FROM to_write_again WHERE document = ?1";
        write(connection, "forgetting what was to be written again", sql, [id.to_string()])?;
        let Some(num) = document_num(connection, id)? else { continue };
        projection.remove(id, num)?;
        remove_changes(connection, num)?;
        write(connection, "removing a document", "DELETE FROM documents WHERE num = ?1", [num])?;
        gone.extend(id.subject().map(VolunteerId::as_str));
    }
    forget_in_history(connection, gone)
}

/// The positions stay taken and the chain goes on, or every peer's cursor would be void.
fn remove_changes(connection: &Connection, document: i64) -> Result<(), StoreError> {
    let doing = "removing a document's changes";
    let sql = "INSERT INTO removed_positions (position, chain) SELECT position, chain FROM changes WHERE document = ?1";
    write(connection, doing, sql, [document])?;
    let sql = "DELETE FROM changes WHERE document = ?1 RETURNING seal";
    let seals: Vec<i64> = crate::value::rows(connection, doing, sql, [document], |row| row.get(0))?;
    let sql = "DELETE FROM seals WHERE num = ?1 AND NOT EXISTS (SELECT 1 FROM changes WHERE seal = ?1)";
    seals.into_iter().try_for_each(|seal| write(connection, doing, sql, [seal]).map(drop))
}

/// The documents about a person of `owner`, held or refused, whom the trust log names by a hash.
pub(super) fn about(
    connection: &Connection,
    owner: &OrgId,
    tombstone: &[u8; 32],
) -> Result<Vec<DocumentId>, StoreError> {
    let sql = "SELECT id FROM documents WHERE owner = ?1 UNION SELECT document FROM quarantine";
    let names: Vec<String> =
        rows(connection, "looking for a person's documents", sql, [owner.as_str()], |row| row.get(0))?;
    let about = names.iter().filter_map(|name| DocumentId::parse(name).ok()).filter(|id| {
        let meant = |volunteer| mainforte_sync::tombstone(id.owner(), volunteer) == *tombstone;
        id.owner() == owner && id.subject().is_some_and(meant)
    });
    Ok(about.collect())
}

/// Forgets those of these people of whom nothing else is known, in one pass over the history however many they are. Steps
/// about several people name one of them at most, and undoing them may write names: both go.
fn forget_in_history(connection: &Connection, mut gone: BTreeSet<&str>) -> Result<(), StoreError> {
    let doing = "forgetting people in the history";
    for volunteer in gone.clone() {
        let sql = "SELECT 1 FROM people WHERE id = ?1";
        if first(connection, doing, sql, [volunteer], |_| Ok(()))?.is_some() {
            gone.remove(volunteer);
        }
    }
    if gone.is_empty() {
        return Ok(());
    }
    let names = |text: &str| text.split('"').any(|part| gone.contains(part));
    let sql = "SELECT entry, volunteer, undo FROM commands";
    let steps: Vec<Option<i64>> = rows(connection, doing, sql, [], |row| {
        let (about, undo) = (row.get_ref(1)?.as_str_or_null()?, row.get_ref(2)?.as_str_or_null()?);
        let forgets = about.is_some_and(|about| gone.contains(about)) || undo.is_some_and(names);
        Ok(forgets.then_some(row.get(0)?))
    })?;
    let sql = "UPDATE commands SET subject = CASE WHEN name LIKE 'import_%' THEN subject ELSE '' END, undo = NULL
        WHERE entry = ?1";
    steps.into_iter().flatten().try_for_each(|entry| write(connection, doing, sql, [entry]).map(drop))
}
