use super::removal;
use crate::StoreError;
use crate::project::Projection;
use crate::value::{column, to_json, word, write};
use mainforte_api::Topic;
use mainforte_domain::{DocumentId, Minute};
use mainforte_sync::{TrustBody, TrustEntry};
use rusqlite::Connection;

/// Keeps entries of the trust log, verified by the caller, and lists the devices that they name. Answers the documents
/// that are to go in this very transaction, for the person is erased.
pub(super) fn append(
    connection: &Connection,
    entries: &[TrustEntry],
    now: Minute,
    projection: &mut Projection<'_>,
) -> Result<Vec<DocumentId>, StoreError> {
    let doing = "appending to the trust log";
    let mut erased = Vec::new();
    for entry in entries {
        let bytes = postcard::to_stdvec(entry).map_err(|error| StoreError::unwritable(doing, error))?;
        let sql = "INSERT OR IGNORE INTO trust_log (number, entry) VALUES (?1, ?2)";
        write(connection, doing, sql, (column(entry.number), bytes))?;
        list(connection, &entry.body)?;
        projection.touch([Topic::Devices, Topic::Me]);
        if let TrustBody::Erase { owner, subject, shown_to, reason } = &entry.body {
            let sql = "INSERT OR IGNORE INTO erasures (number, owner, subject, shown_to, reason, at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let (shown_to, reason) = (to_json(doing, shown_to)?, word(doing, reason)?);
            write(connection, doing, sql, (column(entry.number), owner.as_str(), subject, shown_to, reason, now.0))?;
            projection.touch([Topic::Erasures]);
            erased.extend(removal::about(connection, owner, subject)?);
        }
    }
    Ok(erased)
}

pub(crate) fn list(connection: &Connection, body: &TrustBody) -> Result<(), StoreError> {
    let doing = "listing a device";
    match body {
        TrustBody::Enrol { device, org, role, name } => {
            let sql = "INSERT INTO devices (device, org, role, name) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (device) DO UPDATE SET org = excluded.org, role = excluded.role, name = excluded.name";
            write(connection, doing, sql, (device.0, org.as_str(), word(doing, role)?, name)).map(drop)
        }
        TrustBody::Revoke { device } | TrustBody::RevokeAfter { device, .. } => {
            let sql = "UPDATE devices SET revoked = 1 WHERE device = ?1";
            write(connection, doing, sql, [device.0]).map(drop)
        }
        TrustBody::City { .. }
        | TrustBody::Delegate { .. }
        | TrustBody::Term { .. }
        | TrustBody::Organisation { .. }
        | TrustBody::Erase { .. } => Ok(()),
    }
}
