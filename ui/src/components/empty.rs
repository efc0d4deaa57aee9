use yew::prelude::*;

/// What stands where nothing is yet: one sentence that teaches, one button.
pub fn empty(title: impl Into<AttrValue>, sentence: impl Into<AttrValue>, action: Html) -> Html {
    html! {
        <div class="empty">
            <h2>{title.into()}</h2>
            <p>{sentence.into()}</p>
            {action}
        </div>
    }
}

/// Grey lines in place of rows that are on their way; they show only after a moment, so that quick answers do not flicker.
pub fn skeleton(rows: usize) -> Html {
    html! {
        <div class="skeleton" aria-hidden="true">{for (0..rows).map(|_| html! { <i /> })}</div>
    }
}
