//! The two facts of a booking, never mixed: the association's right, and the person's answer.

use super::{Words, key};
use crate::components::{
    chip::{Tone, chip},
    icon::Icon,
};
use mainforte_domain::{Answer, PersonStatus, Right};
use yew::Html;

/// With what right a person is booked, as a chip.
pub fn right_chip(words: &Words, right: Right) -> Html {
    let (tone, icon, key) = match right {
        Right::Held => (Tone::Good, Icon::Held, key("right-held")),
        Right::Requested => (Tone::Warn, Icon::Asked, key("right-requested")),
        Right::Contested => (Tone::Bad, Icon::Settle, key("right-contested")),
    };
    chip(tone, icon, words.say(key))
}

/// The words for an answer.
pub fn answer_words(words: &Words, answer: Answer) -> String {
    words.say(match answer {
        Answer::NotAsked => key("answer-not-asked"),
        Answer::Asked => key("answer-asked"),
        Answer::NoReply => key("answer-no-reply"),
        Answer::CallBack => key("answer-call-back"),
        Answer::Yes => key("answer-yes"),
        Answer::No => key("answer-no"),
        Answer::Withdrew => key("answer-withdrew"),
    })
}

/// What the person said, as a chip.
pub fn answer_chip(words: &Words, answer: Answer) -> Html {
    let (tone, icon) = match answer {
        Answer::NotAsked | Answer::Asked => (Tone::Calm, Icon::Phone),
        Answer::NoReply | Answer::CallBack => (Tone::Warn, Icon::Phone),
        Answer::Yes => (Tone::Good, Icon::Done),
        Answer::No | Answer::Withdrew => (Tone::Bad, Icon::Close),
    };
    chip(tone, icon, answer_words(words, answer))
}

/// Where a volunteer stands, in words.
pub fn person_status(words: &Words, status: PersonStatus) -> String {
    words.say(match status {
        PersonStatus::ToInform => key("status-to-inform"),
        PersonStatus::Active => key("status-active"),
        PersonStatus::Paused => key("status-paused"),
        PersonStatus::Withdrawn => key("status-withdrawn"),
    })
}
