use super::Guest;
use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    icon::Icon,
};
use crate::desk::{Desk, now};
use crate::pages::sync::seen;
use crate::say;
use crate::words::key;
use mainforte_api::{AssociationRow, AssociationsView, DeviceRow};
use mainforte_domain::{DeviceId, DeviceRole, Minute};
use yew::prelude::*;

/// Every association with its devices.
pub fn list(
    desk: &Desk,
    view: &AssociationsView,
    invite: &Callback<Guest>,
    revoke: &Callback<(DeviceId, String)>,
) -> Html {
    html! { <div class="needs" data-test="associations">{for view.rows.iter().map(|row| association(desk, row, invite, revoke))}</div> }
}

fn association(
    desk: &Desk,
    row: &AssociationRow,
    invite: &Callback<Guest>,
    revoke: &Callback<(DeviceId, String)>,
) -> Html {
    let words = &desk.words;
    let city = desk.me.as_ref().is_some_and(|me| me.org.as_ref() == Some(&row.org));
    let one_more = {
        let (invite, guest) = (invite.clone(), if city { Guest::Own } else { Guest::Association(row.name.clone()) });
        Callback::from(move |()| invite.emit(guest.clone()))
    };
    html! {
        <section class="need" key={row.org.to_string()} aria-label={row.name.clone()}>
            <div class="section-head">
                <h2>{row.name.clone()}</h2>
                <span class="push"><Button label={words.say("invite-more")} icon={Icon::Add} weight={Weight::Quiet} onclick={one_more} test="invite-more" /></span>
            </div>
            <table class="table">
                <thead class="unseen"><tr>
                    <th scope="col">{words.say("sync-device")}</th><th scope="col">{words.say("device-role")}</th><th scope="col">{words.say("sync-seen")}</th><th scope="col">{words.say("device-gesture")}</th>
                </tr></thead>
                <tbody>
                    {for row.devices.iter().map(|device| device_row(desk, device, revoke))}
                    {for row.invitations.iter().map(|(_, until)| invitation_row(desk, *until))}
                </tbody>
            </table>
        </section>
    }
}

fn device_row(desk: &Desk, device: &DeviceRow, revoke: &Callback<(DeviceId, String)>) -> Html {
    let words = &desk.words;
    let own = desk.me.as_ref().is_some_and(|me| me.device == device.device);
    let name = if device.name.is_empty() { device.device.short() } else { device.name.clone() };
    let revoke = {
        let (revoke, id, name) = (revoke.clone(), device.device, name.clone());
        Callback::from(move |()| revoke.emit((id, name.clone())))
    };
    let may_revoke = !own && !device.revoked && !device.revoking && device.role != DeviceRole::Hub;
    html! {
        <tr key={device.device.to_string()}>
            <td><strong>{name}</strong>{" "}<span class="soft">{device.device.short()}</span></td>
            <td>{words.say(role(device.role))}</td>
            <td>
                if device.revoked { {chip(Tone::Bad, Icon::Close, words.say("device-revoked"))} }
                else if device.revoking { {chip(Tone::Warn, Icon::Waiting, words.say("device-revoking"))} }
                else if own { <span class="soft">{words.say("seen-here")}</span> }
                else if device.connected { {chip(Tone::Good, Icon::InSync, words.say("seen-connected"))} }
                else { <span class="soft">{seen(desk, false, device.last_seen)}</span> }
            </td>
            <td class="end">if may_revoke { <Button label={words.say("revoke")} weight={Weight::Quiet} onclick={revoke} test="revoke" /> }</td>
        </tr>
    }
}

fn invitation_row(desk: &Desk, until: Minute) -> Html {
    let sentence = if until <= now() {
        desk.words.say("invitation-over")
    } else {
        say!(desk.words, "invitation-waits", until = desk.dates.moment(until))
    };
    html! { <tr><td colspan="4" class="soft">{sentence}</td></tr> }
}

fn role(role: DeviceRole) -> &'static str {
    match role {
        DeviceRole::Hub => key("role-hub"),
        DeviceRole::Operator => key("role-operator"),
        DeviceRole::Coordinator => key("role-coordinator"),
    }
}
