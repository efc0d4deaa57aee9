//! What was done, as the history says it, and why the hub did not lend.

use super::{Words, key};
use crate::say;

/// A step of the history; a command that this version has no words for as itself.
pub fn history_step(words: &Words, command: &str) -> String {
    let known = match command {
        "join" => key("step-join"),
        "add_person" => key("step-add-person"),
        "edit_person" => key("step-edit-person"),
        "set_person_status" => key("step-set-person-status"),
        "import_people" => key("step-import-people"),
        "put_place" => key("step-put-place"),
        "publish_need" => key("step-publish-need"),
        "import_shifts" => key("step-import-shifts"),
        "edit_shift" => key("step-edit-shift"),
        "cancel_shift" => key("step-cancel-shift"),
        "book" => key("step-book"),
        "accept" => key("step-accept"),
        "rearrange" => key("step-rearrange"),
        "withdraw" => key("step-withdraw"),
        "set_pair" => key("step-set-pair"),
        "cancel_booking" => key("step-cancel-booking"),
        "set_answer" => key("step-set-answer"),
        "settle" => key("step-settle"),
        "ask_for_hands" => key("step-ask-for-hands"),
        "close_ask" => key("step-close-ask"),
        "give_back" => key("step-give-back"),
        "lend" => key("step-lend"),
        "reclaim" => key("step-reclaim"),
        "invite" => key("step-invite"),
        "revoke" => key("step-revoke"),
        "go_on" => key("step-go-on"),
        "erase" => key("step-erase"),
        "undo" => key("step-undo"),
        other => return other.to_owned(),
    };
    words.say(known)
}

/// Why the hub did not grant a loan, from the code that it keeps.
pub fn lend_refused(words: &Words, code: &str) -> String {
    if let Some(awaited) = code.strip_prefix("hub_restored:") {
        return say!(words, "lend-refused-restored", awaited = awaited);
    }
    words.say(match code {
        "lent_elsewhere" => key("lend-refused-elsewhere"),
        "beyond_weekly_hours" => key("lend-refused-hours"),
        "not_lendable" => key("lend-refused-person"),
        _ => key("lend-refused-other"),
    })
}
