//! Skills by name. Those that planning knows have a code, which nobody should have to read or type.

use super::Words;
use mainforte_domain::import::read_skill;

/// `permis B`; a skill that an association has named itself is said as written.
pub fn skill_name(words: &Words, skill: &str) -> String {
    match skill {
        "driver" => words.say("skill-driver"),
        "first-aid" => words.say("skill-first-aid"),
        other => other.to_owned(),
    }
}

/// A skill as typed, by the same name as an imported one.
pub fn typed_skill(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(read_skill)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_skill_is_said_in_words_and_these_words_are_read_again() {
        let name = |lang, skill| skill_name(&Words::new(lang), skill);
        assert_eq!((name(Lang::Fr, "driver"), name(Lang::En, "driver")), ("permis B".into(), "driving licence".into()));
        for lang in [Lang::Fr, Lang::En] {
            for skill in ["driver", "first-aid", "cuisine"] {
                assert_eq!(typed_skill(&name(lang, skill)).as_deref(), Some(skill));
            }
        }
        assert_eq!(typed_skill("  "), None);
    }
}
