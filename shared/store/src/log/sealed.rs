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
    /// About how many bytes they take on the wire.
    weight: usize,
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
        Self { connection, last: None, sealed: Vec::new(), weight: 0 }
    }

    /// Whether one more change should travel with these, of which about `budget_bytes` are wanted, and one at least. They end
    /// where a seal ends, as long as that is not at more than twice as much: in two parts it travels twice, with all its digests.
    pub(super) fn has_room_for(&self, seal: i64, change: &SealedChange, budget_bytes: usize) -> bool {
        let most = budget_bytes.saturating_mul(2);
        self.weight == 0
            || self.weight < budget_bytes
            || (self.goes_on(seal, change) && self.weight.saturating_add(change.weight()) <= most)
    }

    /// Under a seal changes stand in rising order; parts of a batch may have come the other way round.
    fn goes_on(&self, seal: i64, change: &SealedChange) -> bool {
        let last = self.sealed.last().and_then(|group| group.changes.last());
        self.last == Some(seal) && last.is_some_and(|last| last.index < change.index)
    }

    /// Adds a change.
    pub(super) fn add(&mut self, seal: i64, change: SealedChange) -> Result<(), StoreError> {
        if self.goes_on(seal, &change)
            && let Some(group) = self.sealed.last_mut()
        {
            let before = group.weight();
            group.changes.push(change);
            self.weight += group.weight().saturating_sub(before);
            return Ok(());
        }
        let group = Sealed { seal: self.seal(seal)?, changes: vec![change] };
        self.weight += group.weight();
        self.sealed.push(group);
        self.last = Some(seal);
        Ok(())
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
