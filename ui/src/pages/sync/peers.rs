use super::seen;
use crate::bindings::views;
use crate::desk::{Desk, use_desk, use_view};
use crate::words::{BETWEEN, key, thousands};
use mainforte_api::{PeerState, Query, SyncView, Topic, Way};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PeersProps {
    /// Tells when it is time to ask again.
    pub sync: std::rc::Rc<SyncView>,
}

/// Other computers: when they were last heard of, and what has yet to leave towards each.
#[component]
pub fn Peers(props: &PeersProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let topics = &[Topic::Devices, Topic::People, Topic::Board, Topic::Loans, Topic::Catalogue];
    let states = use_view(Some(Query::Peers), views::peers, topics);
    let Some(states) = states.here() else { return Html::default() };
    if states.is_empty() {
        return html! { <p>{words.say("sync-nobody")}</p> };
    }
    html! {
        <table class="table" data-test="sync-peers">
            <thead><tr>
                <th scope="col">{words.say("sync-device")}</th><th scope="col">{words.say("sync-whose")}</th>
                <th scope="col">{words.say("sync-seen")}</th><th scope="col" class="end">{words.say("sync-waits")}</th>
            </tr></thead>
            <tbody>{for states.iter().map(|state| line(&desk, &props.sync, state))}</tbody>
        </table>
    }
}

/// Who is connected is pushed; the rest was asked for.
fn line(desk: &Desk, sync: &SyncView, state: &PeerState) -> Html {
    let peer = &state.peer;
    let pushed = sync.peers.iter().find(|row| row.device == peer.device);
    let connected = pushed.map_or(peer.connected, |row| row.connected);
    html! {
        <tr key={peer.device.to_string()}>
            <td>{peer.name.clone()}</td><td>{peer.org_name.clone()}</td>
            <td>{seen(desk, connected, peer.last_seen)}{for state.way.filter(|_| connected).map(|way| html! { <span class="soft">{BETWEEN}{desk.words.say(by_way(way))}</span> })}</td>
            <td class="end figures">{thousands(state.waiting)}</td>
        </tr>
    }
}

/// By which way a computer is connected, in words.
fn by_way(way: Way) -> &'static str {
    match way {
        Way::LocalNetwork => key("way-local"),
        Way::Direct => key("way-direct"),
        Way::Relay => key("way-relay"),
    }
}
