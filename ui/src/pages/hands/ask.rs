use crate::bindings::{Broken, Failure};
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    field::{Choice, Field},
    notice_line::notice_line,
};
use crate::desk::{Desk, Doing, entry, use_desk};
use crate::pages::form::{Form, FormAction, put};
use crate::pages::moment::{MomentFields, moment_fields, today};
use crate::words::{failure_sentence, invalid_sentence, skill_name, typed_day, typed_skill};
use mainforte_api::{AskDraft, Command, Outcome, Refusal};
use mainforte_domain::{DistrictId, KindId};
use yew::prelude::*;

/// An ask as typed.
#[derive(Clone, PartialEq)]
struct AskFields {
    kind: Option<KindId>,
    skill: String,
    district: Option<DistrictId>,
    first: MomentFields,
    last: MomentFields,
    hands: String,
    note: String,
}

impl AskFields {
    fn new(desk: &Desk) -> Self {
        let day = today(desk).tomorrow().map(typed_day).unwrap_or_default();
        Self {
            kind: desk
                .catalogue
                .kinds
                .iter()
                .find(|kind| kind.id.as_str() == "food-distribution")
                .or(desk.catalogue.kinds.first())
                .map(|kind| kind.id.clone()),
            skill: String::new(),
            district: None,
            first: MomentFields { day: day.clone(), time: "09:00".to_owned() },
            last: MomentFields { day, time: "18:00".to_owned() },
            hands: "2".to_owned(),
            note: String::new(),
        }
    }

    /// What was typed in the field that is wrong.
    fn typed(&self, field: &str) -> &str {
        match field {
            "from" => &self.first.day,
            "until" => &self.last.day,
            _ => "",
        }
    }

    /// What goes to the backend, or the field that is wrong and why.
    fn draft(&self, desk: &Desk) -> Result<AskDraft, (&'static str, &'static str)> {
        let from = self.first.read(desk).ok_or(("from", "not_a_time"))?;
        let until = self.last.read(desk).ok_or(("until", "not_a_time"))?;
        if until <= from {
            return Err(("until", "ends_before_start"));
        }
        Ok(AskDraft {
            kind: self.kind.clone().ok_or(("kind", "empty"))?,
            skill: typed_skill(&self.skill),
            district: self.district.clone(),
            from,
            until,
            hands: self.hands.trim().parse().ok().filter(|hands| *hands > 0).ok_or(("hands", "empty"))?,
            note: self.note.trim().to_owned(),
        })
    }
}

#[derive(Properties, PartialEq)]
pub struct AskFormProps {
    pub ondone: Callback<()>,
}

/// How many people, for what, when.
#[component]
pub fn AskForm(props: &AskFormProps) -> Html {
    let desk = use_desk();
    let form = {
        let desk = desk.clone();
        use_reducer(move || Form::of(AskFields::new(&desk)))
    };
    let onsubmit = {
        let (desk, form, done) = (desk.clone(), form.clone(), props.ondone.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match form.value.draft(&desk) {
                Ok(ask) => {
                    let (asked, form, done) = (desk.clone(), form.dispatcher(), done.clone());
                    desk.attempt(
                        Command::AskForHands { ask },
                        Callback::from(move |answer| answered(&asked, &form, &done, answer)),
                    );
                }
                Err((field, problem)) => form.dispatch(FormAction::Wrong(
                    field.to_owned(),
                    invalid_sentence(&desk.words, field, problem, form.value.typed(field)),
                )),
            }
        })
    };
    html! {
        <form class="stack" {onsubmit} novalidate=true data-test="ask-form">
            {fields(&desk, &form)}
            <p class="soft small">{desk.words.say("ask-explained")}</p>
            <div class="actions form-end">
                <Button label={desk.words.say("ask-send")} weight={Weight::Primary} submit=true test="ask-send" />
                <Button label={desk.words.say("cancel")} onclick={props.ondone.clone()} />
            </div>
        </form>
    }
}

fn fields(desk: &Desk, form: &UseReducerHandle<Form<AskFields>>) -> Html {
    let words = &desk.words;
    let value = &form.value;
    let kinds: Vec<(AttrValue, AttrValue)> =
        desk.catalogue.kinds.iter().map(|kind| (kind.id.to_string().into(), desk.name_of(kind).into())).collect();
    let mut districts: Vec<(AttrValue, AttrValue)> = vec![("".into(), words.say("filter-any-district").into())];
    districts.extend(
        desk.catalogue.districts.iter().map(|district| (district.id.to_string().into(), desk.name_of(district).into())),
    );
    let skills: Vec<AttrValue> = desk.catalogue.skills.iter().map(|skill| skill_name(words, skill).into()).collect();
    html! {
        <>
            if let Some(error) = form.error("") { {notice_line(Tone::Bad, error, Html::default())} }
            <div class="fields">
                <Field id="ask-number" kind="number" label={words.say("ask-number")} value={value.hands.clone()} onchange={put(form, |f, v| f.hands = v)} error={form.error("hands")} />
                <Choice id="ask-kind" label={words.say("shift-kind")} choices={kinds} value={value.kind.as_ref().map(ToString::to_string).unwrap_or_default()} onchange={put(form, |f, v: String| f.kind = KindId::parse(&v).ok())} />
            </div>
            <div class="fields loan-when">
                {moment_fields(desk, "ask-first", [words.say("ask-from"), words.say("ask-from-time")], &value.first, put(form, |f, v| f.first.day = v), put(form, |f, v| f.first.time = v), form.error("from"))}
                {moment_fields(desk, "ask-last", [words.say("ask-until"), words.say("ask-until-time")], &value.last, put(form, |f, v| f.last.day = v), put(form, |f, v| f.last.time = v), form.error("until"))}
            </div>
            <Field id="ask-skill" label={words.say("need-skill")} value={value.skill.clone()} suggestions={skills} onchange={put(form, |f, v| f.skill = v)} error={form.error("skill")} />
            <Choice id="ask-district" label={words.say("column-district")} choices={districts} value={value.district.as_ref().map(ToString::to_string).unwrap_or_default()} onchange={put(form, |f, v: String| f.district = DistrictId::parse(&v).ok())} />
            <Field id="ask-note" label={words.say("shift-note")} lines={3} value={value.note.clone()} onchange={put(form, |f, v| f.note = v)} error={form.error("note")} />
        </>
    }
}

fn answered(
    desk: &Desk,
    form: &UseReducerDispatcher<Form<AskFields>>,
    done: &Callback<()>,
    answer: Result<Outcome, Failure>,
) {
    match answer {
        Ok(outcome) => {
            desk.say(desk.words.say("ask-sent"), entry(&outcome));
            done.emit(());
        }
        Err(Broken::Answered(Refusal::Invalid { field, problem, value })) => {
            form.dispatch(FormAction::Wrong(field.clone(), invalid_sentence(&desk.words, &field, &problem, &value)));
        }
        Err(failure) => {
            form.dispatch(FormAction::Wrong(String::new(), failure_sentence(&desk.words, &desk.dates, &failure)))
        }
    }
}
