use std::io;
use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// What came next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A line, without its end.
    Line(Vec<u8>),
    /// A line that was longer than allowed; it was skipped to its end.
    TooLong,
    /// Nothing more will come.
    End,
}

/// Reads one line of at most `bytes_max`, and never keeps more than that in memory.
pub(super) async fn next_line<R: AsyncBufRead + Unpin>(reader: &mut R, bytes_max: usize) -> io::Result<Next> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let chunk = reader.fill_buf().await?;
        if chunk.is_empty() {
            return Ok(if too_long {
                Next::TooLong
            } else if line.is_empty() {
                Next::End
            } else {
                Next::Line(line)
            });
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        if too_long || line.len() + part.len() > bytes_max {
            too_long = true;
            line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let taken = part.len() + usize::from(end.is_some());
        reader.consume(taken);
        if end.is_some() {
            return Ok(if too_long { Next::TooLong } else { Next::Line(line) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::BufReader;

    async fn all(text: &[u8]) -> Vec<Next> {
        // A buffer of three bytes, so that lines come in pieces.
        let mut reader = BufReader::with_capacity(3, text);
        let mut found = Vec::new();
        loop {
            match next_line(&mut reader, 5).await.unwrap() {
                Next::End => return found,
                next => found.push(next),
            }
        }
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_is_skipped_and_the_next_one_is_read() {
        let line = |text: &str| Next::Line(text.as_bytes().to_vec());
        assert_eq!(all(b"12345\n123456789\nab\n").await, [line("12345"), Next::TooLong, line("ab")]);
    }

    #[tokio::test]
    async fn the_last_line_needs_no_end() {
        let line = |text: &str| Next::Line(text.as_bytes().to_vec());
        assert_eq!(all(b"\nab").await, [line(""), line("ab")]);
        assert_eq!(all(b"123456").await, [Next::TooLong]);
        assert_eq!(all(b"").await, []);
    }
}
