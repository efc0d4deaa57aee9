use super::{Limits, columns};
use crate::cursor::Cursor;
use crate::{ChangeHash, Refused};
use sha2::{Digest, Sha256};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE_CHUNK: u8 = 1;

/// A change taken apart; of its columns nothing is decoded.
#[derive(Debug)]
pub(crate) struct Body<'a> {
    pub(crate) hash: ChangeHash,
    pub(crate) deps: Vec<ChangeHash>,
    pub(crate) actor: &'a [u8],
    pub(crate) seq: u64,
    pub(crate) start_op: u64,
    pub(crate) message: &'a [u8],
    /// The other actors that its operations name.
    pub(crate) others: Vec<&'a [u8]>,
    /// In rising order.
    pub(crate) columns: Vec<(u64, &'a [u8])>,
}

impl<'a> Body<'a> {
    pub(crate) fn read(bytes: &'a [u8], limits: &Limits) -> Result<Self, Refused> {
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
        Self::take_apart(hash, Cursor::new(body))
    }

    fn take_apart(hash: ChangeHash, mut body: Cursor<'a>) -> Result<Self, Refused> {
        let mut deps = Vec::new();
        for _ in 0..body.unsigned()? {
            let dep = body.take(32)?;
            deps.push(dep.try_into().map_err(|_| Refused::NotAChange("a hash of another length"))?);
        }
        let actor = read_actor(&mut body)?;
        let seq = body.unsigned()?;
        let start_op = body.unsigned()?;
        let _time = body.signed()?;
        let message = body.prefixed()?;
        let mut others = Vec::new();
        for _ in 0..body.unsigned()? {
            others.push(read_actor(&mut body)?);
        }
        let columns = columns::read(&mut body)?;
        if !body.is_empty() {
            return Err(Refused::NotAChange("bytes after the columns"));
        }
        Ok(Self { hash, deps, actor, seq, start_op, message, others, columns })
    }

    /// How many operations it has, when they stay within the limits and can have the numbers that they claim.
    pub(crate) fn ops(&self, limits: &Limits) -> Result<u64, Refused> {
        let ops = columns::count_ops(&self.columns, limits)?;
        if self.seq == 0 || self.start_op == 0 || ops == 0 {
            return Err(Refused::NotAChange("numbers begin at 1"));
        }
        if self.start_op.checked_add(ops).is_none_or(|end| end > u64::from(u32::MAX)) {
            return Err(Refused::TooMany { what: "operations in all", max: u64::from(u32::MAX) });
        }
        Ok(ops)
    }
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

fn read_actor<'a>(body: &mut Cursor<'a>) -> Result<&'a [u8], Refused> {
    let actor = body.prefixed()?;
    if !(1..=64).contains(&actor.len()) {
        return Err(Refused::NotAChange("an actor of another length"));
    }
    Ok(actor)
}
