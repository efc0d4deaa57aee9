//! The city has shut this computer out: what happened, what it means, whom to call. Nothing else is shown any more.

use crate::components::{chip::Tone, notice_line::notice_line};
use crate::desk::use_desk;
use yew::prelude::*;

#[component]
pub fn LockedPage() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let Some(me) = desk.me.clone() else { return Html::default() };
    html! {
        <main class="join" data-test="locked">
            <h1>{words.say("locked-title")}</h1>
            {notice_line(Tone::Bad, words.say("locked-what"), Html::default())}
            <p>{words.say("locked-means")}</p>
            <p>{words.say("locked-call")}</p>
            <dl class="facts">
                if !me.city_name.is_empty() { <><dt>{words.say("device-city")}</dt><dd>{me.city_name.clone()}</dd></> }
                <dt>{words.say("device-name")}</dt><dd>{me.device_name.clone()}</dd>
                <dt>{words.say("device-id")}</dt><dd><code>{me.device.short()}</code></dd>
            </dl>
        </main>
    }
}
