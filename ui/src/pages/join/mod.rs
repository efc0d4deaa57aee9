//! The first screen: one field, what will happen in one sentence, and the association's name before the button.

use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    field::Field,
    notice_line::notice_line,
    segmented::Segmented,
};
use crate::desk::{Desk, DeskAction, Doing, Loaded, use_desk, use_view};
use crate::say;
use crate::words::{Lang, failure_sentence};
use mainforte_api::{Command, InvitationView, Query};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct JoinPageProps {
    pub onjoined: Callback<()>,
}

#[component]
pub fn JoinPage(props: &JoinPageProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let text = use_state_eq(String::new);
    let name = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let refused = use_state_eq(|| None::<String>);
    let pasted = text.trim().to_owned();
    let query = (!pasted.is_empty()).then(|| Query::ReadInvitation { text: pasted.clone() });
    let read = use_view(query, views::invitation, &[]);
    let paste = {
        let (text, refused) = (text.setter(), refused.setter());
        Callback::from(move |value: String| {
            text.set(value);
            refused.set(None);
        })
    };
    let rename = {
        let name = name.setter();
        Callback::from(move |value: String| name.set(value))
    };
    let onsubmit = {
        let (desk, busy, refused, joined) = (desk.clone(), busy.setter(), refused.setter(), props.onjoined.clone());
        let command = Command::Join { invitation: pasted.clone(), device_name: device_name(&desk, &name) };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            busy.set(true);
            refused.set(None);
            let (asked, busy, refused, joined) = (desk.clone(), busy.clone(), refused.clone(), joined.clone());
            desk.attempt(
                command.clone(),
                Callback::from(move |answer| {
                    busy.set(false);
                    match answer {
                        Ok(_) => joined.emit(()),
                        Err(failure) => refused.set(Some(failure_sentence(&asked.words, &asked.dates, &failure))),
                    }
                }),
            );
        })
    };
    let invitation = read.here().filter(|_| !pasted.is_empty()).cloned();
    let unreadable = match &read {
        Loaded::Failed(failure) if !pasted.is_empty() => Some(failure_sentence(words, &desk.dates, failure)),
        _ => None,
    };
    html! {
        <main class="join">
            <header class="join-head"><span class="join-name">{"Mainforte"}</span>{languages(&desk)}</header>
            <div class="stack-close"><h1>{words.say("join-title")}</h1><p class="soft">{words.say("join-lead")}</p></div>
            <form class="stack" {onsubmit} novalidate=true>
                <Field id="join-text" label={words.say("join-field")} hint={words.say("join-hint")} lines={4} value={(*text).clone()} onchange={paste} error={unreadable.map(AttrValue::from)} />
                if let Some(invitation) = &invitation { {promise(&desk, invitation)} }
                <Field id="join-device" label={words.say("join-device")} hint={words.say("join-device-hint")} value={(*name).clone()} onchange={rename} placeholder={words.say("join-device-default")} />
                if let Some(refused) = (*refused).clone() { {notice_line(Tone::Bad, refused, Html::default())} }
                <div class="actions">
                    <Button label={words.say(join_word(*busy))} weight={Weight::Primary} submit=true disabled={*busy || invitation.is_none()} test="join-button" />
                </div>
            </form>
            <p class="soft small">{words.say("join-local")}</p>
        </main>
    }
}

fn join_word(busy: bool) -> &'static str {
    use crate::words::key;
    if busy { key("joining") } else { key("join") }
}

/// What the invitation says, before anything is done with it.
fn promise(desk: &Desk, invitation: &Rc<InvitationView>) -> Html {
    let words = &desk.words;
    let sentence = if invitation.for_city {
        say!(words, "join-promise-city", city = invitation.city.clone())
    } else {
        say!(words, "join-promise", organisation = invitation.organisation.clone(), city = invitation.city.clone())
    };
    html! { <div data-test="join-promise">{notice_line(Tone::Accent, sentence, Html::default())}</div> }
}

fn device_name(desk: &Desk, typed: &str) -> String {
    match typed.trim() {
        "" => desk.words.say("join-device-default"),
        name => name.to_owned(),
    }
}

fn languages(desk: &Desk) -> Html {
    let choices: Vec<(AttrValue, AttrValue)> =
        Lang::ALL.iter().map(|lang| (lang.code().into(), lang.own_name().into())).collect();
    let onchange = {
        let desk = desk.clone();
        Callback::from(move |code: AttrValue| {
            if let Some(lang) = Lang::from_code(&code) {
                let preferences = crate::desk::preferences::Preferences { lang, ..desk.preferences };
                desk.dispatch(DeskAction::Prefer(preferences));
            }
        })
    };
    html! { <Segmented name="join-language" label={desk.words.say("settings-language")} {choices} value={desk.preferences.lang.code()} {onchange} /> }
}
