use super::fields::{PersonFields, contact_fields, help_fields, limit_fields, time_fields};
use crate::bindings::{Broken, Failure};
use crate::components::button::{Button, Weight};
use crate::desk::{Desk, Doing, entry, use_desk};
use crate::pages::form::{Form, FormAction};
use crate::words::{failure_sentence, invalid_sentence};
use mainforte_api::{Command, Outcome, Refusal};
use mainforte_domain::{Person, VolunteerId};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EditPersonProps {
    /// None: somebody new.
    pub person: Option<Person>,
    /// Saved; the id of somebody new.
    pub onsaved: Callback<Option<VolunteerId>>,
    pub oncancel: Callback<()>,
}

/// A person's form. What is wrong with a field stands beside it, in words.
#[component]
pub fn EditPerson(props: &EditPersonProps) -> Html {
    let desk = use_desk();
    let form = {
        let (words, person) = (desk.words.clone(), props.person.clone());
        use_reducer(move || {
            let fields = person.as_ref().map(|person| PersonFields::of(&words, person));
            Form::of(fields.unwrap_or_else(|| PersonFields::new(&words)))
        })
    };
    let onsubmit = {
        let (desk, form, saved) = (desk.clone(), form.clone(), props.onsaved.clone());
        let id = props.person.as_ref().map(|person| person.id.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let person = form.value.draft();
            let command = match id.clone() {
                Some(id) => Command::EditPerson { id, person },
                None => Command::AddPerson { person },
            };
            let (asked, form, saved) = (desk.clone(), form.dispatcher(), saved.clone());
            desk.attempt(command, Callback::from(move |answer| answered(&asked, &form, &saved, answer)));
        })
    };
    let words = &desk.words;
    html! {
        <form class="stack" {onsubmit} novalidate=true data-test="person-fields">
            {contact_fields(&desk, &form)}
            {help_fields(&desk, &form)}
            {time_fields(&desk, &form)}
            {limit_fields(&desk, &form)}
            <div class="actions form-end">
                <Button label={words.say("save")} weight={Weight::Primary} submit=true test="person-save" />
                <Button label={words.say("cancel")} onclick={props.oncancel.clone()} />
            </div>
        </form>
    }
}

fn answered(
    desk: &Desk,
    form: &UseReducerDispatcher<Form<PersonFields>>,
    saved: &Callback<Option<VolunteerId>>,
    answer: Result<Outcome, Failure>,
) {
    match answer {
        Ok(outcome) => {
            desk.say(desk.words.say("saved-here"), entry(&outcome));
            saved.emit(match outcome {
                Outcome::PersonSaved { id, .. } => Some(id),
                _ => None,
            });
        }
        Err(Broken::Answered(Refusal::Invalid { field, problem, value })) => {
            let sentence = invalid_sentence(&desk.words, &field, &problem, &value);
            form.dispatch(FormAction::Wrong(field, sentence));
        }
        Err(failure) => {
            form.dispatch(FormAction::Wrong(String::new(), failure_sentence(&desk.words, &desk.dates, &failure)))
        }
    }
}
