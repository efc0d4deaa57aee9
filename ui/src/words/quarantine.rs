//! Why changes were refused, what they are about, and what to do about it.

use super::{Dates, Words, key};
use mainforte_api::RefusedAbout;

/// Why, as a sentence. A code that this version has no words for gets the sentence that fits all.
pub fn refused_why(words: &Words, code: &str) -> String {
    words.say(match code {
        "forged_seal" => key("refused-forged"),
        "wrong_actor" => key("refused-wrong-actor"),
        "not_owner" => key("refused-not-owner"),
        "not_issuer" => key("refused-not-issuer"),
        "revoked_device" => key("refused-revoked"),
        "unknown_device" => key("refused-unknown-device"),
        "trust_ahead" | "missing_dependencies" => key("refused-waits"),
        "equivocation" => key("refused-equivocation"),
        "built_on_equivocation" => key("refused-built-on-equivocation"),
        "too_large" | "too_many_operations" => key("refused-too-large"),
        "malformed" => key("refused-damaged"),
        "too_deep" => key("refused-too-deep"),
        "unloadable" => key("refused-unloadable"),
        "unreadable_here" => key("refused-unreadable-here"),
        _ => key("refused-other"),
    })
}

/// What to do next; an operator is not told to ask the city.
pub fn refused_next(words: &Words, code: &str, is_city: bool) -> String {
    let said = match code {
        "forged_seal" | "wrong_actor" => key("refused-next-forged"),
        "not_owner" | "not_issuer" | "too_deep" => key("refused-next-misplaced"),
        "revoked_device" => key("refused-next-revoked"),
        "unknown_device" => key("refused-next-unknown-device"),
        "trust_ahead" | "missing_dependencies" => key("refused-next-waits"),
        "equivocation" => key("refused-next-equivocation"),
        "built_on_equivocation" => key("refused-next-built-on-equivocation"),
        "too_large" | "too_many_operations" => key("refused-next-too-large"),
        "malformed" | "unloadable" => key("refused-next-damaged"),
        "unreadable_here" => key("refused-next-unreadable-here"),
        _ => key("refused-next-other"),
    };
    crate::say!(words, said, city = if is_city { "yes" } else { "no" })
}

/// What a refused change is about: a person's sheet, a month's planning.
pub fn refused_about(words: &Words, dates: &Dates, about: &RefusedAbout) -> String {
    use crate::say;
    match about {
        RefusedAbout::Person { name } if name.is_empty() => words.say("refused-about-someone"),
        RefusedAbout::Person { name } => say!(words, "refused-about-person", name = name.clone()),
        RefusedAbout::Card { name, from } if name.is_empty() => {
            say!(words, "refused-about-some-card", organisation = from.clone())
        }
        RefusedAbout::Card { name, from } => {
            say!(words, "refused-about-card", name = name.clone(), organisation = from.clone())
        }
        RefusedAbout::Board { org_name, month } => {
            say!(words, "refused-about-board", month = dates.month_and_year(month), organisation = org_name.clone())
        }
        RefusedAbout::Places { org_name } => say!(words, "refused-about-places", organisation = org_name.clone()),
        RefusedAbout::Requests { org_name } => say!(words, "refused-about-requests", organisation = org_name.clone()),
        RefusedAbout::Loans { org_name } => say!(words, "refused-about-loans", organisation = org_name.clone()),
        RefusedAbout::Registry => words.say("refused-about-registry"),
        RefusedAbout::Unknown => words.say("refused-about-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    /// The codes of what is kept; the list grows with `Reason::code`. Of what one may not read, and of who is erased, nothing
    /// is kept.
    const CODES: [&str; 16] = [
        "forged_seal",
        "not_owner",
        "not_issuer",
        "wrong_actor",
        "revoked_device",
        "unknown_device",
        "trust_ahead",
        "equivocation",
        "built_on_equivocation",
        "malformed",
        "too_large",
        "too_many_operations",
        "too_deep",
        "missing_dependencies",
        "unloadable",
        "unreadable_here",
    ];

    #[test]
    fn every_reason_has_words_of_its_own_and_no_code_is_shown() {
        for lang in [Lang::Fr, Lang::En] {
            let words = Words::new(lang);
            let other = refused_why(&words, "something_newer");
            for code in CODES {
                let said = refused_why(&words, code);
                assert!(said != other && !said.contains('_'), "{code}: {said}");
            }
        }
    }

    #[test]
    fn every_reason_says_what_to_do_and_nobody_of_the_city_is_sent_to_the_city() {
        let words = Words::new(Lang::Fr);
        let other = refused_next(&words, "something_newer", false);
        for code in CODES {
            let said = refused_next(&words, code, false);
            assert!(said != other && !said.contains('_') && !said.contains('$'), "{code}: {said}");
            let operator = refused_next(&words, code, true);
            for sent in ["prévenez la Ville", "Prévenez la Ville", "à la Ville"] {
                assert!(!operator.contains(sent), "{code}: {operator}");
            }
        }
    }

    #[test]
    fn what_was_refused_is_named_as_people_name_it() {
        let words = Words::new(Lang::Fr);
        let dates = Dates::new(words.clone(), "Europe/Paris");
        let said = |about: RefusedAbout| refused_about(&words, &dates, &about);
        let board = RefusedAbout::Board { org_name: "Restos".to_owned(), month: "2020-03".to_owned() };
        assert_eq!(said(board), "le planning de mars 2020 (Restos)");
        assert_eq!(said(RefusedAbout::Person { name: "Marie Dubois".to_owned() }), "la fiche de Marie Dubois");
        assert_eq!(said(RefusedAbout::Person { name: String::new() }), "la fiche d’une personne inconnue ici");
        let odd = RefusedAbout::Board { org_name: "Restos".to_owned(), month: "2020-99".to_owned() };
        assert_eq!(said(odd), "le planning de 2020-99 (Restos)");
    }
}
