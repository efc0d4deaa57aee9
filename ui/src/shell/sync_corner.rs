use crate::components::arriving::arriving;
use crate::components::icon::{Icon, glyph};
use crate::desk::{Desk, DeskAction, use_desk};
use crate::pages::sync::{SyncDialog, waiting};
use crate::words::key;
use mainforte_api::Link;
use yew::prelude::*;

/// Always there, always words: the connection, that everything is on this disk, and what waits to leave.
#[component]
pub fn SyncCorner() -> Html {
    let desk = use_desk();
    let Some(sync) = desk.sync.clone() else { return Html::default() };
    let outdated = sync.other_versions.iter().any(|other| other.is_hub);
    let (icon, state) =
        if outdated { (Icon::Offline, desk.words.say("sync-other-version")) } else { link_words(&desk, sync.link) };
    let show = {
        let dispatcher = desk.dispatcher();
        Callback::from(move |_| dispatcher.dispatch(DeskAction::ShowSync(true)))
    };
    let hide = {
        let dispatcher = desk.dispatcher();
        Callback::from(move |()| dispatcher.dispatch(DeskAction::ShowSync(false)))
    };
    html! {
        <>
            <button type="button" class="sync" onclick={show} data-test="sync-corner" aria-live="polite">
                {glyph(icon)}
                <strong>{state}</strong>
                <span>{desk.words.say("sync-saved")}</span>
                <span data-test="sync-waiting">{waiting(&desk, sync.to_send)}</span>
            </button>
            if let Some(coming) = &sync.arriving { <div class="sync-arriving">{arriving(&desk, coming)}</div> }
            if desk.sync_open { <SyncDialog {sync} onclose={hide} /> }
        </>
    }
}

fn link_words(desk: &Desk, link: Link) -> (Icon, String) {
    let (icon, key) = match link {
        Link::UpToDate => (Icon::InSync, key("sync-online")),
        Link::Exchanging => (Icon::Swap, key("sync-exchanging")),
        Link::Connecting => (Icon::Refresh, key("sync-connecting")),
        Link::Offline => (Icon::Offline, key("sync-offline")),
        Link::SwitchedOff => (Icon::Offline, key("sync-switched-off")),
    };
    (icon, desk.words.say(key))
}
