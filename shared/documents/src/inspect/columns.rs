//! The columns of a change, counted without being expanded.

use super::Limits;
use crate::Refused;
use crate::cursor::Cursor;

/// Specifications of columns: id, type.
pub(crate) mod column {
    pub(crate) const OBJECT_ACTOR: u64 = 1;
    pub(crate) const OBJECT_COUNTER: u64 = 2;
    pub(crate) const KEY_ACTOR: u64 = 1 << 4 | 1;
    pub(crate) const KEY_COUNTER: u64 = 1 << 4 | 3;
    pub(crate) const KEY_STRING: u64 = 1 << 4 | 5;
    pub(crate) const INSERT: u64 = 3 << 4 | 4;
    pub(crate) const ACTION: u64 = 4 << 4 | 2;
    pub(crate) const VALUE_KIND: u64 = 5 << 4 | 6;
    pub(crate) const VALUE: u64 = 5 << 4 | 7;
    pub(crate) const PREDECESSORS: u64 = 7 << 4;
    pub(crate) const MARK_NAME: u64 = 10 << 4 | 5;

    /// Every column that automerge writes. Another would be lost when the document is saved, and with it the change's hash.
    pub(super) const KNOWN: [u64; 14] = [
        OBJECT_ACTOR,
        OBJECT_COUNTER,
        KEY_ACTOR,
        KEY_COUNTER,
        KEY_STRING,
        INSERT,
        ACTION,
        VALUE_KIND,
        VALUE,
        PREDECESSORS,
        7 << 4 | 1,
        7 << 4 | 3,
        9 << 4 | 4,
        MARK_NAME,
    ];
}

/// The columns of a change with what they hold, in rising order. Leaves the cursor behind them.
pub(super) fn read<'a>(body: &mut Cursor<'a>) -> Result<Vec<(u64, &'a [u8])>, Refused> {
    let mut lengths: Vec<(u64, usize)> = Vec::new();
    for _ in 0..body.unsigned()? {
        let column = body.unsigned()?;
        let rising = lengths.last().is_none_or(|(before, _)| *before < column);
        if !rising || !column::KNOWN.contains(&column) {
            return Err(Refused::NotAChange("an unknown column"));
        }
        let length = usize::try_from(body.unsigned()?).map_err(|_| Refused::NotAChange("it is cut short"))?;
        lengths.push((column, length));
    }
    lengths.into_iter().map(|(column, length)| Ok((column, body.take(length)?))).collect()
}

/// How many operations the columns hold, when they stay within the limits.
pub(super) fn count_ops(columns: &[(u64, &[u8])], limits: &Limits) -> Result<u64, Refused> {
    let mut ops = 0;
    for (column, data) in columns {
        match *column {
            column::ACTION => ops = bounded("operations", limits.ops, sum(data, Value::Number, |count, _| count)?)?,
            column::PREDECESSORS => {
                let count = sum(data, Value::Number, u64::saturating_mul)?;
                bounded("predecessors", limits.ops.saturating_mul(4), count)?;
            }
            column::KEY_STRING | column::MARK_NAME => {
                bounded("bytes of keys", limits.key_bytes, sum(data, Value::Text, u64::saturating_mul)?)?;
            }
            _ => {}
        }
    }
    Ok(ops)
}

fn bounded(what: &'static str, max: u64, count: u64) -> Result<u64, Refused> {
    if count > max { Err(Refused::TooMany { what, max }) } else { Ok(count) }
}

#[derive(Clone, Copy)]
enum Value {
    /// An unsigned number: weighs itself.
    Number,
    /// A text behind its length: weighs its length.
    Text,
}

impl Value {
    fn weigh(self, data: &mut Cursor<'_>) -> Result<u64, Refused> {
        match self {
            Self::Number => data.unsigned(),
            Self::Text => Ok(data.prefixed()?.len() as u64),
        }
    }
}

/// Sums `measure(how often, weight)` over the runs of a run-length encoded column; nulls weigh nothing.
fn sum(data: &[u8], value: Value, measure: fn(u64, u64) -> u64) -> Result<u64, Refused> {
    let mut data = Cursor::new(data);
    let mut total = 0u64;
    while !data.is_empty() {
        let run = data.signed()?;
        match run {
            0 => total = total.saturating_add(measure(data.unsigned()?, 0)),
            1.. => total = total.saturating_add(measure(run.unsigned_abs(), value.weigh(&mut data)?)),
            // Each value of a literal run takes at least a byte, so this ends with the data.
            _ => {
                for _ in 0..run.unsigned_abs() {
                    total = total.saturating_add(measure(1, value.weigh(&mut data)?));
                }
            }
        }
    }
    Ok(total)
}
