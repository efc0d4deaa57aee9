use super::Commit;
use crate::StoreError;
use crate::value::{column, write};
use mainforte_domain::{DeviceId, Minute};
use mainforte_sync::Cursor;
use rusqlite::Connection;

/// Notes how far a peer's log has been read, in the transaction that keeps what was read.
pub(super) fn note(connection: &Connection, commit: &Commit) -> Result<(), StoreError> {
    commit.cursor.as_ref().map_or(Ok(()), |(peer, cursor)| note_cursor(connection, peer, cursor, commit.now))
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
