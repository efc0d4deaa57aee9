use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    dialog::Dialog,
    icon::Icon,
    segmented::Segmented,
};
use crate::desk::{Doing, use_desk, use_view};
use crate::pages::erasures::{TOPICS, reason, stage};
use crate::say;
use mainforte_api::{Command, Query};
use mainforte_domain::{EraseReason, VolunteerId};
use yew::prelude::*;

const REASONS: [EraseReason; 3] = [EraseReason::PersonAsks, EraseReason::NoLongerNeeded, EraseReason::ByMistake];

#[derive(Properties, PartialEq)]
pub struct ErasureProps {
    pub id: VolunteerId,
    /// Their name, while it is here: then erasing can be asked for.
    pub name: Option<AttrValue>,
}

/// Erasing one person for good: the way to ask for it, or how far it has come.
#[component]
pub fn Erasure(props: &ErasureProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let asking = use_state_eq(|| false);
    let erasures = use_view(Some(Query::Erasures), views::erasures, TOPICS);
    let ask = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(true))
    };
    let leave = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let found = erasures.here().and_then(|rows| rows.iter().find(|row| row.volunteer.as_ref() == Some(&props.id)));
    if let Some(row) = found {
        return html! {
            <section class="section" data-test="erasure">
                <h3>{words.say("erase-state")}</h3>
                {stage(&desk, row)}
                if props.name.is_none() { <p class="small">{words.say("erasure-stays")}</p> }
            </section>
        };
    }
    let Some(name) = props.name.clone() else { return Html::default() };
    html! {
        <section class="section">
            <div class="actions"><Button label={words.say("erase")} icon={Icon::Close} weight={Weight::Quiet} onclick={ask} test="erase" /></div>
            if *asking { <EraseDialog id={props.id.clone()} {name} onclose={leave} /> }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct EraseDialogProps {
    id: VolunteerId,
    name: AttrValue,
    onclose: Callback<()>,
}

/// Asks once more, for it has no undo, and says what it does.
#[component]
fn EraseDialog(props: &EraseDialogProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let chosen = use_state_eq(|| 0_usize);
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |value: AttrValue| chosen.set(value.parse().unwrap_or(0)))
    };
    let erase = {
        let (desk, volunteer, close, chosen) = (desk.clone(), props.id.clone(), props.onclose.clone(), *chosen);
        Callback::from(move |()| {
            let reason = REASONS.get(chosen).copied().unwrap_or(EraseReason::PersonAsks);
            desk.run(Command::Erase { volunteer: volunteer.clone(), reason }, desk.words.say("erase-said"));
            close.emit(());
        })
    };
    let choices: Vec<(AttrValue, AttrValue)> =
        REASONS.iter().enumerate().map(|(no, why)| (no.to_string().into(), words.say(reason(*why)).into())).collect();
    html! {
        <Dialog title={say!(words, "erase-title", name = props.name.to_string())} onclose={props.onclose.clone()} test="erase-dialog">
            <div class="stack">
                <ul class="what-follows">
                    <li>{words.say("erase-does-delete")}</li>
                    <li>{words.say("erase-does-cancel")}</li>
                    <li>{words.say("erase-does-refuse")}</li>
                </ul>
                <p>{words.say("erase-cannot")}</p>
                <div class="stack-close">
                    <p class="small" aria-hidden="true"><strong>{words.say("erase-why")}</strong></p>
                    <div><Segmented name="erase-reason" label={words.say("erase-why")} {choices} value={chosen.to_string()} onchange={choose} /></div>
                </div>
                <p><strong>{words.say("no-way-back")}</strong></p>
                <div class="actions end">
                    <Button label={words.say("cancel")} onclick={props.onclose.clone()} />
                    <Button label={words.say("erase")} weight={Weight::Primary} onclick={erase} test="erase-confirm" />
                </div>
            </div>
        </Dialog>
    }
}
