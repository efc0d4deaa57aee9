//! Reading bytes from outside.

use crate::Refused;

/// Bytes from outside, read from the front. Every read is bounded by what is there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
}

const CUT: Refused = Refused::NotAChange("it is cut short");

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Refused> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(CUT)?;
        self.bytes = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Refused> {
        let (first, rest) = self.bytes.split_first().ok_or(CUT)?;
        self.bytes = rest;
        Ok(*first)
    }

    /// Bytes behind their length.
    pub(crate) fn prefixed(&mut self) -> Result<&'a [u8], Refused> {
        let length = self.unsigned()?;
        self.take(usize::try_from(length).map_err(|_| CUT)?)
    }

    /// An unsigned LEB128 number in its shortest form.
    pub(crate) fn unsigned(&mut self) -> Result<u64, Refused> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if part << shift >> shift != part || (shift > 0 && byte == 0) {
                break;
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Refused::NotAChange("a number too long"))
    }

    /// A signed LEB128 number in its shortest form.
    pub(crate) fn signed(&mut self) -> Result<i64, Refused> {
        let mut value = 0i64;
        let mut before = None;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            if (shift == 63 && byte != 0 && byte != 0x7f) || before.is_some_and(|before| says_nothing(byte, before)) {
                break;
            }
            before = Some(byte);
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let sign = shift + 7;
                return Ok(if byte & 0x40 != 0 && sign < 64 { value | (-1 << sign) } else { value });
            }
        }
        Err(Refused::NotAChange("a number too long"))
    }
}

/// Whether a last byte only repeats the sign that the byte before it has already.
fn says_nothing(byte: u8, before: u8) -> bool {
    match byte {
        0x00 => before & 0x40 == 0,
        0x7f => before & 0x40 != 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_leb128() {
        let unsigned = |bytes: &[u8]| Cursor::new(bytes).unsigned();
        assert_eq!(unsigned(&[0x00]), Ok(0));
        assert_eq!(unsigned(&[0xe5, 0x8e, 0x26]), Ok(624_485));
        assert_eq!(unsigned(&[0xff; 9].into_iter().chain([1]).collect::<Vec<_>>()), Ok(u64::MAX));
        assert!(unsigned(&[0xff; 9].into_iter().chain([2]).collect::<Vec<_>>()).is_err());
        assert!(unsigned(&[0x80, 0x00]).is_err(), "a longer form of 0");
        assert!(unsigned(&[0x80]).is_err());
        let signed = |bytes: &[u8]| Cursor::new(bytes).signed();
        assert_eq!(signed(&[0x7f]), Ok(-1));
        assert_eq!(signed(&[0xc0, 0xbb, 0x78]), Ok(-123_456));
        assert_eq!(signed(&[0xc0, 0x00]), Ok(64));
        assert_eq!(signed(&[0xbf, 0x7f]), Ok(-65));
        assert!(signed(&[0x81, 0x00]).is_err(), "a longer form of 1");
        assert!(signed(&[0xff, 0x7f]).is_err(), "a longer form of -1");
        let least: Vec<u8> = [0x80; 9].into_iter().chain([0x7f]).collect();
        assert_eq!(signed(&least), Ok(i64::MIN));
    }
}
