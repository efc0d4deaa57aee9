use crate::desk::Desk;
use crate::say;
use crate::words::shortage;
use mainforte_api::WhyShort;
use yew::prelude::*;

/// A shift that stays short, and what keeps the others from it.
pub fn short_line(desk: &Desk, short: &WhyShort) -> Html {
    let words = &desk.words;
    let causes: Vec<_> = short.causes.iter().map(|(cause, count)| shortage(words, *cause, *count)).collect();
    html! {
        <li class="person-line" key={format!("{}/{}", short.shift, short.role)}>
            <p class="small"><strong>{short.title.clone()}</strong>{", "}{short.place.clone()}</p>
            <p class="small figures">{desk.dates.window(short.window)}{" · "}{say!(words, "short-missing", count = short.missing, role = short.role.clone())}</p>
            <p class="soft small">
                {say!(words, "short-able", count = short.able)}
                if !causes.is_empty() { {words.say("short-because")}{causes.join(", ")}{"."} }
            </p>
        </li>
    }
}
