//! Every refusal as a sentence that says what to do next.

use super::{Dates, Words, key, reasons::rule};
use crate::{
    bindings::{Broken, Failure},
    say,
};
use mainforte_api::{BundleProblem, InvitationProblem, Refusal};

/// The sentence for why there is no answer.
pub fn failure_sentence(words: &Words, dates: &Dates, failure: &Failure) -> String {
    match failure {
        Broken::Answered(refusal) => refusal_sentence(words, dates, refusal),
        Broken::Unreadable(detail) => say!(words, "refusal-fault", detail = detail.as_str()),
    }
}

fn refusal_sentence(words: &Words, dates: &Dates, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invitation { problem } => words.say(invitation_key(*problem)),
        Refusal::NotFound { what, .. } => words.say(not_found_key(what)),
        Refusal::Invalid { field, problem, value } => invalid_sentence(words, field, problem, value),
        Refusal::File { problem } => words.say(file_key(problem)),
        Refusal::Bundle { problem } => bundle_sentence(words, problem),
        Refusal::AgainstRule { rules } => {
            let rules: Vec<_> = rules.iter().map(|broken| rule(words, broken)).collect();
            say!(words, "refusal-against-rule", rules = rules.join(", "))
        }
        Refusal::LentElsewhere { from, until } => {
            say!(words, "refusal-lent-elsewhere", from = dates.moment(*from), until = dates.moment(*until))
        }
        Refusal::HubRestored { awaited } if !awaited.is_empty() => {
            say!(words, "refusal-hub-restored-awaits", awaited = awaited.join(super::BETWEEN))
        }
        Refusal::StoreDamaged { detail } => say!(words, "refusal-store-damaged", detail = detail.as_str()),
        Refusal::Fault { detail } => say!(words, "refusal-fault", detail = detail.as_str()),
        plain => words.say(plain_key(plain)),
    }
}

fn bundle_sentence(words: &Words, problem: &BundleProblem) -> String {
    words.say(match problem {
        BundleProblem::OtherCity { city } => return say!(words, "bundle-other-city", city = city.as_str()),
        BundleProblem::NotABundle => key("bundle-not-one"),
        BundleProblem::NewerVersion => key("bundle-newer-version"),
        BundleProblem::Damaged => key("bundle-damaged"),
        BundleProblem::TooLarge => key("bundle-too-large"),
        BundleProblem::NotForThisDevice => key("bundle-not-for-us"),
        BundleProblem::NoReaders => key("bundle-no-readers"),
    })
}

fn plain_key(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotJoined => key("refusal-not-joined"),
        Refusal::AlreadyJoined => key("refusal-already-joined"),
        Refusal::HubUnreachable => key("refusal-hub-unreachable"),
        Refusal::Revoked => key("refusal-revoked"),
        Refusal::CityOnly => key("refusal-city-only"),
        Refusal::HubOnly => key("refusal-hub-only"),
        Refusal::HubRestored { .. } => key("refusal-hub-restored"),
        Refusal::AssociationOnly => key("refusal-association-only"),
        Refusal::AlreadyBooked => key("refusal-already-booked"),
        Refusal::Overlap { .. } => key("refusal-overlap"),
        Refusal::SaidYes => key("refusal-said-yes"),
        Refusal::RoleFull => key("refusal-role-full"),
        Refusal::Cancelled => key("refusal-cancelled"),
        Refusal::BeyondWeeklyHours => key("refusal-beyond-weekly-hours"),
        Refusal::NotLendable => key("refusal-not-lendable"),
        Refusal::NotLent => key("refusal-not-lent"),
        Refusal::CannotUndo => key("refusal-cannot-undo"),
        Refusal::PlanStopped => key("refusal-plan-stopped"),
        Refusal::DiskFull => key("refusal-disk-full"),
        Refusal::StoreLocked => key("refusal-store-locked"),
        Refusal::WrongKey => key("refusal-wrong-key"),
        Refusal::NewerVersion => key("refusal-newer-version"),
        _ => key("refusal-other"),
    }
}

fn invitation_key(problem: InvitationProblem) -> &'static str {
    match problem {
        InvitationProblem::NotAnInvitation => key("invitation-not-one"),
        InvitationProblem::Damaged => key("invitation-damaged"),
        InvitationProblem::NewerVersion => key("invitation-newer-version"),
        InvitationProblem::Unknown => key("invitation-unknown"),
        InvitationProblem::Used => key("invitation-used"),
        InvitationProblem::Expired => key("invitation-expired"),
    }
}

fn not_found_key(what: &str) -> &'static str {
    match what {
        "volunteer" => key("not-found-volunteer"),
        "shift" => key("not-found-shift"),
        "booking" => key("not-found-booking"),
        "loan" => key("not-found-loan"),
        "association" => key("not-found-association"),
        _ => key("not-found-other"),
    }
}

fn file_key(problem: &str) -> &'static str {
    match problem {
        "empty" => key("file-empty"),
        "too_large" => key("file-too-large"),
        "no_name_column" => key("file-no-name-column"),
        "no_time_column" => key("file-no-time-column"),
        _ => key("file-not-a-table"),
    }
}

/// What is wrong with a field, said beside it or at the corner.
pub fn invalid_sentence(words: &Words, field: &str, problem: &str, value: &str) -> String {
    match problem {
        "empty" if field == "contacts" || field == "phones" => words.say("invalid-no-contact"),
        "empty" => words.say("invalid-empty"),
        "not_a_phone" => say!(words, "invalid-phone", value = value),
        "not_an_email" => say!(words, "invalid-email", value = value),
        "not_a_time" => say!(words, "invalid-time", value = value),
        "ends_before_start" => words.say("invalid-ends-before-start"),
        "too_long" => words.say("invalid-too-long"),
        "too_many" => words.say("invalid-too-many"),
        "with_themselves" => words.say("invalid-with-themselves"),
        "min_above_max" => words.say("invalid-min-above-max"),
        _ => say!(words, "invalid-other", value = value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_used_invitation_says_what_to_do() {
        let words = Words::new(Lang::En);
        let dates = Dates::new(words.clone(), "UTC");
        let refusal = Broken::Answered(Refusal::Invitation { problem: InvitationProblem::Used });
        assert_eq!(
            failure_sentence(&words, &dates, &refusal),
            "This invitation has already been used. Ask the city for another one."
        );
    }
}
