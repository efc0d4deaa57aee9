//! The same change in other bytes: its columns say the same, in runs of other lengths or in longer numbers.

use crate::damage::chunk;
use proptest::prelude::*;

/// Specifications of run-length encoded columns, by what stands in them.
const NUMBERS: [u64; 6] = [1, 2, 17, 66, 86, 112];
const DELTAS: [u64; 1] = [19];
const TEXTS: [u64; 1] = [21];
const FLAGS: u64 = 52;
/// That of the values' bytes.
const VALUES: u64 = 87;

/// How a change is written otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Otherwise {
    column: prop::sample::Index,
    choices: Vec<u8>,
    longer: bool,
}

pub(crate) fn otherwise() -> impl Strategy<Value = Otherwise> {
    let choices = prop::collection::vec(any::<u8>(), 1..24);
    (any::<prop::sample::Index>(), choices, prop::bool::weighted(0.2)).prop_map(|(column, choices, longer)| Otherwise {
        column,
        choices,
        longer,
    })
}

impl Otherwise {
    /// The change in other bytes, or in the very same ones where the choices fall so.
    pub(crate) fn write(&self, change: &[u8]) -> Vec<u8> {
        let mut parts = Parts::of(change);
        let at = self.column.index(parts.columns.len());
        let (column, data) = &mut parts.columns[at];
        let mut choices = self.choices.iter().copied().cycle();
        *data = match *column {
            FLAGS => cut_flags(data, &mut choices),
            column if NUMBERS.contains(&column) || DELTAS.contains(&column) => cut_runs(data, number, &mut choices),
            column if TEXTS.contains(&column) => cut_runs(data, text, &mut choices),
            _ => data.clone(),
        };
        if self.longer && *column != VALUES {
            lengthen(data, *column != FLAGS);
        }
        parts.write()
    }
}

type Column = (u64, Vec<u8>);

/// A change taken apart.
pub(crate) struct Parts {
    deps: Vec<u8>,
    pub(crate) actor: Vec<u8>,
    numbers: Vec<u8>,
    pub(crate) message: Vec<u8>,
    pub(crate) others: Vec<Vec<u8>>,
    pub(crate) columns: Vec<Column>,
}

impl Parts {
    pub(crate) fn of(change: &[u8]) -> Self {
        let header = if change[9] < 0x80 { 10 } else { 11 };
        let mut rest = &change[header..];
        let before = rest;
        for _ in 0..take_unsigned(&mut rest) {
            rest = &rest[32..];
        }
        let deps = before[..before.len() - rest.len()].to_vec();
        let actor = take_prefixed(&mut rest).to_vec();
        let numbers = (0..3).flat_map(|_| number(&mut rest)).collect();
        let message = take_prefixed(&mut rest).to_vec();
        let others = (0..take_unsigned(&mut rest)).map(|_| take_prefixed(&mut rest).to_vec()).collect();
        let count = take_unsigned(&mut rest);
        let lengths: Vec<_> = (0..count).map(|_| (take_unsigned(&mut rest), take_unsigned(&mut rest))).collect();
        let columns = lengths.into_iter().map(|(column, length)| {
            let (data, after) = rest.split_at(length as usize);
            rest = after;
            (column, data.to_vec())
        });
        let columns = columns.collect();
        Self { deps, actor, numbers, message, others, columns }
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut body = self.deps.clone();
        prefixed(&mut body, &self.actor);
        body.extend(&self.numbers);
        prefixed(&mut body, &self.message);
        unsigned(&mut body, self.others.len() as u64);
        self.others.iter().for_each(|other| prefixed(&mut body, other));
        unsigned(&mut body, self.columns.len() as u64);
        for (column, data) in &self.columns {
            unsigned(&mut body, *column);
            unsigned(&mut body, data.len() as u64);
        }
        self.columns.iter().for_each(|(_, data)| body.extend(data));
        chunk(&body)
    }

    /// Puts in a column that is not there, in its place.
    pub(crate) fn add(&mut self, column: u64, data: &[u8]) {
        let at = self.columns.iter().position(|(known, _)| *known > column).unwrap_or(self.columns.len());
        self.columns.insert(at, (column, data.to_vec()));
    }
}

