//! *Réglages*: language, light, keys, and what this device is.

mod device;
mod history;

use super::associations::{Guest, InviteDialog};
use super::erasures::Erasures;
use super::frame::frame;
use crate::components::{button::Button, field::Tick, icon::Icon, segmented::Segmented};
use crate::desk::{
    Desk, DeskAction, Doing,
    preferences::{Preferences, Theme},
    use_desk,
};
use crate::words::{Lang, key};
use device::Device;
use history::History;
use mainforte_api::Command;
use yew::prelude::*;

#[component]
pub fn SettingsPage() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let inviting = use_state_eq(|| false);
    let close = {
        let inviting = inviting.setter();
        Callback::from(move |()| inviting.set(false))
    };
    let body = html! {
        <div class="page-body">
            if *inviting { <InviteDialog guest={Guest::Own} onclose={close} /> }
            <div class="narrow settings">
                <section class="section"><h2>{words.say("settings-language")}</h2>{language(&desk)}</section>
                <section class="section"><h2>{words.say("settings-theme")}</h2>{theme(&desk)}</section>
                <section class="section">
                    <h2>{words.say("settings-keys")}</h2>
                    <Tick id="letters-off" label={words.say("settings-letters-off")} checked={desk.preferences.letters_off}
                        onchange={prefer(&desk, |preferences, off| preferences.letters_off = off)} />
                </section>
                <section class="section"><h2>{words.say("settings-network")}</h2>{network(&desk)}</section>
                <section class="section"><h2>{words.say("settings-device")}</h2><Device />{another(&desk, &inviting)}</section>
                if desk.me.as_ref().is_some_and(|me| !me.is_city) {
                    <section class="section"><h2>{words.say("erasures")}</h2><Erasures /></section>
                }
                <section class="section"><h2>{words.say("settings-history")}</h2><History /></section>
            </div>
        </div>
    };
    frame(words.say("nav-settings"), Html::default(), body)
}

/// An association invites its next laptop itself; the city does so on its page of devices.
fn another(desk: &Desk, inviting: &UseStateHandle<bool>) -> Html {
    if desk.me.as_ref().is_none_or(|me| me.is_city) {
        return Html::default();
    }
    let invite = {
        let inviting = inviting.setter();
        Callback::from(move |_| inviting.set(true))
    };
    html! {
        <>
            <p class="field-hint">{desk.words.say("invite-own-hint")}</p>
            <div><Button label={desk.words.say("invite-more")} icon={Icon::Invite} onclick={invite} test="invite-own" /></div>
        </>
    }
}

/// Off until somebody says so: a café's network need not know that this laptop is here.
fn network(desk: &Desk) -> Html {
    let on = desk.me.as_ref().is_some_and(|me| me.local_network);
    let switch = {
        let desk = desk.clone();
        Callback::from(move |on| {
            let said = if on { key("settings-network-on") } else { key("settings-network-off") };
            desk.run(Command::SetLocalNetwork { on }, desk.words.say(said));
        })
    };
    html! {
        <>
            <Tick id="local-network" label={desk.words.say("settings-local-network")} checked={on} onchange={switch} />
            <p class="field-hint">{desk.words.say("settings-network-hint")}</p>
        </>
    }
}

fn prefer<V: 'static>(desk: &Desk, change: fn(&mut Preferences, V)) -> Callback<V> {
    let desk = desk.clone();
    Callback::from(move |value: V| {
        let mut preferences = desk.preferences;
        change(&mut preferences, value);
        desk.dispatch(DeskAction::Prefer(preferences));
    })
}

fn language(desk: &Desk) -> Html {
    let choices: Vec<(AttrValue, AttrValue)> =
        Lang::ALL.iter().map(|lang| (lang.code().into(), lang.own_name().into())).collect();
    let onchange = prefer(desk, |preferences, code: AttrValue| {
        preferences.lang = Lang::from_code(&code).unwrap_or(preferences.lang)
    });
    html! { <div><Segmented name="language" label={desk.words.say("settings-language")} {choices} value={desk.preferences.lang.code()} {onchange} /></div> }
}

fn theme(desk: &Desk) -> Html {
    let name = |theme: Theme| match theme {
        Theme::Light => key("theme-light"),
        Theme::Dark => key("theme-dark"),
        Theme::System => key("theme-system"),
    };
    let choices: Vec<(AttrValue, AttrValue)> =
        Theme::ALL.iter().map(|theme| (theme.code().into(), desk.words.say(name(*theme)).into())).collect();
    let onchange = prefer(desk, |preferences, code: AttrValue| {
        preferences.theme = Theme::from_code(&code).unwrap_or(preferences.theme)
    });
    html! { <div><Segmented name="theme" label={desk.words.say("settings-theme")} {choices} value={desk.preferences.theme.code()} {onchange} /></div> }
}
