//! *Associations et appareils*: who is enrolled, when each device was last heard of, and the next invitation.

mod hub_wait;
mod invite;
mod revoke;
mod rows;

use super::erasures::Erasures;
use super::frame::{frame, show};
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    icon::Icon,
};
use crate::desk::{use_desk, use_view};
use hub_wait::{GoOnDialog, hub_wait};
pub use invite::InviteDialog;
use mainforte_api::{AssociationsView, HubWaitView, Query, Topic};
use mainforte_domain::DeviceId;
use revoke::RevokeDialog;
use yew::prelude::*;

/// Whom an invitation is for.
#[derive(Clone, PartialEq)]
pub enum Guest {
    /// An association that the name will be typed of.
    Unnamed,
    /// One more device of an association.
    Association(String),
    /// One more laptop of one's own organisation.
    Own,
}

#[component]
pub fn AssociationsPage() -> Html {
    let desk = use_desk();
    let associations = use_view(Some(Query::Associations), views::associations, &[Topic::Devices, Topic::Catalogue]);
    let guest = use_state_eq(|| None::<Guest>);
    let invite = {
        let guest = guest.setter();
        Callback::from(move |whom: Guest| guest.set(Some(whom)))
    };
    let close = {
        let guest = guest.setter();
        Callback::from(move |()| guest.set(None))
    };
    let leaving = use_state_eq(|| None::<(DeviceId, String)>);
    let revoke = {
        let leaving = leaving.setter();
        Callback::from(move |device: (DeviceId, String)| leaving.set(Some(device)))
    };
    let keep = {
        let leaving = leaving.setter();
        Callback::from(move |()| leaving.set(None))
    };
    let ending = use_state_eq(|| None::<HubWaitView>);
    let end = {
        let ending = ending.setter();
        Callback::from(move |wait: HubWaitView| ending.set(Some(wait)))
    };
    let wait_on = {
        let ending = ending.setter();
        Callback::from(move |()| ending.set(None))
    };
    let head = {
        let invite = invite.clone();
        html! { <Button label={desk.words.say("invite")} icon={Icon::Invite} weight={Weight::Primary} onclick={move |()| invite.emit(Guest::Unnamed)} test="invite" /> }
    };
    let body = html! {
        <>
            <div class="page-body">
                {show(&desk, &associations, 6, |view: &std::rc::Rc<AssociationsView>| html! {
                    <>
                        {for view.hub_wait.iter().map(|wait| hub_wait(&desk, wait, &end))}
                        {rows::list(&desk, view, &invite, &revoke)}
                    </>
                })}
                <section class="section"><h2>{desk.words.say("erasures")}</h2><Erasures /></section>
            </div>
            if let Some(guest) = (*guest).clone() { <InviteDialog {guest} onclose={close} /> }
            if let Some(wait) = (*ending).clone() { <GoOnDialog {wait} onclose={wait_on} /> }
            if let Some((device, name)) = (*leaving).clone() { <RevokeDialog {device} {name} onclose={keep} /> }
        </>
    };
    frame(desk.words.say("nav-associations"), head, body)
}
