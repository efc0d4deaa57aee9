//! Ten thousand rows of which only those in sight are on the page.

mod span;

use span::Span;
use std::ops::Range;
use web_sys::Element;
use yew::prelude::*;

/// Height of a row in pixels; the style sheet says the same.
pub const ROW_PX: i32 = 36;
/// Height of the head, which stays in sight over the rows.
const HEAD_PX: i32 = 37;

#[derive(Properties, PartialEq)]
pub struct VirtualListProps {
    pub label: AttrValue,
    pub total: usize,
    /// The row that the keys act on.
    pub active: Option<usize>,
    pub onactive: Callback<usize>,
    pub onopen: Callback<usize>,
    /// The rows that are or will soon be in sight, asked for when they change.
    pub onrange: Callback<Range<usize>>,
    pub row: Callback<usize, Html>,
    pub head: Html,
    #[prop_or_default]
    pub test: Option<&'static str>,
}

#[component]
pub fn VirtualList(props: &VirtualListProps) -> Html {
    let node = use_node_ref();
    let span = use_state_eq(Span::default);
    let measure = {
        let (node, span) = (node.clone(), span.setter());
        Callback::from(move |()| {
            if let Some(element) = node.cast::<Element>() {
                span.set(Span { top_px: element.scroll_top(), height_px: element.client_height() - HEAD_PX });
            }
        })
    };
    {
        let measure = measure.clone();
        use_effect_with(props.total, move |_| {
            measure.emit(());
            let listener = web_sys::window()
                .map(|window| gloo_events::EventListener::new(&window, "resize", move |_| measure.emit(())));
            move || drop(listener)
        });
    }
    let range = span.rows(ROW_PX, props.total);
    {
        let onrange = props.onrange.clone();
        use_effect_with(range.clone(), move |range| onrange.emit(range.clone()));
    }
    {
        let node = node.clone();
        use_effect_with(props.active, move |active| {
            if let (Some(element), Some(row)) = (node.cast::<Element>(), *active) {
                keep_in_sight(&element, row);
            }
        });
    }
    let onkeydown = keys(props, span.page(ROW_PX));
    let rows = range.clone().map(|index| {
        let (active, open) = (props.onactive.clone(), props.onopen.clone());
        html! {
            <div key={index} id={row_id(index)} class={classes!("list-row", (props.active == Some(index)).then_some("active"))} role="row"
                aria-rowindex={(index + 1).to_string()} aria-selected={(props.active == Some(index)).to_string()}
                onclick={move |_| { active.emit(index); open.emit(index); }}>
                {props.row.emit(index)}
            </div>
        }
    });
    let px = |rows: usize| i64::try_from(rows).unwrap_or(0) * i64::from(ROW_PX);
    html! {
        <div class="list" role="grid" aria-label={props.label.clone()} aria-rowcount={props.total.to_string()} data-test={props.test}
            aria-activedescendant={props.active.map(row_id)} tabindex="0" {onkeydown} ref={node} onscroll={move |_| measure.emit(())}>
            <div class="list-head" role="row">{props.head.clone()}</div>
            <div class="list-all" role="rowgroup" style={format!("block-size: {}px", px(props.total))}>
                <div class="list-seen" role="presentation" style={format!("transform: translateY({}px)", px(range.start))}>{for rows}</div>
            </div>
        </div>
    }
}

fn row_id(index: usize) -> String {
    format!("row-{index}")
}

fn keys(props: &VirtualListProps, page: usize) -> Callback<KeyboardEvent> {
    let (total, active) = (props.total, props.active);
    let (onactive, onopen) = (props.onactive.clone(), props.onopen.clone());
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            if let Some(row) = active {
                onopen.emit(row);
            }
        } else if let Some(next) = span::next_row(&event.key(), active, total, page) {
            event.prevent_default();
            onactive.emit(next);
        }
    })
}

fn keep_in_sight(element: &Element, row: usize) {
    let top = i32::try_from(row).unwrap_or(i32::MAX / ROW_PX).saturating_mul(ROW_PX);
    let (seen, height) = (element.scroll_top(), element.client_height() - HEAD_PX);
    if top < seen {
        element.set_scroll_top(top);
    } else if top + ROW_PX > seen + height {
        element.set_scroll_top(top + ROW_PX - height);
    }
}
