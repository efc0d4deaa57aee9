//! *Aujourd'hui*: what needs me now, in order of time, each with its one gesture.

mod call;
mod lines;

pub use lines::when;

use super::frame::{frame, show};
use super::shift::ShiftPanel;
use crate::bindings::views;
use crate::components::{
    arriving::arriving,
    button::{Button, Weight},
    chip::Tone,
    empty::empty,
    icon::Icon,
    notice_line::notice_line,
};
use crate::desk::{Desk, now, use_desk, use_view};
use crate::route::Route;
use crate::say;
use crate::shell::go;
use mainforte_api::{Arriving, Query, TodayItem, TodayView, Topic};
use mainforte_domain::ShiftId;
use yew::prelude::*;

/// The shift in the panel, and the role that somebody is looked for.
pub type Opened = Option<(ShiftId, Option<String>)>;

#[component]
pub fn TodayPage() -> Html {
    let desk = use_desk();
    let today = use_view(Some(Query::Today), views::today, &[Topic::Board, Topic::Loans, Topic::Settle, Topic::People]);
    let opened = use_state_eq(|| None::<(ShiftId, Option<String>)>);
    let open = {
        let opened = opened.setter();
        Callback::from(move |what: Opened| opened.set(what))
    };
    let close = {
        let opened = opened.setter();
        Callback::from(move |()| opened.set(None))
    };
    let coming = desk.sync.as_ref().and_then(|sync| sync.arriving);
    let date = desk.dates.day_and_month(desk.dates.wall(now()).date());
    let body = html! {
        <>
            <div class="page-body">
                {for coming.map(|coming| first_copy(&desk, &coming))}
                {show(&desk, &today, 6, |today| list(&desk, today, &open))}
            </div>
            if let Some((id, find)) = (*opened).clone() { <ShiftPanel {id} {find} onclose={close} /> }
        </>
    };
    frame(desk.words.say("nav-today"), html! { <span class="soft">{date}</span> }, body)
}

/// A laptop that has just joined, or was away for long: what there is comes, and one can work already.
fn first_copy(desk: &Desk, coming: &Arriving) -> Html {
    html! {
        <section class="section stack-close" aria-label={desk.words.say("arriving-title")} data-test="first-copy">
            <h2>{desk.words.say("arriving-title")}</h2>
            <p class="soft">{desk.words.say("arriving-lead")}</p>
            {arriving(desk, coming)}
        </section>
    }
}

fn list(desk: &Desk, today: &TodayView, open: &Callback<Opened>) -> Html {
    let words = &desk.words;
    // While much is coming nobody is sent to import what is on its way.
    if today.items.is_empty() && desk.sync.as_ref().is_some_and(|sync| sync.arriving.is_some()) {
        return Html::default();
    }
    if today.items.is_empty() {
        return nothing(desk, today);
    }
    let groups = [
        (words.say("today-withdrew"), lines::withdrew(desk, &today.items, open)),
        (words.say("today-short"), lines::short(desk, &today.items, open)),
        (words.say("today-asks"), lines::asks(desk, &today.items)),
        (words.say("today-to-call"), call::list(desk, &today.items)),
        (words.say("today-requested"), lines::requested(desk, &today.items, open)),
        (words.say("today-lent"), lines::lent(desk, &today.items)),
    ];
    html! {
        <>
            {to_settle(desk, &today.items)}
            {for groups.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(title, lines)| html! {
                <section class="section today" aria-label={title.clone()}><h2>{title}</h2><ul class="todo">{for lines}</ul></section>
            })}
        </>
    }
}

fn to_settle(desk: &Desk, items: &[TodayItem]) -> Html {
    let count =
        items.iter().find_map(|item| if let TodayItem::ToSettle { count } = item { Some(*count) } else { None });
    let Some(count) = count else { return Html::default() };
    let action = html! { <Button label={desk.words.say("today-settle")} onclick={|()| go(Route::Settle)} test="today-settle" /> };
    notice_line(Tone::Warn, say!(desk.words, "today-to-settle", count = count), action)
}

/// Nothing to do: at the very beginning the way in, later peace.
fn nothing(desk: &Desk, today: &TodayView) -> Html {
    let words = &desk.words;
    if today.volunteers == 0 {
        let action = html! { <Button label={words.say("today-import")} weight={Weight::Primary} icon={Icon::Import} onclick={|()| go(Route::Volunteers)} /> };
        return empty(words.say("today-first-title"), words.say("today-first"), action);
    }
    if today.shifts == 0 && !desk.is_city() {
        let action = html! { <Button label={words.say("today-publish")} weight={Weight::Primary} icon={Icon::Add} onclick={|()| go(Route::Needs)} /> };
        return empty(
            words.say("today-second-title"),
            say!(words, "today-second", count = today.volunteers, shown = crate::words::thousands(today.volunteers)),
            action,
        );
    }
    let action = html! { <Button label={words.say("today-see-week")} icon={Icon::Planning} onclick={|()| go(Route::Planning)} /> };
    empty(words.say("today-done-title"), words.say("today-done"), action)
}
