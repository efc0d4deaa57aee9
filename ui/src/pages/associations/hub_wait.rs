use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    dialog::Dialog,
    notice_line::notice_line,
};
use crate::desk::{Desk, Doing, use_desk};
use crate::say;
use crate::words::BETWEEN;
use mainforte_api::{Command, HubWaitView};
use mainforte_domain::DeviceRole;
use yew::prelude::*;

/// That the hub was put back from a backup and for whom it waits, with the way to end that.
pub fn hub_wait(desk: &Desk, wait: &HubWaitView, onend: &Callback<HubWaitView>) -> Html {
    let words = &desk.words;
    let since = desk.dates.moment(wait.since);
    let sentence = say!(words, "hub-wait", since = since, awaited = wait.awaited.join(BETWEEN));
    let action = if wait.ending {
        html! { <p class="small">{words.say("hub-go-on-asked-said")}</p> }
    } else {
        let (onend, wait) = (onend.clone(), wait.clone());
        html! { <Button label={words.say("hub-go-on")} onclick={move |()| onend.emit(wait.clone())} test="hub-go-on" /> }
    };
    html! { <div data-test="hub-wait">{notice_line(Tone::Warn, sentence, action)}</div> }
}

#[derive(Properties, PartialEq)]
pub struct GoOnDialogProps {
    pub wait: HubWaitView,
    pub onclose: Callback<()>,
}

/// Asks once more before the hub waits no longer, and says what may come of it.
#[component]
pub fn GoOnDialog(props: &GoOnDialogProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let go_on = {
        let (desk, close) = (desk.clone(), props.onclose.clone());
        Callback::from(move |()| {
            let hub = desk.role() == DeviceRole::Hub;
            let done = if hub { desk.words.say("hub-go-on-said") } else { desk.words.say("hub-go-on-asked-said") };
            desk.run(Command::Restored { go_on: true }, done);
            close.emit(());
        })
    };
    html! {
        <Dialog title={words.say("hub-go-on-title")} onclose={props.onclose.clone()} test="go-on-dialog">
            <div class="stack">
                <p>{say!(words, "hub-go-on-unheard", awaited = props.wait.awaited.join(BETWEEN))}</p>
                <ul class="what-follows">
                    <li>{words.say("hub-go-on-lends-twice")}</li>
                    <li>{words.say("hub-go-on-contradicts")}</li>
                </ul>
                <p>{words.say("hub-go-on-better")}</p>
                <p><strong>{words.say("no-way-back")}</strong></p>
                <div class="actions end">
                    <Button label={words.say("cancel")} onclick={props.onclose.clone()} />
                    <Button label={words.say("hub-go-on")} weight={Weight::Primary} onclick={go_on} test="go-on-confirm" />
                </div>
            </div>
        </Dialog>
    }
}
