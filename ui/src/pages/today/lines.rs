use super::Opened;
use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    coverage::coverage,
    icon::Icon,
};
use crate::desk::Desk;
use crate::pages::planning::find_cover;
use crate::pages::shift::{missing, of_shift, short_role};
use crate::route::Route;
use crate::say;
use crate::shell::go;
use crate::words::answer_chip;
use mainforte_api::{AskRow, ShiftView, TodayItem};
use mainforte_domain::Window;
use yew::prelude::*;

/// Shifts of the next 72 hours that are short.
pub fn short(desk: &Desk, items: &[TodayItem], open: &Callback<Opened>) -> Vec<Html> {
    let short = items.iter().filter_map(|item| if let TodayItem::Short { shift } = item { Some(shift) } else { None });
    short
        .map(|shift| {
            line(
                desk,
                shift.window,
                what(shift),
                html! {
                    <>
                        {coverage(&desk.words, of_shift(shift))}
                        <span class="todo-note">{say!(desk.words, "today-missing", count = missing(shift))}</span>
                    </>
                },
                find_button(desk, shift, open),
            )
        })
        .collect()
}

/// People who said yes and cannot come.
pub fn withdrew(desk: &Desk, items: &[TodayItem], open: &Callback<Opened>) -> Vec<Html> {
    items
        .iter()
        .filter_map(|item| {
            let TodayItem::Withdrew { booking, shift } = item else { return None };
            let fact = html! { <><strong>{booking.name.clone()}</strong>{answer_chip(&desk.words, booking.answer)}</> };
            let gestures = html! { <>{find_button(desk, shift, open)}{cover_button(desk, shift)}</> };
            Some(line(desk, shift.window, what(shift), fact, gestures))
        })
        .collect()
}

/// Bookings that the city has yet to grant.
pub fn requested(desk: &Desk, items: &[TodayItem], open: &Callback<Opened>) -> Vec<Html> {
    items.iter().filter_map(|item| {
        let TodayItem::Requested { booking, shift } = item else { return None };
        let fact = html! { <><strong>{booking.name.clone()}</strong>{chip(Tone::Warn, Icon::Asked, desk.words.say("today-not-confirmed"))}</> };
        Some(line(desk, shift.window, what(shift), fact, open_button(desk, shift, open)))
    }).collect()
}

/// Loans that have just come.
pub fn lent(desk: &Desk, items: &[TodayItem]) -> Vec<Html> {
    items.iter().filter_map(|item| {
        let TodayItem::Lent { name, window, .. } = item else { return None };
        let fact = chip(Tone::Good, Icon::Held, desk.words.say("today-lent-chip"));
        let gesture = html! { <Button label={desk.words.say("today-plan")} weight={Weight::Quiet} onclick={|()| go(Route::Planning)} /> };
        Some(line(desk, *window, html! { <strong>{name.clone()}</strong> }, fact, gesture))
    }).collect()
}

/// City: asks without an answer.
pub fn asks(desk: &Desk, items: &[TodayItem]) -> Vec<Html> {
    let asks = items.iter().filter_map(|item| if let TodayItem::Ask { row } = item { Some(row) } else { None });
    asks.map(|row| {
        let gesture =
            html! { <Button label={desk.words.say("today-lend")} onclick={|()| go(Route::Lend)} test="today-lend" /> };
        let window = Window { from: row.ask.window.from, until: row.ask.window.until };
        line(desk, window, html! { <strong>{row.org_name.clone()}</strong> }, ask_fact(desk, row), gesture)
    })
    .collect()
}

fn ask_fact(desk: &Desk, row: &AskRow) -> Html {
    html! { <span>{say!(desk.words, "today-ask", hands = row.ask.hands, kind = desk.kind(&row.ask.kind), lent = row.lent)}</span> }
}

fn what(shift: &ShiftView) -> Html {
    html! { <><strong>{shift.title.clone()}</strong><span class="soft">{shift.place_name.clone()}</span></> }
}

/// One line: when, what, how it stands, and the gesture.
pub fn line(desk: &Desk, window: Window, what: Html, fact: Html, gesture: Html) -> Html {
    html! {
        <li class="todo-line">
            {when(desk, window)}
            <span class="todo-what">{what}</span>
            <span class="todo-fact">{fact}</span>
            <span class="todo-gesture">{gesture}</span>
        </li>
    }
}

/// Day over hours, or both ends of what lasts longer than a day.
pub fn when(desk: &Desk, window: Window) -> Html {
    let (first, second) = desk.dates.two_lines(window);
    html! { <span class="todo-when figures"><span>{first}</span><span>{second}</span></span> }
}

fn find_button(desk: &Desk, shift: &ShiftView, open: &Callback<Opened>) -> Html {
    let (open, id, role) = (open.clone(), shift.id.clone(), short_role(shift).map(|role| role.role.clone()));
    let look = Callback::from(move |()| open.emit(Some((id.clone(), role.clone()))));
    html! { <Button label={desk.words.say("find-someone")} onclick={look} test="find-someone" /> }
}

/// The whole week, when nobody is simply free: who could move.
fn cover_button(desk: &Desk, shift: &ShiftView) -> Html {
    let Some(monday) = desk.dates.calendar().map(|calendar| calendar.monday(shift.window.from)) else {
        return Html::default();
    };
    html! { <Button label={desk.words.say("replan")} weight={Weight::Quiet} onclick={move |()| find_cover(monday)} test="today-cover" /> }
}

fn open_button(desk: &Desk, shift: &ShiftView, open: &Callback<Opened>) -> Html {
    let (open, id) = (open.clone(), shift.id.clone());
    let look = Callback::from(move |()| open.emit(Some((id.clone(), None))));
    html! { <Button label={desk.words.say("today-see")} weight={Weight::Quiet} onclick={look} /> }
}
