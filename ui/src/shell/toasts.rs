use crate::components::{
    button::{Button, Weight},
    icon::Icon,
};
use crate::desk::{Desk, DeskAction, Doing, Toast, use_desk};
use mainforte_api::Command;
use yew::prelude::*;

/// The messages at the corner; a screen reader hears them as they come.
#[component]
pub fn Toasts() -> Html {
    let desk = use_desk();
    html! {
        <div class="toasts" role="status" aria-live="polite" data-test="toasts">
            {for desk.toasts.iter().map(|toast| message(&desk, toast))}
        </div>
    }
}

fn message(desk: &Desk, toast: &Toast) -> Html {
    let leave = {
        let (dispatcher, number) = (desk.dispatcher(), toast.number);
        Callback::from(move |()| dispatcher.dispatch(DeskAction::Leave(number)))
    };
    let undo = toast.undo.map(|entry| {
        let (desk, leave) = (desk.clone(), leave.clone());
        Callback::from(move |()| {
            desk.run(Command::Undo { entry }, desk.words.say("undone"));
            leave.emit(());
        })
    });
    html! {
        <div class="toast" key={toast.number} data-test="toast">
            <span>{toast.sentence.clone()}</span>
            if let Some(undo) = undo { <Button label={desk.words.say("undo")} icon={Icon::Undo} onclick={undo} test="toast-undo" /> }
            <Button label={desk.words.say("close")} icon={Icon::Close} bare=true weight={Weight::Quiet} onclick={leave} />
        </div>
    }
}
