use super::report::meaning;
use crate::say;
use crate::words::Words;
use mainforte_api::{LineFate, RefusedCell, ShiftLineFate};

/// Whether a person should look at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    Fine,
    Look,
}

/// What becomes of a line of people.
pub fn person_fate(words: &Words, fate: &LineFate) -> (Attention, String) {
    match fate {
        LineFate::Taken => (Attention::Fine, words.say("fate-taken")),
        LineFate::MergedWithLine { line } => (Attention::Fine, say!(words, "fate-same-line", line = line.to_string())),
        LineFate::MergedWithKnown { name, .. } => {
            (Attention::Fine, say!(words, "fate-same-known", name = name.as_str()))
        }
        LineFate::Proposed { name, same_contact: true, .. } => {
            (Attention::Look, say!(words, "fate-perhaps-contact", name = name.as_str()))
        }
        LineFate::Proposed { name, .. } => (Attention::Look, say!(words, "fate-perhaps-name", name = name.as_str())),
        LineFate::Refused { cells } => (Attention::Look, refused(words, cells)),
    }
}

/// What becomes of a line of shifts.
pub fn shift_fate(words: &Words, fate: &ShiftLineFate) -> (Attention, String) {
    match fate {
        ShiftLineFate::Taken => (Attention::Fine, words.say("fate-taken-shift")),
        ShiftLineFate::JoinedToLine { line } => {
            (Attention::Fine, say!(words, "fate-joined-line", line = line.to_string()))
        }
        ShiftLineFate::AlreadyThere => (Attention::Fine, words.say("fate-already")),
        ShiftLineFate::Refused { cells } => (Attention::Look, refused(words, cells)),
    }
}

fn refused(words: &Words, cells: &[RefusedCell]) -> String {
    let why: Vec<_> = cells.iter().map(|cell| why(words, cell)).collect();
    say!(words, "fate-refused", why = why.join(", "))
}

fn why(words: &Words, cell: &RefusedCell) -> String {
    match cell {
        RefusedCell::NoName => words.say("why-no-name"),
        RefusedCell::NoContact => words.say("why-no-contact"),
        RefusedCell::BadPhone { value } => say!(words, "why-bad-phone", value = value.as_str()),
        RefusedCell::BadEmail { value } => say!(words, "why-bad-email", value = value.as_str()),
        RefusedCell::BadTime { value } => say!(words, "why-bad-time", value = value.as_str()),
        RefusedCell::BadNumber { value } => say!(words, "why-bad-number", value = value.as_str()),
        RefusedCell::Missing { column } => say!(words, "why-missing", column = meaning(words, Some(column))),
        RefusedCell::TooManyCells => words.say("why-too-many-cells"),
        RefusedCell::TooLong => words.say("why-too-long"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn couples_on_one_landline_are_for_people_to_decide() {
        let words = Words::new(Lang::Fr);
        let fate = LineFate::Proposed { line: Some(4), id: None, name: "Jean Petit".to_owned(), same_contact: true };
        let (attention, sentence) = person_fate(&words, &fate);
        assert_eq!(attention, Attention::Look);
        assert_eq!(sentence, "peut-être Jean Petit\u{202f}: même téléphone ou adresse");
    }
}
