//! The envelope around every message: a length with a hard cap, and compression where it pays.
//!
//! `u32` little-endian length of the rest, one byte for the encoding (0 plain; 1 zstd, then the `u32` plain length), the
//! postcard payload. Nothing that came from outside decides how much memory is taken beyond the caps.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::io;
use zstd::bulk::{Compressor, Decompressor};

/// A longer envelope is refused before its content is read, bytes.
pub const ENVELOPE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Content that would unpack to more is refused before it is unpacked, bytes.
pub const CONTENT_BYTES_MAX: usize = 8 * 1024 * 1024;

const PLAIN: u8 = 0;
const ZSTD: u8 = 1;
const ZSTD_LEVEL: i32 = 3;
/// Shorter content is not worth a try.
const COMPRESSED_FROM_BYTES: usize = 128;
/// Up to here what zstd works with is kept by each thread: setting it up takes longer than the work itself. For longer content
/// it would be large, and is soon outweighed.
const KEPT_FOR_BYTES: usize = 16 * 1024;

thread_local! {
    static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Why bytes are not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The length is beyond the cap.
    #[error("a frame of {bytes} bytes is longer than allowed")]
    TooLarge {
        /// Claimed or real length.
        bytes: usize,
    },
    /// The envelope says nothing of its encoding.
    #[error("an empty frame")]
    Empty,
    /// An encoding that this version does not know.
    #[error("a frame in the unknown encoding {0}")]
    UnknownEncoding(u8),
    /// The content does not unpack, or not to the length it claims.
    #[error("a frame that does not unpack")]
    Unpack,
    /// The content unpacks, but is no message.
    #[error("a frame that is no message")]
    Malformed,
    /// The peer speaks another version of the protocol.
    #[error("the peer speaks version {theirs} of the protocol")]
    OtherVersion {
        /// Its version.
        theirs: u16,
    },
}

/// Writes `message` in an envelope. Errors when it is longer than the caps.
pub(crate) fn pack<T: Serialize>(message: &T) -> Result<Vec<u8>, FrameError> {
    let content = postcard::to_stdvec(message).map_err(|_| FrameError::Malformed)?;
    if content.len() > CONTENT_BYTES_MAX {
        return Err(FrameError::TooLarge { bytes: content.len() });
    }
    match compressed(&content) {
        Some(body) => envelope(ZSTD, &[&length(content.len())?, &body]),
        None => envelope(PLAIN, &[&content]),
    }
}

/// Reads the content of an envelope as a message; every byte must be part of it.
pub(crate) fn read<T: DeserializeOwned>(content: &[u8]) -> Result<T, FrameError> {
    match postcard::take_from_bytes(content) {
        Ok((message, [])) => Ok(message),
        _ => Err(FrameError::Malformed),
    }
}

/// Gathers bytes as they arrive and gives back the content of each whole envelope.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    bytes: Vec<u8>,
    read: usize,
}

impl Inbox {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.read);
        self.read = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether nothing of a further envelope has arrived.
    pub(crate) fn is_empty(&self) -> bool {
        self.read == self.bytes.len()
    }

    /// Content of the next envelope; nothing when more bytes are needed. After an error the rest is worth nothing.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, FrameError> {
        let waiting = self.bytes.get(self.read..).unwrap_or(&[]);
        let Some((length, rest)) = waiting.split_first_chunk::<4>() else { return Ok(None) };
        let length = u32::from_le_bytes(*length) as usize;
        if length > ENVELOPE_BYTES_MAX {
            return Err(FrameError::TooLarge { bytes: length });
        }
        let Some(body) = rest.get(..length) else { return Ok(None) };
        let content = unpack(body)?;
        self.read += 4 + length;
        Ok(Some(content))
    }
}

fn compressed(content: &[u8]) -> Option<Vec<u8>> {
    if content.len() < COMPRESSED_FROM_BYTES {
        return None;
    }
    let body = if content.len() > KEPT_FOR_BYTES {
        zstd::bulk::compress(content, ZSTD_LEVEL)
    } else {
        PACKER.with(|kept| with_kept(kept, || Compressor::new(ZSTD_LEVEL), |packer| packer.compress(content)))
    };
    body.ok().filter(|body| body.len() + 4 < content.len())
}

/// Works with what was kept, set up anew when there is none or the last work failed.
fn with_kept<T, R>(
    kept: &RefCell<Option<T>>,
    set_up: impl FnOnce() -> io::Result<T>,
    work: impl FnOnce(&mut T) -> io::Result<R>,
) -> io::Result<R> {
    let mut tool = kept.take().map_or_else(set_up, Ok)?;
    let result = work(&mut tool)?;
    kept.replace(Some(tool));
    Ok(result)
}

