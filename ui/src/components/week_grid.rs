//! Availability as a week painted by dragging or with the keys: days down, hours across.

mod painted;

use crate::words::{Dates, Words};
use crate::{components::focus, say};
use mainforte_domain::WeekWindow;
use painted::{Cell, DAYS, HOURS, Painted};
use wasm_bindgen::JsCast;
use yew::prelude::*;

#[derive(Properties)]
pub struct WeekGridProps {
    pub words: Words,
    pub dates: Dates,
    pub windows: Vec<WeekWindow>,
    /// Without it the week is only shown.
    #[prop_or_default]
    pub onchange: Option<Callback<Vec<WeekWindow>>>,
}

impl PartialEq for WeekGridProps {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && self.windows == other.windows && self.onchange == other.onchange
    }
}

#[component]
pub fn WeekGrid(props: &WeekGridProps) -> Html {
    let brush = use_mut_ref(|| None::<bool>);
    let painted = Painted::of(&props.windows);
    let put = {
        let (painted, onchange) = (painted.clone(), props.onchange.clone());
        move |cell: Cell, free: bool| {
            if let Some(changed) = &onchange {
                changed.emit(painted.with(cell, free).windows());
            }
        }
    };
    let begin = {
        let (brush, painted, put) = (brush.clone(), painted.clone(), put.clone());
        Callback::from(move |cell: Cell| {
            let free = !painted.is_free(cell);
            *brush.borrow_mut() = Some(free);
            put(cell, free);
        })
    };
    let go_on = {
        let (brush, put) = (brush.clone(), put.clone());
        Callback::from(move |cell: Cell| {
            if let Some(free) = *brush.borrow() {
                put(cell, free);
            }
        })
    };
    let end = Callback::from(move |_: PointerEvent| *brush.borrow_mut() = None);
    let editable = props.onchange.is_some();
    let rows = (0..DAYS).map(|day| {
        let cells = (0..HOURS).map(|hour| cell(props, &painted, Cell { day, hour }, editable.then_some((&begin, &go_on))));
        html! { <div class="week-row" role="row"><span class="week-day" role="rowheader">{props.dates.weekday_at(day)}</span>{for cells}</div> }
    });
    html! {
        <div class={classes!("week-grid", editable.then_some("editable"))} role="grid" aria-label={props.words.say("availability-week")}
            onpointerup={end.clone()} onpointerleave={end} data-test="availability-grid">
            <div class="week-row week-hours" aria-hidden="true">
                <span />{for (0..HOURS).step_by(3).map(|hour| html! { <span class="figures">{format!("{hour:02}")}</span> })}
            </div>
            {for rows}
        </div>
    }
}

fn cell(
    props: &WeekGridProps,
    painted: &Painted,
    cell: Cell,
    paint: Option<(&Callback<Cell>, &Callback<Cell>)>,
) -> Html {
    let free = painted.is_free(cell);
    let state = if free { props.words.say("availability-free") } else { props.words.say("availability-taken") };
    let name = say!(
        props.words,
        "availability-cell",
        day = props.dates.weekday_at(cell.day),
        hour = format!("{:02}:00", cell.hour),
        state = state
    );
    let class = classes!("week-cell", free.then_some("free"), cell.hour.is_multiple_of(6).then_some("quarter"));
    let Some((begin, go_on)) = paint else {
        return html! { <span {class} role="gridcell" aria-label={name} /> };
    };
    let (on_down, on_enter, on_key) = (begin.clone(), go_on.clone(), begin.clone());
    let onpointerdown = Callback::from(move |event: PointerEvent| {
        event.prevent_default();
        on_down.emit(cell);
    });
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(next) = cell.towards(&event.key()) {
            event.prevent_default();
            focus_cell(&event, next);
        } else if matches!(event.key().as_str(), " " | "Enter") {
            event.prevent_default();
            on_key.emit(cell);
        }
    });
    html! {
        <span {class} role="gridcell" aria-label={name} aria-selected={free.to_string()} tabindex={if cell == Cell::FIRST { "0" } else { "-1" }}
            data-cell={cell.index().to_string()} {onpointerdown} onpointerenter={move |_| on_enter.emit(cell)} {onkeydown} />
    }
}

fn focus_cell(event: &KeyboardEvent, cell: Cell) {
    let grid = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("[role=grid]").ok().flatten());
    let found = grid.and_then(|grid| grid.query_selector(&format!("[data-cell=\"{}\"]", cell.index())).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
        focus::keep_visible(&element);
    }
}
