//! Who is to be erased and who is, with the computers that have confirmed and those that have not yet.

use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    icon::Icon,
};
use crate::desk::{Desk, Doing, now, use_desk, use_view};
use crate::pages::frame::show;
use crate::say;
use crate::words::{BETWEEN, key};
use mainforte_api::{Command, ErasureRow, ErasureStage, PeerRow, Query, Topic};
use mainforte_domain::EraseReason;
use yew::prelude::*;

/// What the list is asked again for.
pub const TOPICS: &[Topic] = &[Topic::Erasures, Topic::Devices, Topic::People];

/// Everything asked for and done, newest first; on the city's screens with the word that the hub waits for.
#[component]
pub fn Erasures() -> Html {
    let desk = use_desk();
    let erasures = use_view(Some(Query::Erasures), views::erasures, TOPICS);
    show(&desk, &erasures, 3, |rows| {
        if rows.is_empty() {
            return html! { <p class="soft">{desk.words.say("erasures-none")}</p> };
        }
        html! { <ul class="people" data-test="erasures">{for rows.iter().map(|row| line(&desk, row))}</ul> }
    })
}

fn line(desk: &Desk, row: &ErasureRow) -> Html {
    let words = &desk.words;
    let about = [
        words.say("erasure-somebody"),
        row.owner_name.clone(),
        words.say(reason(row.reason)),
        desk.dates.moment(row.at),
    ];
    let city = desk.me.as_ref().is_some_and(|me| me.is_city);
    html! {
        <li class="person-line" data-test="erasure-row">
            <p class="small">{about.join(BETWEEN)}</p>
            {stage(desk, row)}
            if city && row.stage == ErasureStage::Held { {answer(desk, row)} }
        </li>
    }
}

/// How far it has come, and who is late.
pub fn stage(desk: &Desk, row: &ErasureRow) -> Html {
    let words = &desk.words;
    match row.stage {
        ErasureStage::Asked => chip(Tone::Warn, Icon::Waiting, words.say("erasure-asked")),
        ErasureStage::Held => chip(Tone::Warn, Icon::Waiting, words.say("erasure-held")),
        ErasureStage::Declined => chip(Tone::Bad, Icon::Close, words.say("erasure-declined")),
        ErasureStage::Done => done(desk, row),
    }
}

/// Each computer by name: those that have yet to confirm, and those that have.
fn done(desk: &Desk, row: &ErasureRow) -> Html {
    let words = &desk.words;
    let confirmed: Vec<String> = row.confirmed.iter().map(|device| named(desk, device)).collect();
    html! {
        <>
            if row.missing.is_empty() {
                <div>{chip(Tone::Good, Icon::Done, words.say("erasure-done"))}</div>
            } else {
                <div>{chip(Tone::Warn, Icon::Waiting, say!(words, "erasure-missing", count = row.missing.len()))}</div>
                <ul class="small" data-test="erasure-late">{for row.missing.iter().map(|device| html! { <li>{late(desk, device)}</li> })}</ul>
            }
            if !confirmed.is_empty() {
                <p class="soft small" data-test="erasure-confirmed">{say!(words, "erasure-confirmed", devices = confirmed.join(BETWEEN))}</p>
            }
        </>
    }
}

fn named(desk: &Desk, device: &PeerRow) -> String {
    // The hub is called as its city.
    if device.name == device.org_name {
        return device.name.clone();
    }
    say!(desk.words, "erasure-device", name = device.name.clone(), whose = device.org_name.clone())
}

fn late(desk: &Desk, device: &PeerRow) -> String {
    let named = named(desk, device);
    match device.last_seen {
        Some(at) => say!(desk.words, "erasure-late", device = named, seen = desk.dates.ago(at, now())),
        None => say!(desk.words, "erasure-late-unseen", device = named),
    }
}

fn answer(desk: &Desk, row: &ErasureRow) -> Html {
    let words = &desk.words;
    let say_it = |allow: bool, said: &'static str| {
        let (desk, row) = (desk.clone(), row.clone());
        Callback::from(move |()| {
            let Some(volunteer) = row.volunteer.clone() else { return };
            let command = Command::AnswerErasure { owner: row.owner.clone(), volunteer, allow };
            desk.run(command, desk.words.say(said));
        })
    };
    html! {
        <div class="actions">
            <Button label={words.say("erasure-allow")} onclick={say_it(true, key("erasure-allowed-said"))} test="erasure-allow" />
            <Button label={words.say("erasure-decline")} weight={Weight::Quiet} onclick={say_it(false, key("erasure-declined-said"))} test="erasure-decline" />
        </div>
    }
}

/// Why, in words.
pub fn reason(reason: EraseReason) -> &'static str {
    match reason {
        EraseReason::PersonAsks => key("erase-reason-asks"),
        EraseReason::NoLongerNeeded => key("erase-reason-over"),
        EraseReason::ByMistake => key("erase-reason-mistake"),
    }
}