fn envelope(encoding: u8, parts: &[&[u8]]) -> Result<Vec<u8>, FrameError> {
    let bytes = 1 + parts.iter().map(|part| part.len()).sum::<usize>();
    if bytes > ENVELOPE_BYTES_MAX {
        return Err(FrameError::TooLarge { bytes });
    }
    let mut envelope = Vec::with_capacity(4 + bytes);
    envelope.extend_from_slice(&length(bytes)?);
    envelope.push(encoding);
    parts.iter().for_each(|part| envelope.extend_from_slice(part));
    Ok(envelope)
}

fn length(bytes: usize) -> Result<[u8; 4], FrameError> {
    u32::try_from(bytes).map(u32::to_le_bytes).map_err(|_| FrameError::TooLarge { bytes })
}

fn unpack(body: &[u8]) -> Result<Vec<u8>, FrameError> {
    let (encoding, rest) = body.split_first().ok_or(FrameError::Empty)?;
    match *encoding {
        PLAIN => Ok(rest.to_vec()),
        ZSTD => decompress(rest),
        unknown => Err(FrameError::UnknownEncoding(unknown)),
    }
}

fn decompress(rest: &[u8]) -> Result<Vec<u8>, FrameError> {
    let (length, body) = rest.split_first_chunk::<4>().ok_or(FrameError::Unpack)?;
    let bytes = u32::from_le_bytes(*length) as usize;
    if bytes > CONTENT_BYTES_MAX {
        return Err(FrameError::TooLarge { bytes });
    }
    let content = if bytes > KEPT_FOR_BYTES {
        zstd::bulk::decompress(body, bytes)
    } else {
        UNPACKER.with(|kept| with_kept(kept, Decompressor::new, |unpacker| unpacker.decompress(body, bytes)))
    };
    let content = content.map_err(|_| FrameError::Unpack)?;
    if content.len() == bytes { Ok(content) } else { Err(FrameError::Unpack) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn contents(bytes: &[u8]) -> Result<Vec<Vec<u8>>, FrameError> {
        let mut inbox = Inbox::default();
        inbox.push(bytes);
        std::iter::from_fn(|| inbox.next().transpose()).collect()
    }

    #[test]
    fn a_bomb_is_refused_before_it_unpacks() {
        let zeros = vec![0; 64 * 1024 * 1024];
        let bomb = zstd::bulk::compress(&zeros, 19).unwrap();
        assert!(bomb.len() < 10_000);
        let honest = envelope(ZSTD, &[&length(zeros.len()).unwrap(), &bomb]).unwrap();
        assert_eq!(contents(&honest), Err(FrameError::TooLarge { bytes: zeros.len() }));
        let lying = envelope(ZSTD, &[&length(1_000).unwrap(), &bomb]).unwrap();
        assert_eq!(contents(&lying), Err(FrameError::Unpack));
    }

    #[test]
    fn an_envelope_that_claims_too_much_is_refused_from_its_first_four_bytes() {
        assert_eq!(contents(&[0xff; 4]), Err(FrameError::TooLarge { bytes: u32::MAX as usize }));
        assert_eq!(contents(&[0; 4]), Err(FrameError::Empty));
        assert_eq!(contents(&[1, 0, 0, 0, 9]), Err(FrameError::UnknownEncoding(9)));
        assert!(matches!(pack(&vec![1u8; CONTENT_BYTES_MAX + 1]), Err(FrameError::TooLarge { .. })));
    }

    proptest! {
        #[test]
        fn messages_arrive_however_the_stream_was_cut(messages: Vec<(String, Vec<u8>)>, cuts in prop::collection::vec(1usize..40, 1..20)) {
            let stream: Vec<u8> = messages.iter().flat_map(|m| pack(m).unwrap()).collect();
            let (mut inbox, mut rest, mut arrived) = (Inbox::default(), stream.as_slice(), Vec::new());
            for cut in cuts.iter().cycle().take(stream.len() + 1) {
                let (now, later) = rest.split_at((*cut).min(rest.len()));
                inbox.push(now);
                rest = later;
                while let Some(content) = inbox.next().unwrap() {
                    arrived.push(read::<(String, Vec<u8>)>(&content).unwrap());
                }
            }
            prop_assert_eq!(arrived, messages);
        }

        #[test]
        fn hostile_bytes_never_panic(bytes: Vec<u8>, length in 0u32..64, encoding in 0u8..3) {
            let _ = contents(&bytes);
            let framed = [&length.to_le_bytes()[..], &[encoding], &bytes].concat();
            if let Ok(contents) = contents(&framed) {
                prop_assert!(contents.iter().all(|content| content.len() <= CONTENT_BYTES_MAX));
            }
        }
    }
}
