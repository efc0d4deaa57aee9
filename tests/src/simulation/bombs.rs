//! Bytes that are small on the wire and would be huge once they are opened.

use mainforte_documents::genesis_hash;
use mainforte_domain::DocumentKind;
use sha2::{Digest, Sha256};

/// The most that one block of zstd holds, bytes.
const BLOCK: usize = 128 * 1024;

/// A frame of a few hundred bytes that unpacks to 32 MiB of zeros, and says that it is within the cap.
pub(super) fn decompression_bomb() -> Vec<u8> {
    // Magic number; no content size, a window of 2 MiB.
    let mut packed = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    for left in (0..256).rev() {
        // One byte, to be repeated so many times.
        let header = BLOCK << 3 | 1 << 1 | usize::from(left == 0);
        packed.extend(header.to_le_bytes().iter().take(3));
        packed.push(0);
    }
    let content = [&[1], &(8_u32 << 20).to_le_bytes()[..], &packed].concat();
    [&(content.len() as u32).to_le_bytes()[..], &content].concat()
}

/// A change to a board that claims a million operations in a few bytes, as a column of runs; with its hash.
pub(super) fn operation_bomb(actor: &[u8]) -> ([u8; 32], Vec<u8>) {
    let mut body = vec![1];
    body.extend(genesis_hash(DocumentKind::Board));
    body.push(actor.len() as u8);
    body.extend(actor);
    // First number, first operation, no time, no message, no other actors; one column, the actions: a million times the same.
    body.extend([1, 7, 0, 0, 0, 1, 66, 4, 0xc0, 0x84, 0x3d, 1]);
    let content = [&[1, body.len() as u8][..], &body].concat();
    let hash: [u8; 32] = Sha256::digest(&content).into();
    let magic = [0x85, 0x6f, 0x4a, 0x83];
    (hash, [&magic[..], hash.get(..4).unwrap_or(&[]), &content].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_documents::{Limits, Refused, inspect};
    use mainforte_sync::{FrameError, FrameReader};

    #[test]
    fn the_bombs_are_what_they_say() {
        let (_, bytes) = operation_bomb(&[7; 16]);
        assert!(matches!(inspect(&bytes, &Limits::default()), Err(Refused::TooMany { .. })));
        let mut reader = FrameReader::default();
        let bomb = decompression_bomb();
        assert!(bomb.len() < 2_000);
        reader.push(&bomb);
        assert!(matches!(reader.next(), Err(FrameError::Unpack)));
    }
}
