//! Changes whose content is damaged, under a checksum that fits.

use proptest::prelude::*;
use sha2::{Digest, Sha256};

/// The bytes of a change chunk with a right checksum around any body.
pub(crate) fn chunk(body: &[u8]) -> Vec<u8> {
    let mut length = Vec::new();
    let mut left = body.len();
    while left >= 0x80 {
        length.push((left & 0x7f) as u8 | 0x80);
        left >>= 7;
    }
    length.push(left as u8);
    let hash = Sha256::new().chain_update([1]).chain_update(&length).chain_update(body).finalize();
    [&[0x85, 0x6f, 0x4a, 0x83], &hash[..4], &[1], &length, body].concat()
}

/// Bytes that were changed, and where the rest was cut off.
#[derive(Debug)]
pub(crate) struct Damage {
    flips: Vec<(prop::sample::Index, u8)>,
    cut: Option<prop::sample::Index>,
}

/// Some damage.
pub(crate) fn damage() -> impl Strategy<Value = Damage> {
    let flips = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4);
    let cut = prop::option::weighted(0.2, any::<prop::sample::Index>());
    (flips, cut).prop_map(|(flips, cut)| Damage { flips, cut })
}

impl Damage {
    /// The change with damaged content under a checksum that fits it.
    pub(crate) fn done_to(&self, change: &[u8]) -> Vec<u8> {
        let header = if change[9] < 0x80 { 10 } else { 11 };
        let mut body = change[header..].to_vec();
        for (at, byte) in &self.flips {
            let at = at.index(body.len());
            body[at] = *byte;
        }
        if let Some(cut) = self.cut {
            body.truncate(cut.index(body.len()));
        }
        chunk(&body)
    }
}
