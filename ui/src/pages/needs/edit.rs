use super::fields::{NeedFields, role_rows, slot_rows, what_fields};
use crate::bindings::{Broken, Failure};
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    notice_line::notice_line,
};
use crate::desk::{Desk, Doing, entry, use_desk};
use crate::pages::form::{Form, FormAction};
use crate::pages::moment::today;
use crate::say;
use crate::words::{failure_sentence, invalid_sentence, typed_day};
use mainforte_api::{Command, Outcome, Refusal};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PublishNeedProps {
    pub ondone: Callback<()>,
}

/// The form of a need: what, where, how many in which role, and each time.
#[component]
pub fn PublishNeed(props: &PublishNeedProps) -> Html {
    let desk = use_desk();
    let form = {
        let first = desk
            .catalogue
            .kinds
            .iter()
            .find(|kind| kind.id.as_str() == "food-distribution")
            .or(desk.catalogue.kinds.first())
            .map(|kind| kind.id.clone());
        let tomorrow = today(&desk).tomorrow().map(typed_day).unwrap_or_default();
        let role = desk.words.say("need-role-first");
        use_reducer(move || Form::of(NeedFields::new(first, tomorrow, role)))
    };
    let onsubmit = {
        let (desk, form, done) = (desk.clone(), form.clone(), props.ondone.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let need = match form.value.draft(today(&desk)) {
                Ok(need) => need,
                Err((field, problem)) => {
                    let sentence = invalid_sentence(&desk.words, &field, problem, "");
                    return form.dispatch(FormAction::Wrong(field, sentence));
                }
            };
            let (asked, form, done) = (desk.clone(), form.dispatcher(), done.clone());
            desk.attempt(
                Command::PublishNeed { need },
                Callback::from(move |answer| answered(&asked, &form, &done, answer)),
            );
        })
    };
    html! {
        <form class="stack" {onsubmit} novalidate=true data-test="need-form">
            if let Some(error) = form.error("") { {notice_line(Tone::Bad, error, Html::default())} }
            {what_fields(&desk, &form)}
            {role_rows(&desk, &form)}
            {slot_rows(&desk, &form)}
            <div class="actions form-end">
                <Button label={desk.words.say("need-publish")} weight={Weight::Primary} submit=true test="need-publish" />
                <Button label={desk.words.say("cancel")} onclick={props.ondone.clone()} />
            </div>
        </form>
    }
}

fn answered(
    desk: &Desk,
    form: &UseReducerDispatcher<Form<NeedFields>>,
    done: &Callback<()>,
    answer: Result<Outcome, Failure>,
) {
    match answer {
        Ok(outcome) => {
            let count = if let Outcome::NeedPublished { shifts, .. } = &outcome { shifts.len() } else { 0 };
            desk.say(say!(desk.words, "need-published", count = count), entry(&outcome));
            done.emit(());
        }
        Err(Broken::Answered(Refusal::Invalid { field, problem, value })) => {
            let sentence = invalid_sentence(&desk.words, &field, &problem, &value);
            let beside = matches!(field.as_str(), "title" | "place" | "note" | "roles" | "slots" | "language");
            form.dispatch(FormAction::Wrong(if beside { field } else { String::new() }, sentence));
        }
        Err(failure) => {
            form.dispatch(FormAction::Wrong(String::new(), failure_sentence(&desk.words, &desk.dates, &failure)))
        }
    }
}
