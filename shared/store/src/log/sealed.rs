use crate::StoreError;
use crate::value::{Hashes, first, id};
use mainforte_domain::DeviceId;
use mainforte_sync::{Seal, Sealed, SealedChange, Signature64};
use rusqlite::{Connection, Row};

/// Puts changes under their seals, in the order in which they come: those of one seal that follow each other travel
/// together.
pub(super) struct Gathering<'a> {
    connection: &'a Connection,
    /// The seal of the last group.
    last: Option<i64>,
    sealed: Vec<Sealed>,
}

/// The columns that [`read`] takes, for a change `c` of document `d`.
pub(super) const COLUMNS: &str = "c.seal, c.entry_index, d.id, c.hash, c.bytes";

/// A change and the row of its seal.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<(i64, SealedChange)> {
    let change = SealedChange { index: row.get(1)?, document: id(row, 2)?, hash: row.get(3)?, bytes: row.get(4)? };
    Ok((row.get(0)?, change))
}

impl<'a> Gathering<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self { connection, last: None, sealed: Vec::new() }
    }

    /// Adds a change; answers about how many bytes it adds on the wire.
    pub(super) fn add(&mut self, seal: i64, change: SealedChange) -> Result<usize, StoreError> {
        let weight = change.weight();
        if self.last == Some(seal)
            && let Some(group) = self.sealed.last_mut()
            // Under a seal changes stand in rising order; parts of a batch may have come the other way round.
            && group.changes.last().is_some_and(|last| last.index < change.index)
        {
            group.changes.push(change);
            return Ok(weight);
        }
        let group = Sealed { seal: self.seal(seal)?, changes: vec![change] };
        let weight = group.weight();
        self.sealed.push(group);
        self.last = Some(seal);
        Ok(weight)
    }

    pub(super) fn finish(self) -> Vec<Sealed> {
        self.sealed
    }

    fn seal(&self, num: i64) -> Result<Seal, StoreError> {
        let doing = "reading a seal";
        let sql = "SELECT device, counter, trust, digests, signature FROM seals WHERE num = ?1";
        let seal = first(self.connection, doing, sql, [num], |row| {
            Ok(Seal {
                device: DeviceId(row.get(0)?),
                counter: row.get::<_, i64>(1)?.cast_unsigned(),
                trust: row.get::<_, i64>(2)?.cast_unsigned(),
                digests: row.get::<_, Hashes>(3)?.0,
                signature: Signature64(row.get(4)?),
            })
        })?;
        seal.ok_or_else(|| StoreError::damaged(doing, "a change has none"))
    }
}
