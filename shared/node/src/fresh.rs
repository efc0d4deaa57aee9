//! Ids and nonces that nobody else draws.

use mainforte_domain::{InvalidId, fold};

const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// `prefix-` and 16 random characters: 80 bits, so that two laptops that never meet draw different ids.
pub(crate) fn id<Id: TryFrom<String, Error = InvalidId>>(prefix: &str) -> Result<Id, InvalidId> {
    Id::try_from(format!("{prefix}-{}", letters(rand::random::<[u8; 16]>())))
}

/// An id that people recognise: the name folded, then four random characters.
pub(crate) fn named<Id: TryFrom<String, Error = InvalidId>>(name: &str) -> Result<Id, InvalidId> {
    let readable: String = fold(name)
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' })
        .take(40)
        .collect();
    let readable = readable.trim_matches('-');
    let readable = if readable.is_empty() { "x" } else { readable };
    Id::try_from(format!("{readable}-{}", letters(rand::random::<[u8; 4]>())))
}

fn letters<const N: usize>(random: [u8; N]) -> String {
    random.iter().map(|b| char::from(ALPHABET[usize::from(b % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_domain::{OrgId, VolunteerId};

    #[test]
    fn a_named_id_keeps_the_name_readable() {
        let id: OrgId = named("Restos du cœur – Bordeaux Nord").unwrap();
        assert!(id.as_str().starts_with("restos-du-coeur-bordeaux-nord-"), "{id}");
        assert!(named::<OrgId>("北").is_ok());
        let (a, b): (VolunteerId, VolunteerId) = (super::id("v").unwrap(), super::id("v").unwrap());
        assert_ne!(a, b);
    }
}
