//! *Besoins*: what is wanted, when, how many; by form and from a table.

mod edit;
mod fields;
mod list;

use super::frame::{frame, show};
use super::import::{ImportButton, Imported};
use super::shift::ShiftPanel;
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    empty::empty,
    icon::Icon,
    sheet::Sheet,
};
use crate::desk::{Desk, now, use_desk, use_view};
use crate::route::Route;
use crate::shell::{go, open, use_detail};
use edit::PublishNeed;
use mainforte_api::{NeedRow, Query, Topic};
use mainforte_domain::{ShiftId, Window};
use yew::prelude::*;

/// The detail in the address that opens an empty form.
const NEW: &str = "+";
/// How far back and ahead needs are shown, in days.
const DAYS_BACK: i64 = 7;
const DAYS_AHEAD: i64 = 84;

#[component]
pub fn NeedsPage() -> Html {
    let desk = use_desk();
    let window = use_memo((), |()| around(&desk));
    let needs = use_view(
        (*window).map(|window| Query::Needs { window }),
        views::needs,
        &[Topic::Board, Topic::Loans, Topic::Settle],
    );
    let detail = use_detail(Route::Needs);
    let opened = detail.as_deref().and_then(|id| ShiftId::parse(id).ok());
    let close = Callback::from(|()| go(Route::Needs));
    let body = html! {
        <>
            <div class="page-body">{show(&desk, &needs, 8, |needs| body(&desk, needs))}</div>
            if detail.as_deref() == Some(NEW) && !desk.catalogue.kinds.is_empty() {
                <Sheet title={desk.words.say("need-new")} close={desk.words.say("close")} onclose={close.clone()} test="need-sheet">
                    <PublishNeed ondone={close} />
                </Sheet>
            } else if let Some(id) = opened {
                <ShiftPanel {id} onclose={close} />
            }
        </>
    };
    frame(desk.words.say("nav-needs"), head(&desk), body)
}

fn head(desk: &Desk) -> Html {
    if desk.is_city() {
        return Html::default();
    }
    html! {
        <>
            <ImportButton what={Imported::Shifts} />
            <Button label={desk.words.say("need-new")} icon={Icon::Add} weight={Weight::Primary} onclick={|()| open(Route::Needs, NEW)} test="need-new" />
        </>
    }
}

fn body(desk: &Desk, needs: &[NeedRow]) -> Html {
    if needs.is_empty() {
        return empty(desk.words.say("needs-none-title"), desk.words.say("needs-none"), Html::default());
    }
    html! { <list::NeedList needs={needs.to_vec()} onopen={|id: ShiftId| open(Route::Needs, id.as_str())} /> }
}

/// From last Monday's week to twelve weeks ahead: the same answer for a whole week, so that nothing jumps at midnight.
fn around(desk: &Desk) -> Option<Window> {
    let calendar = desk.dates.calendar()?;
    let monday = calendar.midnight(calendar.monday(now()))?;
    Window::new(monday.plus(-DAYS_BACK * 1440), monday.plus(DAYS_AHEAD * 1440))
}
