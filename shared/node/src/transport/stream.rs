//! Whole messages from a QUIC stream that arrives in pieces.

use crate::trouble::Trouble;
use iroh::endpoint::RecvStream;

/// How much is read at once.
pub(super) const PIECE: usize = 64 << 10;

/// Reads until `decode` has a whole message, at most `cap` bytes.
pub(super) async fn message<T, E: std::fmt::Display>(
    stream: &mut RecvStream,
    cap: usize,
    decode: impl Fn(&[u8]) -> Result<Option<T>, E>,
) -> Result<T, Trouble> {
    let mut bytes = Vec::new();
    let mut piece = vec![0; PIECE];
    loop {
        if let Some(message) = decode(&bytes).map_err(Trouble::fault)? {
            return Ok(message);
        }
        let read = stream.read(&mut piece).await.map_err(Trouble::fault)?;
        let read = read.ok_or_else(|| Trouble::fault("the stream ended in the middle of a message"))?;
        bytes.extend_from_slice(piece.get(..read).unwrap_or_default());
        if bytes.len() > cap {
            return Err(Trouble::fault(format!("a message of more than {cap} bytes")));
        }
    }
}
