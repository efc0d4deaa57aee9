//! Why this person, why not that one, why a shift stays short.

use super::{Words, key, skill_name};
use crate::say;
use mainforte_api::{EligibilityRule, ProposalReason, ShortageCause};

/// What stands between reasons; a line ends with the point and never begins with it.
pub const BETWEEN: &str = "\u{a0}· ";

/// `habite à 600 m`
pub fn proposal_reason(words: &Words, reason: &ProposalReason) -> String {
    match reason {
        ProposalReason::Skill { skill } => say!(words, "reason-skill", skill = skill_name(words, skill)),
        ProposalReason::Language { language } => {
            say!(words, "reason-language", language = language_name(words, language))
        }
        ProposalReason::Near { metres } => say!(words, "reason-near", distance = distance(words, *metres)),
        ProposalReason::Offers => words.say("reason-offers"),
        ProposalReason::With { name } => say!(words, "reason-with", name = name.as_str()),
        ProposalReason::Usual => words.say("reason-usual"),
        ProposalReason::WeekHours { minutes } => say!(words, "reason-week-hours", hours = hours(*minutes)),
        ProposalReason::FewOthers { others } => say!(words, "reason-few-others", others = *others),
    }
}

/// `habite à 7,2 km, se déplace jusqu’à 5 km`
pub fn rule(words: &Words, rule: &EligibilityRule) -> String {
    match rule {
        EligibilityRule::Skill { skill } => say!(words, "rule-skill", skill = skill_name(words, skill)),
        EligibilityRule::Language { language } => {
            say!(words, "rule-language", language = language_name(words, language))
        }
        EligibilityRule::TooFar { metres, radius } => {
            say!(words, "rule-too-far", distance = distance(words, *metres), radius = distance(words, *radius))
        }
        EligibilityRule::WeekHours { max } => say!(words, "rule-week-hours", hours = hours(*max)),
        EligibilityRule::Vetted => words.say("rule-vetted"),
        EligibilityRule::RemoteOnly => words.say("rule-remote-only"),
        EligibilityRule::NotAvailable => words.say("rule-not-available"),
        EligibilityRule::NotHeld => words.say("rule-not-held"),
        EligibilityRule::Overlap { .. } => words.say("rule-overlap"),
        EligibilityRule::Turnaround { .. } => words.say("rule-turnaround"),
        EligibilityRule::Blocked => words.say("rule-blocked"),
        EligibilityRule::NotActive => words.say("rule-not-active"),
        EligibilityRule::SaidNo => words.say("rule-said-no"),
        EligibilityRule::Withdrew => words.say("rule-withdrew"),
        EligibilityRule::NeverWith { name } => say!(words, "rule-never-with", name = name.as_str()),
    }
}

/// `4 sont prises ailleurs`
pub fn shortage(words: &Words, cause: ShortageCause, count: u32) -> String {
    let key = match cause {
        ShortageCause::TakenElsewhere => key("short-taken-elsewhere"),
        ShortageCause::OutOfHours => key("short-out-of-hours"),
        ShortageCause::TooFar => key("short-too-far"),
        ShortageCause::NotAvailable => key("short-not-available"),
        ShortageCause::NoSkill => key("short-no-skill"),
        ShortageCause::NoLanguage => key("short-no-language"),
        ShortageCause::NotVetted => key("short-not-vetted"),
        ShortageCause::NotHeld => key("short-not-held"),
        ShortageCause::Unwilling => key("short-unwilling"),
    };
    say!(words, key, count = count)
}

/// `2 h`, `2 h 30`
pub fn hours(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours}\u{202f}h"),
        (hours, rest) => format!("{hours}\u{202f}h\u{202f}{rest:02}"),
    }
}

/// `10 000`, with thin spaces, in both languages.
pub fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut spaced = String::with_capacity(digits.len() + 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            spaced.push('\u{202f}');
        }
        spaced.push(digit);
    }
    spaced
}

/// `600 m`, `7,2 km`
pub fn distance(words: &Words, metres: i64) -> String {
    if metres < 1_000 {
        return format!("{}\u{202f}m", (metres + 25) / 50 * 50);
    }
    let tenths = (metres + 50) / 100;
    let point = words.say("decimal-point");
    if tenths % 10 == 0 {
        format!("{}\u{202f}km", tenths / 10)
    } else {
        format!("{}{point}{}\u{202f}km", tenths / 10, tenths % 10)
    }
}

/// A language's name; its code when it is not one of the frequent ones.
pub fn language_name(words: &Words, code: &str) -> String {
    match code {
        "fr" => words.say("language-fr"),
        "en" => words.say("language-en"),
        "ar" => words.say("language-ar"),
        "es" => words.say("language-es"),
        "pt" => words.say("language-pt"),
        "tr" => words.say("language-tr"),
        "bg" => words.say("language-bg"),
        "uk" => words.say("language-uk"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn no_code_is_shown_for_a_skill() {
        let words = Words::new(Lang::Fr);
        let skill = || "driver".to_owned();
        assert_eq!(proposal_reason(&words, &ProposalReason::Skill { skill: skill() }), "a la compétence permis B");
        assert_eq!(rule(&words, &EligibilityRule::Skill { skill: skill() }), "n’a pas la compétence permis B");
    }

    #[test]
    fn distances_and_hours_are_short_to_say() {
        let words = Words::new(Lang::Fr);
        assert_eq!(distance(&words, 612), "600\u{202f}m");
        assert_eq!(distance(&words, 7_249), "7,2\u{202f}km");
        assert_eq!(distance(&words, 5_000), "5\u{202f}km");
        assert_eq!((thousands(999).as_str(), thousands(10_000).as_str()), ("999", "10\u{202f}000"));
        assert_eq!(hours(150), "2\u{202f}h\u{202f}30");
    }
}
