//! *Prêter*: who lacks hands, by association and day, and who of the pool fits.

mod candidates;
mod gaps;
mod lent;
mod reclaim;
mod target;

use super::frame::{frame, show};
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    icon::Icon,
};
use crate::desk::{Desk, now, use_desk, use_view};
use crate::say;
use crate::words::thousands;
use candidates::LendPanel;
use jiff::{ToSpan, civil::Date};
use lent::Lent;
use mainforte_api::{GapsView, Query, Topic};
use target::Target;
use yew::prelude::*;

#[component]
pub fn LendPage() -> Html {
    let desk = use_desk();
    let monday = use_state_eq(|| desk.dates.calendar().map_or(Date::ZERO, |calendar| calendar.monday(now())));
    let gaps = use_view(
        Some(Query::Gaps { monday: Some(monday.to_string()) }),
        views::gaps,
        &[Topic::Board, Topic::Loans, Topic::People, Topic::Catalogue],
    );
    let target = use_state_eq(|| None::<Target>);
    let choose = {
        let target = target.setter();
        Callback::from(move |chosen: Target| target.set(Some(chosen)))
    };
    let leave = {
        let target = target.setter();
        Callback::from(move |()| target.set(None))
    };
    let body = html! {
        <>
            <div class="page-body">{show(&desk, &gaps, 6, |gaps| body(&desk, gaps, *monday, &choose))}<Lent /></div>
            if let Some(target) = (*target).clone() { <LendPanel {target} onclose={leave} /> }
        </>
    };
    frame(desk.words.say("nav-lend"), head(&desk, &monday, gaps.here().map(|gaps| gaps.pool)), body)
}

fn head(desk: &Desk, monday: &UseStateHandle<Date>, pool: Option<u32>) -> Html {
    let words = &desk.words;
    let by = |weeks: i64| {
        let (setter, from) = (monday.setter(), **monday);
        Callback::from(move |()| {
            if let Ok(date) = from.checked_add((weeks * 7).days()) {
                setter.set(date);
            }
        })
    };
    html! {
        <>
            if let Some(pool) = pool { <span class="soft small figures">{say!(words, "lend-pool", count = pool, shown = thousands(pool))}</span> }
            <div class="week-steps">
                <Button label={words.say("week-before")} icon={Icon::Previous} bare=true weight={Weight::Quiet} onclick={by(-1)} />
                <strong class="figures" aria-live="polite">{desk.dates.week(**monday)}</strong>
                <Button label={words.say("week-after")} icon={Icon::Next} bare=true weight={Weight::Quiet} onclick={by(1)} />
            </div>
        </>
    }
}

fn body(desk: &Desk, gaps: &GapsView, monday: Date, choose: &Callback<Target>) -> Html {
    let words = &desk.words;
    html! {
        <>
            if !gaps.asks.is_empty() {
                <section class="section"><h2>{words.say("lend-asks")}</h2><ul class="todo">{for gaps.asks.iter().map(|row| gaps::ask_line(desk, row, choose))}</ul></section>
            }
            <section class="section">
                <h2>{words.say("lend-gaps")}</h2>
                if gaps.rows.is_empty() { <p class="soft">{words.say("lend-no-association")}</p> } else { {gaps::grid(desk, gaps, monday, choose)} }
            </section>
            if !gaps.queue.is_empty() {
                <section class="section"><h2>{words.say("lend-queue")}</h2><ul class="todo">{for gaps.queue.iter().map(|row| gaps::queue_line(desk, row))}</ul></section>
            }
        </>
    }
}
