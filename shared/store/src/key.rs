use std::fmt::Write;
use zeroize::Zeroizing;

/// What opens a store: 32 random bytes, wiped from memory when dropped. Not a passphrase: nothing is derived from it.
#[derive(Clone)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    /// Takes 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key as SQLCipher takes it raw, without deriving: `x'…'`.
    pub(crate) fn literal(&self) -> Zeroizing<String> {
        // Room from the beginning, so that no shorter copy stays behind in memory.
        let mut literal = Zeroizing::new(String::with_capacity(80));
        literal.push_str("x'");
        for byte in self.0.iter() {
            // Writing to a string does not fail.
            let _ = write!(literal, "{byte:02x}");
        }
        literal.push('\'');
        literal
    }

    /// Tells this key from another without telling what it is.
    pub(crate) fn fingerprint(&self) -> String {
        blake3::keyed_hash(&self.0, b"mainforte-store-key/1").to_hex().to_string()
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(…)")
    }
}
