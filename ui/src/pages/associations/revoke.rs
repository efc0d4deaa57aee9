use crate::components::{
    button::{Button, Weight},
    dialog::Dialog,
    focus,
};
use crate::desk::{Doing, use_desk};
use crate::say;
use crate::shell::CONTENT;
use mainforte_api::Command;
use mainforte_domain::{DeviceId, DeviceRole};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RevokeDialogProps {
    pub device: DeviceId,
    pub name: AttrValue,
    pub onclose: Callback<()>,
}

/// Asks once more before a computer is shut out, which has no undo, and says what it does and what it cannot do.
#[component]
pub fn RevokeDialog(props: &RevokeDialogProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let revoke = {
        let (desk, device, name, close) = (desk.clone(), props.device, props.name.to_string(), props.onclose.clone());
        Callback::from(move |()| {
            let done = if desk.role() == DeviceRole::Hub {
                say!(desk.words, "revoked-said", name = name.clone())
            } else {
                say!(desk.words, "revoke-asked-said", name = name.clone())
            };
            focus::leave_dialog_for(CONTENT);
            desk.run(Command::Revoke { device }, done);
            close.emit(());
        })
    };
    html! {
        <Dialog title={say!(words, "revoke-title", name = props.name.to_string())} onclose={props.onclose.clone()} test="revoke-dialog">
            <div class="stack">
                <ul class="what-follows">
                    <li>{words.say("revoke-does-close")}</li>
                    <li>{words.say("revoke-does-lock")}</li>
                    <li>{words.say("revoke-does-keep")}</li>
                </ul>
                <p>{words.say("revoke-cannot")}</p>
                <p><strong>{words.say("no-way-back")}</strong></p>
                <div class="actions end">
                    <Button label={words.say("cancel")} onclick={props.onclose.clone()} />
                    <Button label={words.say("revoke")} weight={Weight::Primary} onclick={revoke} test="revoke-confirm" />
                </div>
            </div>
        </Dialog>
    }
}
