use super::Commit;
use crate::value::{first, number, write};
use crate::{Store, StoreError};
use mainforte_api::{RefusedId, Topic};
use mainforte_documents::ChangeHash;
use mainforte_domain::DeviceId;
use mainforte_sync::{Reason, Seal};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// A change that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The document it was for, as it was written: it need not be an id.
    pub document: String,
    /// The device that claims to have written it.
    pub author: Option<DeviceId>,
    /// The hash it claims.
    pub hash: ChangeHash,
    /// Its bytes; of a change too large to keep, none are kept.
    pub bytes: Vec<u8>,
    /// Why, as a code.
    pub reason: String,
    /// The seal that it came under and its place there, for a change that may be taken later.
    pub seal: Option<(Seal, u32)>,
}

/// So many refused changes are kept at most.
const ROWS_MAX: i64 = 500;
/// So many bytes of them at most.
const BYTES_MAX: i64 = 16 * 1024 * 1024;
/// Of one change at most so many bytes; of a longer one none, for a piece proves nothing.
const CHANGE_BYTES_MAX: usize = 1024 * 1024;
/// A document's name longer than any id is cut.
const DOCUMENT_CHARS_MAX: usize = 250;

impl Store {
    /// Notes that somebody has seen a group of refused changes, or wants it shown again. Nothing of it is forgotten: what can
    /// still be taken stays. Answers whether it was there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_aside(&mut self, group: &RefusedId, seen: bool) -> Result<bool, StoreError> {
        let sql = "UPDATE quarantine SET seen = ?4
            WHERE seen = 1 - ?4 AND author IS ?1 AND reason = ?2 AND id <= ?3";
        let key = (group.author.map(|author| author.0), &group.reason, group.until, seen);
        Ok(write(self.writer(), "setting refused changes aside", sql, key)? > 0)
    }
}

pub(super) fn keep(
    connection: &Connection,
    commit: &Commit,
    mut topics: BTreeSet<Topic>,
) -> Result<BTreeSet<Topic>, StoreError> {
    if commit.quarantined.is_empty() {
        return Ok(topics);
    }
    topics.insert(Topic::Quarantine);
    let sql = "INSERT OR IGNORE INTO quarantine (document, author, source, hash, bytes, reason, at, seal)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let doing = "keeping a refused change";
    let source = commit.source.map(|device| device.0);
    for refused in &commit.quarantined {
        let document: String = refused.document.chars().take(DOCUMENT_CHARS_MAX).collect();
        let author = refused.author.map(|device| device.0);
        let bytes = if refused.bytes.len() > CHANGE_BYTES_MAX { &[] } else { refused.bytes.as_slice() };
        let seal = refused.seal.as_ref().map(postcard::to_stdvec).transpose();
        let seal = seal.map_err(|error| StoreError::unwritable(doing, error))?;
        // What was judged again has another reason now.
        let again = "DELETE FROM quarantine WHERE hash = ?1 AND reason = ?2 AND reason <> ?3";
        write(connection, doing, again, (refused.hash, Reason::AHEAD_OF_TRUST, &refused.reason))?;
        if Reason::ABOUT_TWINS.contains(&refused.reason.as_str()) {
            // It was judged whole, so that this is what there is to say of it from now on.
            let sql = "DELETE FROM quarantine WHERE hash = ?1 AND reason <> ?2";
            write(connection, doing, sql, (refused.hash, &refused.reason))?;
        }
        let row = (document, author, source, refused.hash, bytes, &refused.reason, commit.now.0, seal);
        write(connection, doing, sql, row)?;
    }
    bound(connection)?;
    Ok(topics)
}

/// Forgets the refusal of a change that was taken after all; answers whether it had been refused.
pub(super) fn release(connection: &Connection, hash: &ChangeHash) -> Result<bool, StoreError> {
    Ok(write(connection, "releasing a change", "DELETE FROM quarantine WHERE hash = ?1", [hash])? > 0)
}

/// Whether anything is kept at all.
pub(super) fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    Ok(number(connection, "looking into the quarantine", "SELECT EXISTS (SELECT 1 FROM quarantine)", [])? == 0)
}

/// Whoever has most there loses most, so that nobody's refused changes drive out what waits of another: those whose seal
/// held count for the device that sealed them, the others for the one that brought them.
fn bound(connection: &Connection) -> Result<(), StoreError> {
    let doing = "keeping the quarantine within its bounds";
    let sql = "SELECT count(*) > ?1 OR sum(length(bytes)) > ?2 FROM quarantine";
    let is_full: Option<bool> = first(connection, doing, sql, [ROWS_MAX, BYTES_MAX], |row| row.get(0))?;
    if is_full != Some(true) {
        return Ok(());
    }
    let sql = "DELETE FROM quarantine WHERE id IN (
        SELECT id FROM (
            SELECT id, count(*) OVER kept AS rows, sum(length(bytes)) OVER kept AS bytes FROM (
                SELECT id, bytes, sum(length(bytes) + ?2 / ?1) OVER (
                    PARTITION BY seal IS NULL, iif(seal IS NULL, source, author) ORDER BY id DESC
                ) AS share FROM quarantine)
            WINDOW kept AS (ORDER BY share, id DESC ROWS UNBOUNDED PRECEDING))
        WHERE rows > ?1 OR bytes > ?2)";
    write(connection, doing, sql, [ROWS_MAX, BYTES_MAX]).map(drop)
}
