//! *Mises à disposition*: ask the city for hands, see what was lent, give people back.

mod ask;

use super::frame::{frame, show};
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    empty::empty,
    icon::Icon,
    sheet::Sheet,
};
use crate::desk::{Desk, Doing, now, use_desk, use_view};
use crate::pages::today::when;
use crate::pages::volunteers::open_person;
use crate::say;
use crate::words::hours;
use ask::AskForm;
use mainforte_api::{AskRow, Command, LoanRow, LoansView, Query, Topic};
use mainforte_domain::AskStatus;
use yew::prelude::*;

#[component]
pub fn HandsPage() -> Html {
    let desk = use_desk();
    let loans = use_view(Some(Query::Loans), views::loans, &[Topic::Loans, Topic::Board]);
    let asking = use_state_eq(|| false);
    let begin = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(true))
    };
    let end = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let head = html! { <Button label={desk.words.say("ask-hands")} icon={Icon::Add} weight={Weight::Primary} onclick={begin} test="ask-hands" /> };
    let body = html! {
        <>
            <div class="page-body">{show(&desk, &loans, 6, |loans| body(&desk, loans))}</div>
            if *asking && !desk.catalogue.kinds.is_empty() {
                <Sheet title={desk.words.say("ask-hands")} close={desk.words.say("close")} onclose={end.clone()} test="ask-sheet"><AskForm ondone={end} /></Sheet>
            }
        </>
    };
    frame(desk.words.say("nav-hands"), head, body)
}

fn body(desk: &Desk, loans: &LoansView) -> Html {
    let words = &desk.words;
    if loans.asks.is_empty() && loans.loans.is_empty() {
        return empty(words.say("hands-none-title"), words.say("hands-none"), Html::default());
    }
    html! {
        <>
            <section class="section">
                <h2>{words.say("hands-asks")}</h2>
                if loans.asks.is_empty() { <p class="soft">{words.say("none-yet")}</p> } else {
                    <ul class="todo">{for loans.asks.iter().map(|row| ask_line(desk, row))}</ul>
                }
            </section>
            <section class="section">
                <h2>{words.say("hands-loans")}</h2>
                if loans.loans.is_empty() { <p class="soft">{words.say("none-yet")}</p> } else {
                    <ul class="todo" data-test="loans">{for loans.loans.iter().map(|row| loan_line(desk, row))}</ul>
                }
            </section>
        </>
    }
}

fn ask_line(desk: &Desk, row: &AskRow) -> Html {
    let words = &desk.words;
    let open = row.ask.status == AskStatus::Open;
    let close = {
        let (desk, id) = (desk.clone(), row.ask.id.clone());
        Callback::from(move |()| desk.run(Command::CloseAsk { id: id.clone() }, desk.words.say("ask-closed-said")))
    };
    html! {
        <li class="todo-line" key={row.ask.id.to_string()}>
            {when(desk, row.ask.window)}
            <span class="todo-what"><strong>{desk.kind(&row.ask.kind)}</strong><span class="soft">{row.ask.note.clone()}</span></span>
            <span class="todo-fact">
                {say!(words, "ask-answered", lent = row.lent, hands = row.ask.hands)}
                if !open { {chip(Tone::Calm, Icon::Done, words.say("ask-closed"))} }
            </span>
            <span class="todo-gesture">if open { <Button label={words.say("ask-close")} weight={Weight::Quiet} onclick={close} /> }</span>
        </li>
    }
}

fn loan_line(desk: &Desk, row: &LoanRow) -> Html {
    let words = &desk.words;
    let (look, id) = (row.volunteer.clone(), row.id.clone());
    let give_back = {
        let (desk, name) = (desk.clone(), row.name.clone());
        Callback::from(move |()| {
            desk.run(Command::GiveBack { loan: id.clone() }, say!(desk.words, "gave-back", name = name.clone()))
        })
    };
    let quota = row.quota.map_or_else(String::new, |quota| say!(words, "loan-quota", hours = hours(quota.0)));
    html! {
        <li class="todo-line" key={row.id.to_string()}>
            {when(desk, row.window)}
            <span class="todo-what"><button type="button" class="link name" onclick={move |_| open_person(&look)}>{row.name.clone()}</button></span>
            <span class="todo-fact">{say!(words, "loan-booked", hours = hours(row.booked.0))}{" "}{quota}</span>
            <span class="todo-gesture">
                if let Some(at) = row.reclaimed { {chip(Tone::Warn, Icon::Undo, say!(words, "loan-reclaimed", when = desk.dates.ago(at, now())))} }
                else if let Some(at) = row.given_back { {chip(Tone::Calm, Icon::Undo, say!(words, "loan-given-back", when = desk.dates.ago(at, now())))} }
                else { <Button label={words.say("give-back")} weight={Weight::Quiet} onclick={give_back} test="give-back" /> }
            </span>
        </li>
    }
}
