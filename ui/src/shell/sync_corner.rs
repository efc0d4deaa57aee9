use crate::bindings::views;
use crate::components::{
    button::Button,
    chip::Tone,
    dialog::Dialog,
    icon::{Icon, glyph},
    notice_line::notice_line,
};
use crate::desk::{Desk, now, use_desk, use_view};
use crate::say;
use crate::words::key;
use mainforte_api::{Link, PeerRow, QuarantineRow, Query, SyncView, Topic};
use yew::prelude::*;

/// Refused changes shown at most.
const REFUSED_MAX: usize = 5;

/// Always there, always words: the connection, that everything is on this disk, and what waits to leave.
#[component]
pub fn SyncCorner() -> Html {
    let desk = use_desk();
    let open = use_state_eq(|| false);
    let Some(sync) = desk.sync.clone() else { return Html::default() };
    let (icon, state) = link_words(&desk, sync.link);
    let show = {
        let open = open.setter();
        Callback::from(move |_| open.set(true))
    };
    let hide = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    html! {
        <>
            <button type="button" class="sync" onclick={show} data-test="sync-corner" aria-live="polite">
                {glyph(icon)}
                <strong>{state}</strong>
                <span>{desk.words.say("sync-saved")}</span>
                <span data-test="sync-waiting">{waiting(&desk, sync.to_send)}</span>
            </button>
            if *open { <SyncDialog {sync} onclose={hide} /> }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct SyncDialogProps {
    sync: std::rc::Rc<SyncView>,
    onclose: Callback<()>,
}

/// Who was last heard of when, what waits, what was refused.
#[component]
fn SyncDialog(props: &SyncDialogProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let sync = &props.sync;
    let refused =
        use_view((sync.quarantined > 0).then_some(Query::Quarantine), views::quarantine, &[Topic::Quarantine]);
    html! {
        <Dialog title={words.say("sync-title")} onclose={props.onclose.clone()} test="sync-dialog">
            <p class="soft">{words.say("sync-explained")}</p>
            <p>{waiting(&desk, sync.to_send)}</p>
            if sync.quarantined > 0 {
                {notice_line(Tone::Warn, say!(words, "sync-quarantined", count = sync.quarantined), Html::default())}
                {for refused.here().into_iter().flat_map(|rows| rows.iter()).take(REFUSED_MAX).map(|row| refused_line(&desk, row))}
            }
            if sync.peers.is_empty() {
                <p>{words.say("sync-nobody")}</p>
            } else {
                <table class="table">
                    <thead><tr><th scope="col">{words.say("sync-device")}</th><th scope="col">{words.say("sync-whose")}</th><th scope="col">{words.say("sync-seen")}</th></tr></thead>
                    <tbody>{for sync.peers.iter().map(|peer| peer_line(&desk, peer))}</tbody>
                </table>
            }
            <div class="actions"><Button label={words.say("close")} onclick={props.onclose.clone()} /></div>
        </Dialog>
    }
}

/// A refused change: whose it claims to be, why it was refused, when it came.
fn refused_line(desk: &Desk, row: &QuarantineRow) -> Html {
    let author =
        if row.author_name.is_empty() { desk.words.say("sync-unknown-device") } else { row.author_name.clone() };
    html! { <p class="small soft">{say!(desk.words, "sync-refused", author = author, reason = row.reason.clone(), when = desk.dates.ago(row.at, now()))}</p> }
}

fn peer_line(desk: &Desk, peer: &PeerRow) -> Html {
    html! { <tr><td>{peer.name.clone()}</td><td>{peer.org_name.clone()}</td><td>{seen(desk, peer.connected, peer.last_seen)}</td></tr> }
}

/// When a device was last heard of, in words.
pub fn seen(desk: &Desk, connected: bool, last_seen: Option<mainforte_domain::Minute>) -> String {
    match last_seen {
        _ if connected => desk.words.say("seen-connected"),
        Some(at) => desk.dates.ago(at, now()),
        None => desk.words.say("seen-never"),
    }
}

fn waiting(desk: &Desk, to_send: u32) -> String {
    match to_send {
        0 => desk.words.say("sync-all-sent"),
        count => say!(desk.words, "sync-to-send", count = count),
    }
}

fn link_words(desk: &Desk, link: Link) -> (Icon, String) {
    let (icon, key) = match link {
        Link::UpToDate => (Icon::InSync, key("sync-online")),
        Link::Exchanging => (Icon::Sending, key("sync-exchanging")),
        Link::Connecting => (Icon::Refresh, key("sync-connecting")),
        Link::Offline => (Icon::Offline, key("sync-offline")),
        Link::SwitchedOff => (Icon::Offline, key("sync-switched-off")),
    };
    (icon, desk.words.say(key))
}
