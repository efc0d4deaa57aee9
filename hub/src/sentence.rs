//! A refusal as one English sentence that says what to do next.

use mainforte_api::{BundleProblem, InvitationProblem, Refusal};

/// The error to print.
pub(crate) fn refused(refusal: &Refusal) -> anyhow::Error {
    anyhow::anyhow!(sentence(refusal))
}

fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotJoined => "no city was founded in this folder, found one with `init`".into(),
        Refusal::AlreadyJoined => "a city was founded in this folder already, `serve` it".into(),
        Refusal::Invitation { problem } => invitation(*problem).into(),
        Refusal::HubUnreachable => "the hub does not answer, check that it serves".into(),
        Refusal::Revoked => "the city has shut this device out, ask its operator for a new invitation".into(),
        Refusal::CityOnly => "only a device of the city may do that, use the hub's own folder".into(),
        Refusal::HubOnly => "only the hub itself may do that, use its own folder".into(),
        Refusal::HubRestored { awaited } if awaited.is_empty() => {
            "the hub was put back from a backup and waits for the associations, try again later".into()
        }
        Refusal::HubRestored { awaited } => format!(
            "the hub was put back from a backup and waits for {}: let their laptops connect, or end the waiting with `restored --go-on`",
            awaited.join(", ")
        ),
        Refusal::AssociationOnly => "only an association's laptop may do that, use it there".into(),
        Refusal::NotFound { what, id } => format!("there is no {what} {id:?}, check it against `export --format json`"),
        Refusal::Invalid { field, problem, value } => invalid(field, problem, value),
        Refusal::File { problem } => file(problem),
        Refusal::Bundle { problem } => bundle(problem),
        Refusal::AlreadyBooked => "this person already has a place in that shift, choose another".into(),
        Refusal::Overlap { shift } => format!("this person is taken by shift {shift} then, choose another time"),
        Refusal::AgainstRule { rules } => format!("a rule speaks against it ({rules:?}), choose another person"),
        Refusal::SaidYes => "this person has said yes, call them before you move them".into(),
        Refusal::RoleFull => "the role is full, raise its number of places first".into(),
        Refusal::Cancelled => "it was cancelled, choose another".into(),
        Refusal::LentElsewhere { .. } => {
            "this volunteer is lent elsewhere then or too close to it, choose another time or person".into()
        }
        Refusal::BeyondWeeklyHours => "that passes the volunteer's weekly hours, lend fewer with --hours".into(),
        Refusal::NotLendable => "this volunteer is not in the pool, is paused or has left, choose another".into(),
        Refusal::NotLent => "that time is the city's already, lend it again with `lend`".into(),
        Refusal::CannotUndo => "somebody has built on that step, correct it by hand".into(),
        Refusal::PlanStopped => "the plan was stopped, ask for it again".into(),
        Refusal::DiskFull => "the disk is full, make room and try again: nothing was lost".into(),
        Refusal::StoreLocked => "another program uses this folder, end it and try again".into(),
        Refusal::WrongKey => "the key file does not open this store, say with --key-file where the right one is".into(),
        Refusal::StoreDamaged { detail } => format!("the store is damaged ({detail}), put a backup in its place"),
        Refusal::NewerVersion => "a newer version of Mainforte wrote this, install that version".into(),
        Refusal::Fault { detail } => format!("{detail}; try again, and report it when it stays so"),
    }
}

fn invitation(problem: InvitationProblem) -> &'static str {
    match problem {
        InvitationProblem::NotAnInvitation => "that is not an invitation, copy its whole line",
        InvitationProblem::Damaged => "the invitation is cut or mistyped, copy its whole line",
        InvitationProblem::NewerVersion => {
            "the invitation comes from a newer version of Mainforte, install that version"
        }
        InvitationProblem::Unknown => "the hub does not know this invitation, ask for a new one",
        InvitationProblem::Used => "another device has used this invitation, ask for a new one",
        InvitationProblem::Expired => "this invitation has expired, ask for a new one",
    }
}

fn bundle(problem: &BundleProblem) -> String {
    match problem {
        BundleProblem::NotABundle => "that is not a bundle file, choose another".into(),
        BundleProblem::NewerVersion => {
            "the bundle comes from a newer version of Mainforte, install that version".into()
        }
        BundleProblem::Damaged => "the bundle is cut short or altered, ask for it again: nothing was taken".into(),
        BundleProblem::TooLarge => "the bundle is too large, connect the devices instead".into(),
        BundleProblem::OtherCity { city } => format!("the bundle is of another city ({city}), choose another"),
        BundleProblem::NotForThisDevice => "the bundle was made for other devices, ask for one for the hub".into(),
        BundleProblem::NoReaders => "there is no device to read it, or there are too many for one file".into(),
    }
}

fn invalid(field: &str, problem: &str, value: &str) -> String {
    let what = match problem {
        "empty" => return format!("{field} is empty, fill it in"),
        "not_an_id" => "is not an id",
        "not_a_time" => "is not a time: 2020-03-24T09:00 is one",
        "ends_before_start" => "ends before it starts",
        "too_long" => "is too long",
        "not_a_url" => "is not a web address: https://relay.example is one",
        other => return format!("{field}: {value:?} cannot be used ({other}), correct it"),
    };
    format!("{field}: {value:?} {what}, correct it")
}

fn file(problem: &str) -> String {
    match problem {
        "empty" => "the file is empty, choose another".into(),
        "too_large" => "the file is too large, split it".into(),
        "no_name_column" => "no column holds names, give one the header Nom or Name".into(),
        "no_time_column" => "no column holds times, give one the header Date or Start".into(),
        other => format!("the file cannot be read as a table ({other}), save it as csv"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_is_wrong_and_what_to_do() {
        let invalid = Refusal::Invalid { field: "from".into(), problem: "not_a_time".into(), value: "noon".into() };
        assert_eq!(refused(&invalid).to_string(), "from: \"noon\" is not a time: 2020-03-24T09:00 is one, correct it");
        let none = Refusal::NotFound { what: "volunteer".into(), id: "v-1".into() };
        assert!(refused(&none).to_string().contains("no volunteer \"v-1\""));
    }
}
