use crate::StoreError;
use crate::project::Projection;
use crate::value::{column, word, write};
use mainforte_api::Topic;
use mainforte_sync::{TrustBody, TrustEntry};
use rusqlite::Connection;

/// Keeps entries of the trust log, verified by the caller, and lists the devices that they name.
pub(super) fn append(
    connection: &Connection,
    entries: &[TrustEntry],
    projection: &mut Projection<'_>,
) -> Result<(), StoreError> {
    let doing = "appending to the trust log";
    for entry in entries {
        let bytes = postcard::to_stdvec(entry).map_err(|error| StoreError::unwritable(doing, error))?;
        let sql = "INSERT OR IGNORE INTO trust_log (number, entry) VALUES (?1, ?2)";
        write(connection, doing, sql, (column(entry.number), bytes))?;
        list(connection, &entry.body)?;
        projection.touch([Topic::Devices, Topic::Me]);
    }
    Ok(())
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
        | TrustBody::Organisation { .. } => Ok(()),
    }
}
