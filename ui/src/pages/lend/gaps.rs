use super::target::Target;
use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    icon::Icon,
};
use crate::desk::Desk;
use crate::pages::today::when;
use crate::say;
use crate::words::lend_refused;
use jiff::{ToSpan, civil::Date};
use mainforte_api::{AskRow, DayGap, GapRow, GapsView, LendQueueRow};
use mainforte_domain::Minute;
use yew::prelude::*;

/// Associations down, days across; a cell says how many are missing and opens the list of who fits.
pub fn grid(desk: &Desk, gaps: &GapsView, monday: Date, choose: &Callback<Target>) -> Html {
    let days = (0..7).filter_map(|day| monday.checked_add(i64::from(day).days()).ok());
    html! {
        <table class="table gaps" data-test="gaps">
            <thead><tr>
                <th scope="col">{desk.words.say("lend-association")}</th>
                {for days.map(|day| html! { <th scope="col" class="figures">{desk.dates.day(day)}</th> })}
            </tr></thead>
            <tbody>{for gaps.rows.iter().map(|row| html! {
                <tr key={row.org.to_string()}>
                    <th scope="row">{row.name.clone()}</th>
                    {for row.days.iter().zip(&gaps.midnights).map(|(day, midnight)| html! { <td>{cell(desk, row, day, *midnight, choose)}</td> })}
                </tr>
            })}</tbody>
        </table>
    }
}

fn cell(desk: &Desk, row: &GapRow, day: &DayGap, midnight: Minute, choose: &Callback<Target>) -> Html {
    if day.missing == 0 && day.requested == 0 {
        return html! { <span class="soft" aria-label={desk.words.say("lend-nothing-missing")}>{"–"}</span> };
    }
    let (choose, target) = (choose.clone(), Target::of_day(&row.org, &row.name, midnight));
    let onclick = move |_| {
        if let Some(target) = target.clone() {
            choose.emit(target)
        }
    };
    html! {
        <button type="button" class="gap" {onclick} data-test="gap">
            if day.missing > 0 { <strong class="figures">{say!(desk.words, "lend-missing", count = day.missing)}</strong> }
            if day.requested > 0 { <span class="soft figures">{say!(desk.words, "lend-requested", count = day.requested)}</span> }
        </button>
    }
}

/// An ask of an association, with the gesture that answers it.
pub fn ask_line(desk: &Desk, row: &AskRow, choose: &Callback<Target>) -> Html {
    let (choose, target) = (choose.clone(), Target::of_ask(row));
    let look = Callback::from(move |()| choose.emit(target.clone()));
    html! {
        <li class="todo-line" key={row.ask.id.to_string()}>
            {when(desk, row.ask.window)}
            <span class="todo-what"><strong>{row.org_name.clone()}</strong><span class="soft">{row.ask.note.clone()}</span></span>
            <span class="todo-fact">{say!(desk.words, "today-ask", hands = row.ask.hands, kind = desk.kind(&row.ask.kind), lent = row.lent)}</span>
            <span class="todo-gesture"><Button label={desk.words.say("lend-who")} onclick={look} test="lend-who" /></span>
        </li>
    }
}

/// A loan that was asked of the hub and is not granted.
pub fn queue_line(desk: &Desk, row: &LendQueueRow) -> Html {
    let state = match &row.refused {
        None => chip(Tone::Calm, Icon::Waiting, desk.words.say("lend-waits")),
        Some(code) => chip(Tone::Bad, Icon::Close, lend_refused(&desk.words, code)),
    };
    html! {
        <li class="todo-line" key={row.id.to_string()}>
            {when(desk, row.window)}
            <span class="todo-what"><strong>{row.name.clone()}</strong><span class="soft">{row.org_name.clone()}</span></span>
            <span class="todo-fact">{state}</span>
            <span class="todo-gesture" />
        </li>
    }
}

/// Whether one may still decide something about a candidate.
pub fn lend_button(label: String, lend: Callback<()>) -> Html {
    html! { <Button {label} weight={Weight::Quiet} icon={Icon::Loans} onclick={lend} test="lend" /> }
}
