//! The columns of a change, counted without being expanded.

use super::Limits;
use super::cursor::Cursor;
use crate::Refused;

/// Specification of a column: id, type.
const KEY_STRING: u64 = 1 << 4 | 5;
const ACTION: u64 = 4 << 4 | 2;
const PREDECESSORS: u64 = 7 << 4;
const MARK_NAME: u64 = 10 << 4 | 5;

/// Every column that automerge writes. Another would be lost when the document is saved, and with it the change's hash.
const KNOWN: [u64; 14] = [
    1,
    2,
    1 << 4 | 1,
    1 << 4 | 3,
    KEY_STRING,
    3 << 4 | 4,
    ACTION,
    5 << 4 | 6,
    5 << 4 | 7,
    PREDECESSORS,
    7 << 4 | 1,
    7 << 4 | 3,
    9 << 4 | 4,
    MARK_NAME,
];

/// How many operations the columns hold, when they stay within the limits. Leaves the cursor behind the columns.
pub(super) fn count_ops(body: &mut Cursor<'_>, limits: &Limits) -> Result<u64, Refused> {
    let mut ops = 0;
    for (column, length) in read_layout(body)? {
        let data = body.take(length)?;
        match column {
            ACTION => ops = bounded("operations", limits.ops, sum(data, Value::Number, |count, _| count)?)?,
            PREDECESSORS => {
                let count = sum(data, Value::Number, u64::saturating_mul)?;
                bounded("predecessors", limits.ops.saturating_mul(4), count)?;
            }
            KEY_STRING | MARK_NAME => {
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

/// The columns with their lengths, in rising order.
fn read_layout(body: &mut Cursor<'_>) -> Result<Vec<(u64, usize)>, Refused> {
    let mut columns: Vec<(u64, usize)> = Vec::new();
    for _ in 0..body.unsigned()? {
        let column = body.unsigned()?;
        let rising = columns.last().is_none_or(|(before, _)| *before < column);
        if !rising || !KNOWN.contains(&column) {
            return Err(Refused::NotAChange("an unknown column"));
        }
        let length = usize::try_from(body.unsigned()?).map_err(|_| Refused::NotAChange("it is cut short"))?;
        columns.push((column, length));
    }
    Ok(columns)
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
