use super::TableError;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file's bytes were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16 with byte order mark ("Unicode text" of a spreadsheet).
    Utf16,
    /// Windows-1252, what a French spreadsheet writes by itself.
    Windows1252,
}

impl Encoding {
    /// Its name for people: `utf-8`, `utf-16` or `windows-1252`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// Reads text: by its byte order mark, else as UTF-8 when it is, else as Windows-1252. Line ends become `\n`.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Encoding), TableError> {
    let (text, encoding) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (UTF_16LE.decode_without_bom_handling(rest).0.into_owned(), Encoding::Utf16),
        [0xFE, 0xFF, rest @ ..] => (UTF_16BE.decode_without_bom_handling(rest).0.into_owned(), Encoding::Utf16),
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(TableError::Spreadsheet),
        _ => {
            let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            match std::str::from_utf8(rest) {
                Ok(text) => (text.to_owned(), Encoding::Utf8),
                Err(_) => (WINDOWS_1252.decode_without_bom_handling(rest).0.into_owned(), Encoding::Windows1252),
            }
        }
    };
    if text.contains('\0') {
        return Err(TableError::NotText);
    }
    Ok((text.replace("\r\n", "\n").replace('\r', "\n"), encoding))
}
