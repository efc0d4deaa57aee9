//! What a change says of itself, read at a cost bounded by its size. A change of 64 bytes can claim a million
//! operations, because columns are run-length encoded; so they are counted here without being expanded.
//!
//! The format: <https://automerge.org/automerge-binary-format-spec/#_change_chunks>.

mod body;
mod columns;

use crate::{ChangeHash, Refused};
pub(crate) use body::Body;
pub(crate) use columns::column;

/// The most that is taken in one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Operations, and as many as four predecessors for each.
    pub ops: u64,
    /// Bytes of all map keys, each counted as often as it is used.
    pub key_bytes: u64,
}

impl Default for Limits {
    /// A month's board published and filled at once, 300 shifts with 3,000 bookings, takes about 30,000 operations.
    fn default() -> Self {
        Self { bytes: 4 << 20, ops: 100_000, key_bytes: 8 << 20 }
    }
}

/// What a change says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeFacts {
    /// Its hash. A change has one encoding only, so the hash names the bytes.
    pub hash: ChangeHash,
    /// Who made it, 1 to 64 bytes.
    pub actor: Vec<u8>,
    /// Its number among that actor's changes, from 1.
    pub seq: u64,
    /// The number of its first operation.
    pub start_op: u64,
    /// How many operations it has, at least 1.
    pub ops: u64,
    /// The changes that it builds on.
    pub deps: Vec<ChangeHash>,
}

impl ChangeFacts {
    /// The number of its last operation.
    pub fn max_op(&self) -> u64 {
        self.start_op.saturating_add(self.ops).saturating_sub(1)
    }
}

/// Reads what a change says of itself, before anything of it is decoded. Exactly one change chunk is taken, uncompressed:
/// deflated chunks and columns are refused, since nothing here makes them and they could inflate to anything.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<ChangeFacts, Refused> {
    let body = Body::read(bytes, limits)?;
    let ops = body.ops(limits)?;
    let Body { hash, deps, actor, seq, start_op, .. } = body;
    Ok(ChangeFacts { hash, actor: actor.to_vec(), seq, start_op, ops, deps })
}
