//! Ids and nonces that nobody else draws.

use crate::surroundings::{Surroundings, draw};
use mainforte_domain::{InvalidId, fold};

const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// `prefix-` and 16 random characters: 80 bits, so that two laptops that never meet draw different ids.
pub(crate) fn id<Id: TryFrom<String, Error = InvalidId>>(
    world: &dyn Surroundings,
    prefix: &str,
) -> Result<Id, InvalidId> {
    Id::try_from(format!("{prefix}-{}", letters(draw::<16>(world))))
}

/// An id that people recognise: the name folded, then four random characters.
pub(crate) fn named<Id: TryFrom<String, Error = InvalidId>>(
    world: &dyn Surroundings,
    name: &str,
) -> Result<Id, InvalidId> {
    let readable: String = fold(name)
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' })
        .take(40)
        .collect();
    let readable = readable.trim_matches('-');
    let readable = if readable.is_empty() { "x" } else { readable };
    Id::try_from(format!("{readable}-{}", letters(draw::<4>(world))))
}

fn letters<const N: usize>(random: [u8; N]) -> String {
    random.iter().map(|b| char::from(ALPHABET[usize::from(b % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::RealWorld;
    use mainforte_domain::{OrgId, VolunteerId};

    fn world() -> RealWorld {
        RealWorld::new(std::path::Path::new("."))
    }

    #[test]
    fn a_named_id_keeps_the_name_readable() {
        let id: OrgId = named(&world(), "Restos du cœur – Bordeaux Nord").unwrap();
        assert!(id.as_str().starts_with("restos-du-coeur-bordeaux-nord-"), "{id}");
        assert!(named::<OrgId>(&world(), "北").is_ok());
        let (a, b): (VolunteerId, VolunteerId) = (super::id(&world(), "v").unwrap(), super::id(&world(), "v").unwrap());
        assert_ne!(a, b);
    }
}
