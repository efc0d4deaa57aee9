//! Phone numbers as people write them in France, kept as E.164.

/// The text is not a phone number that anybody could dial from abroad.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid phone number {0:?}")]
pub struct InvalidPhone(pub String);

/// Fewer digits than this, country code included, is no number (Niue has seven).
const DIGITS_MIN: usize = 7;
/// More than this is not E.164 (ITU-T E.164, 6.1).
const DIGITS_MAX: usize = 15;
/// More characters than this is a sentence, not a number.
const CHARACTERS_MAX: usize = 40;

/// Reads a number in one of the forms that lists of volunteers hold and gives `+33612345678`.
///
/// Numbers without a country are French: `06.12.34.56.78`, `612345678` (a spreadsheet ate the zero), `33612345678`
/// (it ate the plus). With a country: `+33 (0)6 …`, `0033 6 …`, `+32 470 12 34 56`.
pub fn normalise_phone(text: &str) -> Result<String, InvalidPhone> {
    let invalid = || InvalidPhone(text.chars().take(80).collect());
    let (international, digits) = digits(text).ok_or_else(invalid)?;
    let number = if international { with_country(&digits) } else { french(&digits) };
    number.ok_or_else(invalid)
}

/// A normalised number as people read it: `06 12 34 56 78` in France, with its country code elsewhere.
pub fn display_phone(e164: &str) -> String {
    let national = e164.strip_prefix("+33").filter(|n| is_french_national(n));
    let Some(national) = national else { return e164.to_owned() };
    let mut shown = String::with_capacity(14);
    for (place, digit) in format!("0{national}").chars().enumerate() {
        if place > 0 && place % 2 == 0 {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

/// The digits alone, and whether a country code leads them.
fn digits(text: &str) -> Option<(bool, String)> {
    let text = text.trim();
    if text.chars().count() > CHARACTERS_MAX {
        return None;
    }
    let (plus, rest) = match text.strip_prefix(['+', '＋']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits: String = rest.chars().filter(|c| !is_separator(*c)).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.strip_prefix("00") {
        Some(after) if !plus => Some((true, after.to_owned())),
        _ => Some((plus, digits)),
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '.' | '-' | '/' | '(' | ')' | '_' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
}

fn with_country(digits: &str) -> Option<String> {
    if let Some(national) = digits.strip_prefix("33") {
        let national = national.strip_prefix('0').unwrap_or(national);
        return is_french_national(national).then(|| format!("+33{national}"));
    }
    let length = (DIGITS_MIN..=DIGITS_MAX).contains(&digits.len());
    (length && !digits.starts_with('0')).then(|| format!("+{digits}"))
}

fn french(digits: &str) -> Option<String> {
    let national = match digits.len() {
        10 => digits.strip_prefix('0')?,
        11 => digits.strip_prefix("33")?,
        _ => digits,
    };
    is_french_national(national).then(|| format!("+33{national}"))
}

/// Nine digits after the leading zero, the first of them 1 to 9.
fn is_french_national(digits: &str) -> bool {
    digits.len() == 9 && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_french_way_of_writing_a_number_is_one_number() {
        for written in [
            "06.12.34.56.78",
            "06 12 34 56 78",
            " 06-12-34-56-78 ",
            "06\u{a0}12\u{202f}34 56 78",
            "0612345678",
            "06/12/34/56/78",
            "+33 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "+33(0)612345678",
            "0033 6 12 34 56 78",
            "0033 (0) 6 12 34 56 78",
            "612345678",
            "33612345678",
        ] {
            assert_eq!(normalise_phone(written).as_deref(), Ok("+33612345678"), "{written:?}");
        }
    }

    #[test]
    fn other_countries_need_their_code() {
        assert_eq!(normalise_phone("+32 470 12 34 56").as_deref(), Ok("+32470123456"));
        assert_eq!(normalise_phone("0034 612 345 678").as_deref(), Ok("+34612345678"));
    }

    #[test]
    fn what_nobody_can_dial_is_refused_with_its_value() {
        for bad in [
            "",
            "+",
            "115",
            "06 12 34 56",
            "06 12 34 56 7",
            "06 12 34 56 78 9",
            "néant",
            "06 12 34 56 7x",
            "0012",
            "+33 6 12 34",
            "+0 612345678",
            "+1234567890123456",
            "000612345678",
            "6,12E+08",
        ] {
            assert_eq!(normalise_phone(bad), Err(InvalidPhone(bad.to_owned())), "{bad:?}");
        }
    }

    #[test]
    fn a_number_is_shown_as_people_read_it() {
        assert_eq!(display_phone("+33612345678"), "06 12 34 56 78");
        assert_eq!(display_phone("+32470123456"), "+32470123456");
        assert_eq!(display_phone("+33"), "+33");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(national in "[1-9][0-9]{8}") {
            let e164 = format!("+33{national}");
            prop_assert_eq!(normalise_phone(&display_phone(&e164)), Ok(e164.clone()));
            prop_assert_eq!(normalise_phone(&e164), Ok(e164));
        }

        #[test]
        fn any_text_is_a_number_or_an_error(text in any::<String>()) {
            if let Ok(number) = normalise_phone(&text) {
                prop_assert!(number.starts_with('+') && number.len() <= 16);
                prop_assert_eq!(normalise_phone(&number), Ok(number.clone()));
            }
        }
    }
}
