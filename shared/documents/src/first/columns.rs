//! The columns of a change, read one value after the other, and only as automerge writes them: a change that could be written
//! in other bytes loses its hash when the document is saved.
//!
//! The format: <https://automerge.org/automerge-binary-format-spec/#_column_storage>.

use crate::cursor::Cursor;
use automerge::ScalarValue;

/// What stands in a run-length encoded column.
pub(super) trait Unit<'a>: Copy + PartialEq {
    fn read(data: &mut Cursor<'a>) -> Option<Self>;
}

impl Unit<'_> for u64 {
    fn read(data: &mut Cursor<'_>) -> Option<Self> {
        data.unsigned().ok()
    }
}

impl Unit<'_> for i64 {
    fn read(data: &mut Cursor<'_>) -> Option<Self> {
        data.signed().ok()
    }
}

impl<'a> Unit<'a> for &'a str {
    fn read(data: &mut Cursor<'a>) -> Option<Self> {
        str::from_utf8(data.prefixed().ok()?).ok()
    }
}

/// A run-length encoded column. One in which nothing stands but nulls is not written at all.
pub(super) struct Runs<'a, T> {
    data: Cursor<'a>,
    is_blank: bool,
    run: Run,
    left: u64,
    /// The value before, unless that is null.
    last: Option<T>,
    has_values: bool,
}

/// What is being read.
#[derive(Clone, Copy, PartialEq)]
enum Run {
    Nothing,
    Nulls,
    Same,
    Literal,
}

impl<'a, T: Unit<'a>> Runs<'a, T> {
    pub(super) fn of(data: Cursor<'a>) -> Self {
        Self { data, is_blank: data.is_empty(), run: Run::Nothing, left: 0, last: None, has_values: false }
    }

    /// The next value, null or not; nothing at the column's end, or where it could be written otherwise.
    pub(super) fn next(&mut self) -> Option<Option<T>> {
        if self.is_blank {
            return Some(None);
        }
        if self.left == 0 {
            self.begin()?;
        }
        self.left -= 1;
        if self.run == Run::Literal {
            self.take_other()?;
        }
        Some(self.last)
    }

    fn begin(&mut self) -> Option<()> {
        let length = self.data.signed().ok()?;
        match (length, self.run) {
            (0, before) if before != Run::Nulls => {
                (self.run, self.last, self.left) = (Run::Nulls, None, self.data.unsigned().ok()?);
            }
            (2.., _) => {
                self.take_other()?;
                (self.run, self.left) = (Run::Same, length.unsigned_abs());
            }
            (..0, before) if before != Run::Literal => (self.run, self.left) = (Run::Literal, length.unsigned_abs()),
            _ => return None,
        }
        (self.left > 0).then_some(())
    }

    /// Takes a value that is not the one before: the two would be a run.
    fn take_other(&mut self) -> Option<()> {
        let value = T::read(&mut self.data)?;
        let before = self.last.replace(value);
        self.has_values = true;
        (before != Some(value)).then_some(())
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_blank || (self.data.is_empty() && self.left == 0 && self.has_values)
    }
}

/// A column of numbers of which each is said by its distance from the one before.
pub(super) struct Deltas<'a> {
    deltas: Runs<'a, i64>,
    last: i64,
}

impl<'a> Deltas<'a> {
    pub(super) fn of(data: Cursor<'a>) -> Self {
        Self { deltas: Runs::of(data), last: 0 }
    }

    pub(super) fn next(&mut self) -> Option<Option<i64>> {
        let Some(delta) = self.deltas.next()? else { return Some(None) };
        self.last = self.last.checked_add(delta)?;
        Some(Some(self.last))
    }

    pub(super) fn is_over(&self) -> bool {
        self.deltas.is_over()
    }
}

/// A column of truth values: how many are false, how many then true, and so on.
pub(super) struct Flags<'a> {
    data: Cursor<'a>,
    flag: bool,
    left: u64,
    has_begun: bool,
}

impl<'a> Flags<'a> {
    pub(super) fn of(data: Cursor<'a>) -> Self {
        Self { data, flag: true, left: 0, has_begun: false }
    }

    pub(super) fn next(&mut self) -> Option<bool> {
        while self.left == 0 {
            self.left = self.data.unsigned().ok()?;
            // Only the first may be none.
            if self.left == 0 && self.has_begun {
                return None;
            }
            (self.flag, self.has_begun) = (!self.flag, true);
        }
        self.left -= 1;
        Some(self.flag)
    }

    pub(super) fn is_over(&self) -> bool {
        self.data.is_empty() && self.left == 0
    }
}

/// The two columns of values: their kinds and lengths, and their bytes.
pub(super) struct Values<'a> {
    kinds: Runs<'a, u64>,
    bytes: Cursor<'a>,
}

/// A value of those that records are made of.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Null,
    Flag(bool),
    Unsigned(u64),
    Signed(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl<'a> Values<'a> {
    pub(super) fn of(kinds: Cursor<'a>, bytes: Cursor<'a>) -> Self {
        Self { kinds: Runs::of(kinds), bytes }
    }

    pub(super) fn next(&mut self) -> Option<Value<'a>> {
        let kind = self.kinds.next()??;
        let bytes = self.bytes.take(usize::try_from(kind >> 4).ok()?).ok()?;
        Some(match kind & 0x0f {
            0 if bytes.is_empty() => Value::Null,
            1 if bytes.is_empty() => Value::Flag(false),
            2 if bytes.is_empty() => Value::Flag(true),
            3 => Value::Unsigned(whole(bytes)?),
            4 => Value::Signed(whole(bytes)?),
            6 => Value::Text(str::from_utf8(bytes).ok()?),
            7 => Value::Bytes(bytes),
            _ => return None,
        })
    }

    pub(super) fn is_over(&self) -> bool {
        self.kinds.is_over() && self.bytes.is_empty()
    }
}

/// A number that takes all of the bytes.
fn whole<'a, T: Unit<'a>>(bytes: &'a [u8]) -> Option<T> {
    let mut bytes = Cursor::new(bytes);
    T::read(&mut bytes).filter(|_| bytes.is_empty())
}

impl From<Value<'_>> for ScalarValue {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Flag(flag) => Self::Boolean(flag),
            Value::Unsigned(number) => Self::Uint(number),
            Value::Signed(number) => Self::Int(number),
            Value::Text(text) => Self::Str(text.into()),
            Value::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
        }
    }
}
