//! What every page has: its head, and what stands in it while the answer is on its way.

use crate::components::{chip::Tone, empty::skeleton, notice_line::notice_line};
use crate::desk::{Desk, Loaded};
use crate::words::failure_sentence;
use std::rc::Rc;
use yew::prelude::*;

/// The head of a page (its name and what acts on all of it) over its body.
pub fn frame(title: impl Into<AttrValue>, more: Html, body: Html) -> Html {
    html! {
        <>
            <header class="top"><h1>{title.into()}</h1><div class="top-more">{more}</div></header>
            <div class="page">{body}</div>
        </>
    }
}

/// Shows an answer: grey lines at first, the refusal as a sentence, or what `view` makes of it.
pub fn show<T>(desk: &Desk, loaded: &Loaded<T>, rows: usize, view: impl FnOnce(&Rc<T>) -> Html) -> Html {
    match loaded {
        Loaded::Waiting => skeleton(rows),
        Loaded::Failed(failure) => {
            notice_line(Tone::Bad, failure_sentence(&desk.words, &desk.dates, failure), Html::default())
        }
        Loaded::Here(value) => view(value),
    }
}
