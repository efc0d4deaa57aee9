use super::Guest;
use crate::bindings::save_text;
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    dialog::Dialog,
    field::Field,
    icon::Icon,
    notice_line::notice_line,
};
use crate::desk::{Desk, Doing, use_desk};
use crate::say;
use crate::words::failure_sentence;
use mainforte_api::{Command, InvitationView, Outcome};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Clone, PartialEq)]
enum Step {
    Naming(Option<String>),
    Asking,
    Invited(Rc<InvitationView>),
}

#[derive(Properties, PartialEq)]
pub struct InviteDialogProps {
    pub guest: Guest,
    pub onclose: Callback<()>,
}

/// Makes an invitation and shows it once, as text and as a square to photograph.
#[component]
pub fn InviteDialog(props: &InviteDialogProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let name = use_state_eq(String::new);
    let step = use_state_eq(|| Step::Naming(None));
    let ask = {
        let (desk, step) = (desk.clone(), step.setter());
        Callback::from(move |association: Option<String>| {
            step.set(Step::Asking);
            let (asked, step) = (desk.clone(), step.clone());
            desk.attempt(
                Command::Invite { association },
                Callback::from(move |answer| match answer {
                    Ok(Outcome::Invited { invitation }) => step.set(Step::Invited(Rc::new(invitation))),
                    Ok(_) => step.set(Step::Naming(Some(asked.words.say("refusal-other")))),
                    Err(failure) => {
                        step.set(Step::Naming(Some(failure_sentence(&asked.words, &asked.dates, &failure))))
                    }
                }),
            );
        })
    };
    {
        let ask = ask.clone();
        use_effect_with(props.guest.clone(), move |guest| match guest {
            Guest::Unnamed => {}
            Guest::Association(name) => ask.emit(Some(name.clone())),
            Guest::Own => ask.emit(None),
        });
    }
    let onsubmit = {
        let (ask, name) = (ask, name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            ask.emit(Some(name.trim().to_owned()).filter(|name| !name.is_empty()));
        })
    };
    let rename = {
        let name = name.setter();
        Callback::from(move |value: String| name.set(value))
    };
    let content = match &*step {
        Step::Invited(invitation) => invited(&desk, invitation, props.guest == Guest::Own, props.onclose.clone()),
        Step::Asking => html! { <p class="soft">{words.say("inviting")}</p> },
        Step::Naming(refused) => html! {
            <form class="stack" {onsubmit} novalidate=true>
                if let Some(refused) = refused { {notice_line(Tone::Bad, refused.clone(), Html::default())} }
                if props.guest == Guest::Unnamed {
                    <Field id="association-name" label={words.say("invite-name")} hint={words.say("invite-name-hint")} value={(*name).clone()} onchange={rename} />
                }
                <div class="actions end">
                    <Button label={words.say("cancel")} onclick={props.onclose.clone()} />
                    <Button label={words.say("invite-make")} weight={Weight::Primary} submit=true disabled={name.trim().is_empty()} test="invite-make" />
                </div>
            </form>
        },
    };
    html! { <Dialog title={words.say("invite")} onclose={props.onclose.clone()} test="invite-dialog">{content}</Dialog> }
}

fn invited(desk: &Desk, invitation: &InvitationView, own: bool, close: Callback<()>) -> Html {
    let words = &desk.words;
    let keep = {
        let (desk, text) = (desk.clone(), invitation.text.clone());
        Callback::from(move |()| {
            let (desk, text, title) = (desk.clone(), text.clone(), desk.words.say("invite-keep"));
            spawn_local(async move {
                match save_text(&title, "invitation-mainforte.txt", &text).await {
                    Ok(true) => desk.say(desk.words.say("invite-kept"), None),
                    Ok(false) => {}
                    Err(failure) => desk.say_failure(&failure),
                }
            });
        })
    };
    html! {
        <div class="stack">
            <p>{say!(words, "invite-for", organisation = invitation.organisation.clone(), until = desk.dates.moment(invitation.expires))}</p>
            <div class="invitation">
                {qr(&words.say("invite-qr"), &invitation.qr)}
                <textarea readonly=true rows="7" value={invitation.text.clone()} aria-label={words.say("join-field")} data-test="invitation-text" />
            </div>
            if own && !desk.me.as_ref().is_some_and(|me| me.is_city) { <p class="soft">{words.say("invite-own-first")}</p> }
            {notice_line(Tone::Warn, words.say("invite-secret"), Html::default())}
            <div class="actions end">
                <Button label={words.say("invite-keep")} icon={Icon::Copy} onclick={keep} />
                <Button label={words.say("close")} weight={Weight::Primary} onclick={close} />
            </div>
        </div>
    }
}

/// A QR code as one drawing, dark on white with its quiet margin in light and in dark.
fn qr(label: &str, modules: &[Vec<bool>]) -> Html {
    let size = modules.len() + 8;
    let dark = modules.iter().enumerate().flat_map(|(y, row)| {
        row.iter().enumerate().filter(|(_, dark)| **dark).map(move |(x, _)| format!("M{} {}h1v1h-1z", x + 4, y + 4))
    });
    html! {
        <svg class="qr" role="img" aria-label={label.to_owned()} viewBox={format!("0 0 {size} {size}")} shape-rendering="crispEdges">
            <rect width={size.to_string()} height={size.to_string()} fill="white" />
            <path d={dark.collect::<String>()} fill="black" />
        </svg>
    }
}
