//! The window behind the sync corner: who was last heard of when, what waits, what was refused, and the way by file.

mod bundles;
mod peers;
mod repair;

use crate::bindings::views;
use crate::components::{button::Button, chip::Tone, dialog::Dialog, notice_line::notice_line};
use crate::desk::{Desk, now, use_desk, use_view};
use crate::say;
use crate::words::{Words, key, refused_because};
use bundles::Bundles;
use mainforte_api::{OtherVersion, QuarantineRow, Query, SyncView, Topic};
use peers::Peers;
use repair::Repair;
use yew::prelude::*;

/// Refused changes shown at most.
const REFUSED_MAX: usize = 5;

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
    let refused =
        use_view((sync.quarantined > 0).then_some(Query::Quarantine), views::quarantine, &[Topic::Quarantine]);
    html! {
        <Dialog title={words.say("sync-title")} wide=true onclose={props.onclose.clone()} test="sync-dialog">
            <div class="stack">
                <p class="soft">{words.say("sync-explained")}</p>
                <p>{waiting(&desk, sync.to_send)}</p>
                {for sync.other_versions.iter().map(|other| notice_line(Tone::Warn, about_version(words, other), Html::default()))}
                if sync.quarantined > 0 {
                    {notice_line(Tone::Warn, say!(words, "sync-quarantined", count = sync.quarantined), Html::default())}
                    {for refused.here().into_iter().flat_map(|rows| rows.iter()).take(REFUSED_MAX).map(|row| refused_line(&desk, row))}
                }
                {for sync.spoken_for.iter().map(|row| notice_line(Tone::Calm, say!(words, "sync-spoken-for", count = row.changes, device = row.name.clone()), Html::default()))}
                <Peers sync={sync.clone()} />
                <Bundles peers={sync.peers.clone()} />
                <Repair />
            </div>
            <div class="actions"><Button label={words.say("close")} onclick={props.onclose.clone()} /></div>
        </Dialog>
    }
}

/// A refused change: whose it claims to be, why it was refused, when it came.
fn refused_line(desk: &Desk, row: &QuarantineRow) -> Html {
    let author =
        if row.author_name.is_empty() { desk.words.say("sync-unknown-device") } else { row.author_name.clone() };
    html! { <p class="small soft">{say!(desk.words, "sync-refused", author = author, reason = refused_because(&desk.words, &row.reason), when = desk.dates.ago(row.at, now()))}</p> }
}

/// Which of two programs is to be updated, and what that means until then.
fn about_version(words: &Words, other: &OtherVersion) -> String {
    let hub = if other.is_hub { "yes" } else { "no" };
    let device = if other.name.is_empty() { words.say("sync-unknown-device") } else { other.name.clone() };
    let said = if other.is_newer { key("sync-version-here") } else { key("sync-version-there") };
    say!(words, said, hub = hub, device = device)
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
