//! *Aide*: the keys, and the few things to know.

use super::frame::frame;
use crate::desk::{Desk, use_desk};
use crate::words::key;
use yew::prelude::*;

/// The caps of a key combination, and what it does.
type Key = (&'static [&'static str], &'static str);

/// Keys and what they do, place by place.
const KEYS: [(&str, &[Key]); 4] = [
    (
        key("help-everywhere"),
        &[
            (&["Ctrl", "K"], key("help-palette")),
            (&["Alt", "1…7"], key("help-rooms")),
            (&["?"], key("help-help")),
            (&["Esc"], key("help-escape")),
        ],
    ),
    (
        key("nav-volunteers"),
        &[(&["↑", "↓"], key("help-rows")), (&["PgUp", "PgDn"], key("help-pages")), (&["Enter"], key("help-open"))],
    ),
    (key("nav-planning"), &[(&["←", "→", "↑", "↓"], key("help-shifts")), (&["Enter"], key("help-open-shift"))]),
    (
        key("nav-settle"),
        &[(&["1"], key("help-left")), (&["2"], key("help-right")), (&["Enter"], key("help-suggestion"))],
    ),
];

#[component]
pub fn HelpPage() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let body = html! {
        <div class="page-body">
            <div class="help">
                <section class="section">
                    <h2>{words.say("help-keys")}</h2>
                    <div class="help-keys">{for KEYS.iter().map(|(title, keys)| group(&desk, title, keys))}</div>
                </section>
                <section class="section narrow">
                    <h2>{words.say("help-know")}</h2>
                    <h3>{words.say("help-offline-title")}</h3><p>{words.say("help-offline")}</p>
                    <h3>{words.say("help-held-title")}</h3><p>{words.say("help-held")}</p>
                    <h3>{words.say("help-settle-title")}</h3><p>{words.say("help-settle")}</p>
                </section>
            </div>
        </div>
    };
    frame(words.say("nav-help"), Html::default(), body)
}

fn group(desk: &Desk, title: &'static str, keys: &[Key]) -> Html {
    html! {
        <div class="help-group">
            <h3>{desk.words.say(title)}</h3>
            <dl>{for keys.iter().map(|(keys, what)| html! {
                <div><dt>{for keys.iter().map(|key| html! { <kbd>{*key}</kbd> })}</dt><dd>{desk.words.say(what)}</dd></div>
            })}</dl>
        </div>
    }
}
