//! What a change says of itself, read at a cost bounded by its size. A change of 64 bytes can claim a million
//! operations, because columns are run-length encoded; so they are counted here without being expanded.
//!
//! The format: <https://automerge.org/automerge-binary-format-spec/#_change_chunks>.

mod columns;
mod cursor;

use crate::{ChangeHash, Refused};
use cursor::Cursor;
use sha2::{Digest, Sha256};

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

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE_CHUNK: u8 = 1;

/// Reads what a change says of itself, before anything of it is decoded. Exactly one change chunk is taken, uncompressed:
/// deflated chunks and columns are refused, since nothing here makes them and they could inflate to anything.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<ChangeFacts, Refused> {
    if bytes.len() > limits.bytes {
        return Err(Refused::TooLong { bytes: bytes.len(), max: limits.bytes });
    }
    let mut chunk = Cursor::new(bytes);
    if chunk.take(4)? != MAGIC {
        return Err(Refused::NotAChange("it does not begin like one"));
    }
    let checksum = chunk.take(4)?;
    if chunk.byte()? != CHANGE_CHUNK {
        return Err(Refused::NotAChange("another kind of chunk"));
    }
    let length = chunk.unsigned()?;
    let body = chunk.rest();
    if body.len() as u64 != length {
        return Err(Refused::NotAChange("it is cut short, or something follows it"));
    }
    let hash = hash(body);
    if !hash.starts_with(checksum) {
        return Err(Refused::WrongChecksum);
    }
    read_body(hash, Cursor::new(body), limits)
}

fn hash(body: &[u8]) -> ChangeHash {
    let mut hasher = Sha256::new();
    let mut length = body.len();
    let mut header = vec![CHANGE_CHUNK];
    while length >= 0x80 {
        header.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    header.push(length as u8);
    hasher.update(&header);
    hasher.update(body);
    hasher.finalize().into()
}

fn read_body(hash: ChangeHash, mut body: Cursor<'_>, limits: &Limits) -> Result<ChangeFacts, Refused> {
    let mut deps = Vec::new();
    for _ in 0..body.unsigned()? {
        let dep = body.take(32)?;
        deps.push(dep.try_into().map_err(|_| Refused::NotAChange("a hash of another length"))?);
    }
    let actor = read_actor(&mut body)?;
    let seq = body.unsigned()?;
    let start_op = body.unsigned()?;
    let _time = body.signed()?;
    let _message = body.prefixed()?;
    for _ in 0..body.unsigned()? {
        read_actor(&mut body)?;
    }
    let ops = columns::count_ops(&mut body, limits)?;
    if !body.is_empty() {
        return Err(Refused::NotAChange("bytes after the columns"));
    }
    if seq == 0 || start_op == 0 || ops == 0 {
        return Err(Refused::NotAChange("numbers begin at 1"));
    }
    if start_op.checked_add(ops).is_none_or(|end| end > u64::from(u32::MAX)) {
        return Err(Refused::TooMany { what: "operations in all", max: u64::from(u32::MAX) });
    }
    Ok(ChangeFacts { hash, actor, seq, start_op, ops, deps })
}

fn read_actor(body: &mut Cursor<'_>) -> Result<Vec<u8>, Refused> {
    let actor = body.prefixed()?;
    if !(1..=64).contains(&actor.len()) {
        return Err(Refused::NotAChange("an actor of another length"));
    }
    Ok(actor.to_vec())
}
