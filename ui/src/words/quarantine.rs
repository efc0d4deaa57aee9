//! Why a change was refused, and what to do about it.

use super::{Words, key};

/// The sentence for a reason's code. A code that this version has no words for gets the sentence that fits all.
pub fn refused_because(words: &Words, code: &str) -> String {
    words.say(match code {
        "forged_seal" | "wrong_actor" => key("refused-forged"),
        "not_owner" => key("refused-not-owner"),
        "not_readable" => key("refused-not-readable"),
        "not_issuer" => key("refused-not-issuer"),
        "revoked_device" => key("refused-revoked"),
        "unknown_device" => key("refused-unknown-device"),
        "trust_ahead" | "missing_dependencies" => key("refused-waits"),
        "equivocation" => key("refused-equivocation"),
        "built_on_equivocation" => key("refused-built-on-equivocation"),
        "too_large" | "too_many_operations" | "too_deep" => key("refused-too-large"),
        "malformed" | "unloadable" => key("refused-damaged"),
        _ => key("refused-other"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    /// The codes as the node writes them; the list grows with `Reason::code`.
    const CODES: [&str; 16] = [
        "forged_seal",
        "not_owner",
        "not_readable",
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
    ];

    #[test]
    fn every_reason_has_words_of_its_own_and_no_code_is_shown() {
        for lang in [Lang::Fr, Lang::En] {
            let words = Words::new(lang);
            let other = refused_because(&words, "something_newer");
            for code in CODES {
                let said = refused_because(&words, code);
                assert!(said != other && !said.contains('_'), "{code}: {said}");
            }
        }
    }
}
