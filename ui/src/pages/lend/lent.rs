use super::reclaim::ReclaimDialog;
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    icon::Icon,
};
use crate::desk::{Desk, now, use_desk, use_view};
use crate::pages::today::when;
use crate::say;
use crate::words::hours;
use mainforte_api::{LoanRow, LoansView, Query, Topic};
use yew::prelude::*;

/// Loans shown at most, the next ones first.
const SHOWN_MAX: usize = 100;

/// What gets the focus when the gesture that had it goes.
pub(super) const TITLE: &str = "lent-title";

/// What is lent now and later, each with the gesture that takes it back, which asks once more.
#[component]
pub fn Lent() -> Html {
    let desk = use_desk();
    let loans = use_view(Some(Query::Loans), views::loans, &[Topic::Loans, Topic::Board]);
    let reclaiming = use_state_eq(|| None::<LoanRow>);
    let reclaim = {
        let reclaiming = reclaiming.setter();
        Callback::from(move |loan: LoanRow| reclaiming.set(Some(loan)))
    };
    let keep = {
        let reclaiming = reclaiming.setter();
        Callback::from(move |()| reclaiming.set(None))
    };
    html! {
        <>
            {for loans.here().map(|loans| list(&desk, loans, &reclaim))}
            if let Some(loan) = (*reclaiming).clone() { <ReclaimDialog {loan} onclose={keep} /> }
        </>
    }
}

/// Nothing where nothing is lent.
fn list(desk: &Desk, loans: &LoansView, reclaim: &Callback<LoanRow>) -> Html {
    let words = &desk.words;
    let now = now();
    let lent: Vec<&LoanRow> = loans.loans.iter().filter(|row| row.window.until > now && is_shown(row)).collect();
    if lent.is_empty() {
        return Html::default();
    }
    let hidden = lent.len().saturating_sub(SHOWN_MAX);
    html! {
        <section class="section">
            <h2 id={TITLE} tabindex="-1" data-test={TITLE}>{words.say("lend-lent")}</h2>
            <ul class="todo" data-test="lent">{for lent.into_iter().take(SHOWN_MAX).map(|row| line(desk, row, reclaim))}</ul>
            if hidden > 0 { <p class="soft small">{say!(words, "lend-lent-more", count = hidden)}</p> }
        </section>
    }
}

/// What stands, and what was taken back: that is to be seen for a while. What was given back is no matter any more.
fn is_shown(row: &LoanRow) -> bool {
    !row.returned || row.reclaimed.is_some()
}

fn line(desk: &Desk, row: &LoanRow, reclaim: &Callback<LoanRow>) -> Html {
    let quota = row.quota.map_or_else(String::new, |quota| say!(desk.words, "loan-quota", hours = hours(quota.0)));
    html! {
        <li class="todo-line" key={row.id.to_string()}>
            {when(desk, row.window)}
            <span class="todo-what"><strong>{row.name.clone()}</strong><span class="soft">{row.org_name.clone()}</span></span>
            <span class="todo-fact">{say!(desk.words, "loan-booked", hours = hours(row.booked.0))}{" "}{quota}{" "}{state(desk, row)}</span>
            <span class="todo-gesture">{gesture(desk, row, reclaim)}</span>
        </li>
    }
}

fn state(desk: &Desk, row: &LoanRow) -> Html {
    match (row.reclaimed, row.given_back) {
        (Some(at), _) => {
            chip(Tone::Calm, Icon::Undo, say!(desk.words, "loan-reclaimed", when = desk.dates.ago(at, now())))
        }
        (None, Some(_)) => chip(Tone::Calm, Icon::Waiting, desk.words.say("loan-coming-back")),
        (None, None) => Html::default(),
    }
}

fn gesture(desk: &Desk, row: &LoanRow, reclaim: &Callback<LoanRow>) -> Html {
    if row.returned {
        return Html::default();
    }
    if row.reclaiming {
        return chip(Tone::Calm, Icon::Waiting, desk.words.say("reclaim-waits"));
    }
    let (reclaim, row) = (reclaim.clone(), row.clone());
    html! { <Button label={desk.words.say("reclaim")} weight={Weight::Quiet} onclick={move |()| reclaim.emit(row.clone())} test="reclaim" /> }
}
