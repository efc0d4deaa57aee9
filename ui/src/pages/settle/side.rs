use super::Decision;
use crate::components::button::Button;
use crate::desk::{Desk, now};
use crate::say;
use crate::words::{answer_chip, key, right_chip};
use mainforte_api::{ContestView, Side};
use yew::prelude::*;

/// One of the two versions; what differs from the other is marked.
pub fn side(
    desk: &Desk,
    contest: &ContestView,
    this: &Side,
    other: &Side,
    shortcut: Option<&'static str>,
    decide: &Callback<Decision>,
) -> Html {
    let words = &desk.words;
    let keep = {
        let (decide, id, keep) = (decide.clone(), contest.id.clone(), this.booking.clone());
        Callback::from(move |()| decide.emit((id.clone(), keep.clone())))
    };
    let fact = |label: &'static str, differs: bool, value: Html| {
        html! {
            <><dt>{words.say(label)}</dt><dd class={classes!(differs.then_some("differs"))}>{value}</dd></>
        }
    };
    let number = if shortcut == Some("2") || contest.sides[1].booking == this.booking { "2" } else { "1" };
    html! {
        <article class={classes!("side-version", (contest.suggested == this.booking).then_some("suggested"))} data-test={format!("settle-side-{number}")}>
            <h3>{this.title.clone()}</h3>
            <dl class="facts">
                {fact(key("shift-when"), this.window != other.window, html! { <span class="figures">{desk.dates.window(this.window)}</span> })}
                {fact(key("shift-where"), this.place != other.place, this.place.clone().into())}
                {fact(key("need-role"), this.role != other.role, this.role.clone().into())}
                {fact(key("settle-answer"), this.answer != other.answer, answer_chip(words, this.answer))}
                {fact(key("settle-right"), this.right != other.right, right_chip(words, this.right))}
                {fact(key("need-priority"), this.priority != other.priority, words.say(priority(this.priority.get())).into())}
            </dl>
            <p class="soft small">{say!(words, "settle-booked-by", device = this.device.clone(), when = desk.dates.ago(this.at, now()))}</p>
            <div class="actions"><Button label={words.say("settle-keep")} {shortcut} onclick={keep} /></div>
        </article>
    }
}

fn priority(priority: u8) -> &'static str {
    match priority {
        1 => key("priority-1"),
        2 => key("priority-2"),
        3 => key("priority-3"),
        _ => key("priority-4"),
    }
}
