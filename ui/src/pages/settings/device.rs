use crate::bindings::{KeyPlace, ThisComputer, this_computer};
use crate::desk::{Desk, use_desk};
use crate::say;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What this computer is, and where it keeps its documents and their key.
#[component]
pub fn Device() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let computer = use_state_eq(|| None::<ThisComputer>);
    {
        let computer = computer.setter();
        use_effect_with((), move |()| spawn_local(async move { computer.set(this_computer().await.ok()) }));
    }
    let Some(me) = desk.me.clone() else { return Html::default() };
    html! {
        <dl class="facts">
            <dt>{words.say("device-name")}</dt><dd>{me.device_name.clone()}</dd>
            <dt>{words.say("device-org")}</dt><dd>{me.org_name.clone()}</dd>
            <dt>{words.say("device-city")}</dt><dd>{me.city_name.clone()}</dd>
            <dt>{words.say("device-id")}</dt><dd><code>{me.device.short()}</code></dd>
            <dt>{words.say("device-zone")}</dt><dd>{me.time_zone.clone()}</dd>
            <dt>{words.say("device-version")}</dt><dd>{me.version.clone()}</dd>
            if let Some(computer) = &*computer { {places(&desk, computer)} }
        </dl>
    }
}

fn places(desk: &Desk, computer: &ThisComputer) -> Html {
    let words = &desk.words;
    let key = match &computer.key {
        KeyPlace::Keychain => words.say("device-key-keychain"),
        KeyPlace::File { path } => say!(words, "device-key-file", path = path.as_str()),
    };
    html! {
        <>
            <dt>{words.say("device-data")}</dt><dd><code>{computer.data.clone()}</code></dd>
            <dt>{words.say("device-key")}</dt><dd>{key}</dd>
        </>
    }
}