/// Writes the values of a run-length encoded column in runs as the choices want them.
fn cut_runs(mut data: &[u8], value: fn(&mut &[u8]) -> Vec<u8>, choices: &mut impl Iterator<Item = u8>) -> Vec<u8> {
    let mut values = Vec::new();
    while !data.is_empty() {
        match take_signed(&mut data) {
            0 => (0..take_unsigned(&mut data)).for_each(|_| values.push(None)),
            length @ 1.. => values.resize(values.len() + length as usize, Some(value(&mut data))),
            length => (length..0).for_each(|_| values.push(Some(value(&mut data)))),
        }
    }
    let mut written = Vec::new();
    let mut left = values.as_slice();
    while let Some(first) = left.first() {
        let choice = choices.next().unwrap() as usize;
        let is_literal = first.is_some() && choice % 2 == 1;
        let fits = |value: &&Option<Vec<u8>>| if is_literal { value.is_some() } else { *value == first };
        let most = left.iter().take_while(fits).count();
        let count = if choice < 128 { most } else { 1 + choice % most };
        let (run, after) = left.split_at(count);
        match first {
            None => {
                signed(&mut written, 0);
                unsigned(&mut written, count as u64);
            }
            Some(_) if is_literal => {
                signed(&mut written, -(count as i64));
                run.iter().flatten().for_each(|value| written.extend(value));
            }
            Some(value) => {
                signed(&mut written, count as i64);
                written.extend(value);
            }
        }
        left = after;
    }
    written
}

/// Cuts some of the counts in two, with none of the other kind in between.
fn cut_flags(mut data: &[u8], choices: &mut impl Iterator<Item = u8>) -> Vec<u8> {
    let mut written = Vec::new();
    while !data.is_empty() {
        let count = take_unsigned(&mut data);
        let first = u64::from(choices.next().unwrap()) % (count + 1);
        if first % 2 == 1 {
            unsigned(&mut written, first);
            unsigned(&mut written, 0);
            unsigned(&mut written, count - first);
        } else {
            unsigned(&mut written, count);
        }
    }
    written
}

/// Writes the first number in one byte more than it needs.
fn lengthen(data: &mut Vec<u8>, is_signed: bool) {
    let last = data.iter().position(|byte| byte & 0x80 == 0).unwrap();
    let sign = if !is_signed || data[last] & 0x40 == 0 { 0x00 } else { 0x7f };
    data[last] |= 0x80;
    data.insert(last + 1, sign);
}

fn number(data: &mut &[u8]) -> Vec<u8> {
    let length = data.iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
    data.split_off(..length).unwrap().to_vec()
}

fn text(data: &mut &[u8]) -> Vec<u8> {
    let before = *data;
    take_prefixed(data);
    before[..before.len() - data.len()].to_vec()
}

fn take_prefixed<'a>(data: &mut &'a [u8]) -> &'a [u8] {
    let length = take_unsigned(data) as usize;
    data.split_off(..length).unwrap()
}

fn prefixed(data: &mut Vec<u8>, bytes: &[u8]) {
    unsigned(data, bytes.len() as u64);
    data.extend(bytes);
}

fn take_unsigned(data: &mut &[u8]) -> u64 {
    number(data).iter().rev().fold(0, |value, byte| value << 7 | u64::from(byte & 0x7f))
}

fn take_signed(data: &mut &[u8]) -> i64 {
    let bytes = number(data);
    let value = bytes.iter().rev().fold(0, |value, byte| value << 7 | i64::from(byte & 0x7f));
    let bits = 7 * bytes.len();
    if bytes[bytes.len() - 1] & 0x40 == 0 { value } else { value - (1 << bits) }
}

fn unsigned(data: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        data.push(value as u8 | 0x80);
        value >>= 7;
    }
    data.push(value as u8);
}

fn signed(data: &mut Vec<u8>, mut value: i64) {
    while !(-64..64).contains(&value) {
        data.push(value as u8 | 0x80);
        value >>= 7;
    }
    data.push(value as u8 & 0x7f);
}
