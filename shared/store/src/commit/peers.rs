use super::Commit;
use crate::StoreError;
use crate::value::{column, write};
use rusqlite::Connection;

/// Notes how far a peer's log has been read, in the transaction that keeps what was read.
pub(super) fn note(connection: &Connection, commit: &Commit) -> Result<(), StoreError> {
    let Some((peer, cursor)) = &commit.cursor else { return Ok(()) };
    let sql = "INSERT INTO peers (device, epoch, position, chain, seen) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (device) DO UPDATE SET
          epoch = excluded.epoch, position = excluded.position, chain = excluded.chain, seen = excluded.seen";
    let row = (peer.0, cursor.epoch, column(cursor.position), cursor.chain, commit.now.0);
    write(connection, "noting how far a peer was read", sql, row).map(drop)
}
