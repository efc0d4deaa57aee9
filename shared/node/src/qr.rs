//! An invitation as a QR code.

use fast_qr::QRBuilder;

/// Rows of dark (`true`) and light modules; none when the text is too long for a QR code.
pub(crate) fn modules(text: &str) -> Vec<Vec<bool>> {
    let Ok(code) = QRBuilder::new(text).build() else { return Vec::new() };
    (0..code.size).map(|row| code[row].iter().map(|module| module.value()).collect()).collect()
}
