//! Tables that are asked by name, quickly.
//!
//! Each step multiplies to twice the width and folds the halves together, as in wyhash (Wang Yi, 2019). It is seeded with
//! nothing: equal on every machine, and not meant against names that are made to collide. Tables are only asked, never gone
//! through, so that no order can leak.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table by name.
pub(crate) type Table<'a, V> = HashMap<&'a str, V, BuildHasherDefault<Fold>>;

/// Odd, with as many bits set as not: the fraction of the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of one name.
#[derive(Default)]
pub(crate) struct Fold(u64);

impl Fold {
    fn add(&mut self, word: u64) {
        let wide = u128::from(self.0 ^ word ^ GOLDEN.rotate_left(23)) * u128::from(GOLDEN);
        self.0 = (wide >> 64) as u64 ^ wide as u64;
    }
}

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, _end: u8) {
        // The mark that ends a text: lengths tell texts apart already.
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
