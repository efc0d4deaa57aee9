use super::Commit;
use crate::StoreError;
use crate::value::{column, write};
use mainforte_domain::{DeviceId, Minute};
use mainforte_sync::Cursor;
use rusqlite::Connection;

/// Notes how far a peer's log has been read, in the transaction that keeps what was read. What may not be in its log yet can be
/// lost there, and nobody gives a peer back what it brought: until its next mark all is to be compared with it.
pub(super) fn note(connection: &Connection, commit: &Commit) -> Result<(), StoreError> {
    match &commit.read {
        None => Ok(()),
        Some((peer, Some(cursor))) => note_cursor(connection, peer, cursor, commit.now),
        Some((peer, None)) => {
            let sql =
                "UPDATE peers SET epoch = NULL, position = NULL, chain = NULL WHERE device = ?1 AND epoch IS NOT NULL";
            write(connection, "noting that a peer may lose what it brought", sql, [peer.0]).map(drop)
        }
    }
}

pub(crate) fn note_cursor(
    connection: &Connection,
    peer: &DeviceId,
    cursor: &Cursor,
    now: Minute,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO peers (device, epoch, position, chain, seen) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (device) DO UPDATE SET
          epoch = excluded.epoch, position = excluded.position, chain = excluded.chain, seen = excluded.seen";
    let row = (peer.0, cursor.epoch, column(cursor.position), cursor.chain, now.0);
    write(connection, "noting how far a peer was read", sql, row).map(drop)
}
