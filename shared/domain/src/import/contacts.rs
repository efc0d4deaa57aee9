//! Phones and e-mails as they stand in cells: several in one, with words around them.

use crate::{normalise_email, normalise_phone};

/// What a cell of contacts held.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Contacts {
    /// Normalised.
    pub(super) good: Vec<String>,
    /// As they stand.
    pub(super) bad: Vec<String>,
    /// Whether words stood beside the numbers that are worth keeping ("chez sa fille").
    pub(super) has_words: bool,
}

/// Words that only say what kind of number it is.
const PHONE_LABELS: &[&str] =
    &["tel", "telephone", "port", "portable", "mobile", "fixe", "dom", "domicile", "ou", "et", "or", "perso", "pro"];

/// Phone numbers of a cell.
pub(super) fn phones(cell: &str) -> Contacts {
    let mut contacts = Contacts::default();
    if cell.is_empty() {
        return contacts;
    }
    if let Some(number) = phone(cell) {
        contacts.good.push(number);
    } else {
        for part in phone_parts(cell) {
            match phone(&part) {
                Some(number) => contacts.good.push(number),
                None if part.chars().any(|c| c.is_ascii_digit()) => contacts.bad.push(part),
                None => contacts.has_words = true,
            }
        }
        if contacts.good.is_empty() && contacts.bad.is_empty() {
            contacts.bad.push(cell.to_owned());
        }
    }
    let folded = crate::fold(cell);
    let word = |w: &str| w.chars().any(char::is_alphabetic) && !PHONE_LABELS.contains(&w);
    contacts.has_words |= folded.split(' ').any(word);
    contacts
}

/// One number, with what a spreadsheet or a person left around it.
fn phone(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let bare = text.trim_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '(');
    normalise_phone(whole).or_else(|_| normalise_phone(bare)).ok()
}

fn phone_parts(cell: &str) -> Vec<String> {
    let split = [" ou ", " et ", " or "].iter().fold(cell.to_owned(), |cell, word| cell.replace(word, ","));
    let split = split.replace(" / ", ",").replace(" - ", ",");
    let parts: Vec<&str> = split.split([',', ';', '|']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let slashed: Vec<&str> = parts.iter().flat_map(|p| p.split('/')).map(str::trim).filter(|p| !p.is_empty()).collect();
    let numbers = |parts: &[&str]| parts.iter().filter(|p| phone(p).is_some()).count();
    let better = if numbers(&slashed) > numbers(&parts) { slashed } else { parts };
    better.into_iter().map(str::to_owned).collect()
}

/// E-mail addresses of a cell.
pub(super) fn emails(cell: &str) -> Contacts {
    let mut contacts = Contacts::default();
    let parts =
        cell.split([',', ';', '|', '/', ' ']).map(|p| p.trim_matches(['<', '>', '(', ')'])).filter(|p| !p.is_empty());
    for part in parts {
        match normalise_email(part) {
            Ok(address) => contacts.good.push(address),
            Err(_) if part.contains('@') => contacts.bad.push(part.to_owned()),
            Err(_) => contacts.has_words |= part.chars().any(char::is_alphanumeric) && part != "ou" && part != "et",
        }
    }
    if contacts.good.is_empty() && contacts.bad.is_empty() && contacts.has_words {
        contacts.bad.push(cell.to_owned());
    }
    contacts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_numbers_in_one_cell_are_several_numbers() {
        for cell in [
            "06.12.34.56.78 / 05 56 00 00 01",
            "06 12 34 56 78 ou 05 56 00 00 01",
            "0612345678/0556000001",
            "Port: 06 12 34 56 78, fixe: 05 56 00 00 01",
            "06 12 34 56 78 - 05 56 00 00 01",
        ] {
            let found = phones(cell);
            assert_eq!(found.good, ["+33612345678", "+33556000001"], "{cell}");
            assert!(found.bad.is_empty() && !found.has_words, "{cell} {found:?}");
        }
        assert_eq!(phones("612345678.0").good, ["+33612345678"]);
        assert_eq!(phones("06/12/34/56/78").good, ["+33612345678"]);
    }

    #[test]
    fn words_beside_a_number_are_noticed_and_bad_numbers_named() {
        let found = phones("05 56 00 00 01 (chez sa fille)");
        assert_eq!((found.good.len(), found.has_words), (1, true));
        assert_eq!(phones("06 12 34").bad, ["06 12 34"]);
        assert_eq!(phones("néant").bad, ["néant"]);
        assert_eq!(phones(""), Contacts::default());
    }

    #[test]
    fn addresses_are_found_among_brackets() {
        assert_eq!(emails("Marie <marie@orange.fr>; m.d@free.fr").good, ["marie@orange.fr", "m.d@free.fr"]);
        assert_eq!(emails("marie@orange").bad, ["marie@orange"]);
        assert_eq!(emails("pas de mail").bad, ["pas de mail"]);
        assert_eq!(emails(""), Contacts::default());
    }
}
