use super::{Decision, side::side};
use crate::components::{
    button::{Button, Weight},
    icon::{Icon, glyph},
};
use crate::desk::Desk;
use crate::say;
use crate::words::key;
use mainforte_api::{ContestCause, ContestView, SuggestionReason};
use yew::prelude::*;

/// One person, two bookings that cannot both stand: left, right, and the suggestion under them.
pub fn contest(desk: &Desk, contest: &ContestView, keys: bool, decide: &Callback<Decision>) -> Html {
    let words = &desk.words;
    let [one, two] = &contest.sides;
    let keys = keys && !desk.preferences.letters_off;
    let question = match contest.cause {
        ContestCause::Overlap => say!(words, "settle-overlap", name = contest.name.clone()),
        ContestCause::Quota => say!(words, "settle-quota", name = contest.name.clone()),
    };
    let suggest = {
        let (decide, id, keep) = (decide.clone(), contest.id.clone(), contest.suggested.clone());
        Callback::from(move |()| decide.emit((id.clone(), keep.clone())))
    };
    let suggested = if contest.suggested == one.booking { one } else { two };
    html! {
        <section class="contest" key={format!("{}/{}", contest.id.first, contest.id.second)} aria-label={question.clone()} data-test="contest">
            <header class="section-head">
                <h2>{question}</h2>
                if let Some(phone) = &contest.phone {
                    <a class="phone figures push" href={format!("tel:{}", phone.replace(' ', ""))}>{glyph(Icon::Phone)}{phone.clone()}</a>
                }
            </header>
            <div class="sides">
                {side(desk, contest, one, two, keys.then_some("1"), decide)}
                {side(desk, contest, two, one, keys.then_some("2"), decide)}
            </div>
            <footer class="suggestion">
                <p>{say!(words, "settle-suggested", title = suggested.title.clone())}{" "}<span class="soft">{words.say(reason(contest.reason))}</span></p>
                <Button label={words.say("settle-follow")} icon={Icon::Done} weight={Weight::Primary} shortcut={keys.then_some("Enter")} onclick={suggest} test="settle-suggestion" />
            </footer>
        </section>
    }
}

fn reason(reason: SuggestionReason) -> &'static str {
    match reason {
        SuggestionReason::SaidYes => key("settle-because-yes"),
        SuggestionReason::MoreUrgent => key("settle-because-urgent"),
        SuggestionReason::Held => key("settle-because-held"),
        SuggestionReason::Continuity => key("settle-because-continuity"),
        SuggestionReason::Arbitrary => key("settle-because-arbitrary"),
    }
}
