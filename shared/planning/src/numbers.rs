//! Names as small numbers, and tables over them that are cheap to fill and to clear.

use crate::hash::Table;

/// The number of every name that is not known.
const NOBODY: u32 = u32::MAX;

/// A number for each distinct name, in order of appearance. Numbers are only compared with each other: no order leaks.
pub(crate) struct Numbers<'a>(Table<'a, u32>);

impl<'a> Numbers<'a> {
    pub(crate) fn of(names: impl Iterator<Item = &'a str>) -> Self {
        let mut numbers = Table::default();
        for name in names {
            let next = numbers.len() as u32;
            numbers.entry(name).or_insert(next);
        }
        Self(numbers)
    }

    /// The number of `name`; one beyond any table when it is not known.
    pub(crate) fn get(&self, name: &str) -> u32 {
        self.0.get(name).copied().unwrap_or(NOBODY)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// A value for each small number, which is cheap to take back: a table that one volunteer after the other fills.
pub(crate) struct Marks<T> {
    values: Vec<T>,
    marked: Vec<u32>,
}

impl<T: Copy + Default> Marks<T> {
    pub(crate) fn new(len: usize) -> Self {
        Self { values: vec![T::default(); len], marked: Vec::new() }
    }

    /// Marks `at`, unless it is beyond the table.
    pub(crate) fn set(&mut self, at: u32, value: T) {
        if let Some(slot) = self.values.get_mut(at as usize) {
            *slot = value;
            self.marked.push(at);
        }
    }

    pub(crate) fn get(&self, at: u32) -> T {
        self.values[at as usize]
    }

    pub(crate) fn clear(&mut self) {
        for at in self.marked.drain(..) {
            self.values[at as usize] = T::default();
        }
    }
}
