//! The window behind the sync corner: who was last heard of when, what waits, and the way by file.

mod bundles;
mod peers;
mod repair;

use crate::components::{button::Button, chip::Tone, dialog::Dialog, notice_line::notice_line};
use crate::desk::{Desk, now, use_desk};
use crate::route::Route;
use crate::say;
use crate::shell::go;
use crate::words::{Words, key};
use bundles::Bundles;
use mainforte_api::{OtherVersion, SyncView};
use peers::Peers;
use repair::Repair;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SyncDialogProps {
    pub sync: std::rc::Rc<SyncView>,
    pub onclose: Callback<()>,
}

#[component]
pub fn SyncDialog(props: &SyncDialogProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let sync = &props.sync;
    let to_settle = {
        let close = props.onclose.clone();
        Callback::from(move |()| {
            close.emit(());
            go(Route::Settle);
        })
    };
    html! {
        <Dialog title={words.say("sync-title")} wide=true onclose={props.onclose.clone()} test="sync-dialog">
            <div class="stack">
                <p class="soft">{words.say("sync-explained")}</p>
                <p>{waiting(&desk, sync.to_send)}</p>
                {for sync.other_versions.iter().map(|other| notice_line(Tone::Warn, about_version(words, other), Html::default()))}
                if sync.newer_mail { <div data-test="sync-newer-mail">{notice_line(Tone::Warn, words.say("settle-newer-mail"), Html::default())}</div> }
                if sync.quarantined > 0 {
                    {notice_line(Tone::Warn, say!(words, "sync-quarantined", count = sync.quarantined), html! { <Button label={words.say("sync-see-refused")} onclick={to_settle} test="sync-see-refused" /> })}
                }
                {for sync.spoken_for.iter().map(|row| notice_line(Tone::Calm, say!(words, "sync-spoken-for", count = row.changes, device = row.name.clone()), Html::default()))}
                <Peers sync={sync.clone()} />
                if desk.is_city() { <p class="soft small" data-test="sync-relay">{relay(&desk)}</p> }
                <Bundles peers={sync.peers.clone()} />
                <Repair />
            </div>
            <div class="actions"><Button label={words.say("close")} onclick={props.onclose.clone()} /></div>
        </Dialog>
    }
}

/// Which of two programs is to be updated, and what that means until then.
fn about_version(words: &Words, other: &OtherVersion) -> String {
    let hub = if other.is_hub { "yes" } else { "no" };
    let device = if other.name.is_empty() { words.say("sync-unknown-device") } else { other.name.clone() };
    let said = if other.is_newer { key("sync-version-here") } else { key("sync-version-there") };
    say!(words, said, hub = hub, device = device)
}

/// Which relay the city names.
fn relay(desk: &Desk) -> String {
    match desk.me.as_ref().and_then(|me| me.relay.clone()) {
        Some(relay) => say!(desk.words, "sync-relay", relay = relay),
        None => desk.words.say("sync-no-relay"),
    }
}

/// When a device was last heard of, in words.
pub fn seen(desk: &Desk, connected: bool, last_seen: Option<mainforte_domain::Minute>) -> String {
    match last_seen {
        _ if connected => desk.words.say("seen-connected"),
        Some(at) => desk.dates.ago(at, now()),
        None => desk.words.say("seen-never"),
    }
}

/// What waits to leave, in words.
pub fn waiting(desk: &Desk, to_send: u32) -> String {
    match to_send {
        0 => desk.words.say("sync-all-sent"),
        count => say!(desk.words, "sync-to-send", count = count),
    }
}
