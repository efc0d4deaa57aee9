//! The city has shut this computer out: what happened, what it means, whom to call. Nothing else is shown any more.

use crate::components::{chip::Tone, notice_line::notice_line};
use crate::desk::use_desk;
use crate::say;
use yew::prelude::*;

#[component]
pub fn LockedPage() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let Some(me) = desk.me.clone() else { return Html::default() };
    let city = if me.city_name.is_empty() { words.say("locked-the-city") } else { me.city_name.clone() };
    html! {
        <main class="join" data-test="locked">
            <h1>{words.say("locked-title")}</h1>
            {notice_line(Tone::Bad, say!(words, "locked-what", city = city.clone()), Html::default())}
            <p>{words.say("locked-means")}</p>
            <p>{say!(words, "locked-call", city = city)}</p>
            <dl class="facts">
                <dt>{words.say("device-name")}</dt><dd>{me.device_name.clone()}</dd>
                <dt>{words.say("device-id")}</dt><dd><code>{me.device.short()}</code></dd>
            </dl>
        </main>
    }
}
