use crate::components::{
    chip::Tone,
    field::{Choice, Field, Tick},
    notice_line::notice_line,
    week_grid::WeekGrid,
};
use crate::desk::Desk;
use crate::pages::form::{Form, put, words_of};
use crate::words::{Words, person_status, skill_name, typed_skill};
use mainforte_api::PersonDraft;
use mainforte_domain::{
    DistrictId, KindId, Metres, Minutes, Person, PersonStatus, VolunteerId, WeekWindow, display_phone,
};
use std::collections::BTreeSet;
use yew::prelude::*;

const STATUSES: [(&str, PersonStatus); 4] = [
    ("to_inform", PersonStatus::ToInform),
    ("active", PersonStatus::Active),
    ("paused", PersonStatus::Paused),
    ("withdrawn", PersonStatus::Withdrawn),
];

/// A person as typed: lists as text with commas, lengths as numbers of hours and kilometres.
#[derive(Clone, PartialEq)]
pub struct PersonFields {
    given: String,
    family: String,
    phones: String,
    emails: String,
    district: Option<DistrictId>,
    offers: BTreeSet<KindId>,
    skills: String,
    languages: String,
    vetted: bool,
    remote_only: bool,
    kilometres: String,
    hours_max: String,
    hours_target: String,
    availability: Vec<WeekWindow>,
    status: PersonStatus,
    note: String,
}

type Handle = UseReducerHandle<Form<PersonFields>>;

impl PersonFields {
    /// Somebody about whom nothing is known yet, told in person.
    pub fn new(words: &Words) -> Self {
        let unknown = VolunteerId::parse("new").map(|id| Person::named(id, "", ""));
        let fields = unknown.as_ref().map_or_else(|_| Self::blank(), |person| Self::of(words, person));
        Self { status: PersonStatus::Active, ..fields }
    }

    fn blank() -> Self {
        Self {
            given: String::new(),
            family: String::new(),
            phones: String::new(),
            emails: String::new(),
            district: None,
            offers: BTreeSet::new(),
            skills: String::new(),
            languages: String::new(),
            vetted: false,
            remote_only: false,
            kilometres: String::new(),
            hours_max: String::new(),
            hours_target: String::new(),
            availability: Vec::new(),
            status: PersonStatus::Active,
            note: String::new(),
        }
    }

    pub fn of(words: &Words, person: &Person) -> Self {
        let list = |words: &BTreeSet<String>| words.iter().cloned().collect::<Vec<_>>().join(", ");
        Self {
            given: person.given.clone(),
            family: person.family.clone(),
            phones: person.phones.iter().map(|phone| display_phone(phone)).collect::<Vec<_>>().join(", "),
            emails: list(&person.emails),
            district: person.district.clone(),
            offers: person.offers.clone(),
            skills: list(&person.skills.iter().map(|skill| skill_name(words, skill)).collect()),
            languages: list(&person.languages),
            vetted: person.vetted,
            remote_only: person.remote_only,
            kilometres: shorten(person.radius.0, 1_000),
            hours_max: shorten(person.week_max.0, 60),
            hours_target: shorten(person.week_target.0, 60),
            availability: person.availability.clone(),
            status: person.status,
            note: person.note.clone(),
        }
    }

    pub fn draft(&self) -> PersonDraft {
        PersonDraft {
            given: self.given.trim().to_owned(),
            family: self.family.trim().to_owned(),
            phones: words_of(&self.phones).collect(),
            emails: words_of(&self.emails).collect(),
            district: self.district.clone(),
            offers: self.offers.clone(),
            skills: words_of(&self.skills).filter_map(|skill| typed_skill(&skill)).collect(),
            languages: words_of(&self.languages).map(|code| code.to_lowercase()).collect(),
            vetted: self.vetted,
            remote_only: self.remote_only,
            radius: Metres(lengthen(&self.kilometres, 1_000)),
            week_max: Minutes(lengthen(&self.hours_max, 60)),
            week_target: Minutes(lengthen(&self.hours_target, 60)),
            availability: self.availability.clone(),
            status: self.status,
            note: self.note.trim().to_owned(),
        }
    }
}

/// `5` of 5,000 metres, `2.5` of 150 minutes; two figures after the point at most.
fn shorten(amount: i64, unit: i64) -> String {
    let hundredths = amount.saturating_mul(100) / unit;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number with a point or a comma times its unit; what is not a number counts as none.
fn lengthen(text: &str, unit: i64) -> i64 {
    let number: f64 = text.trim().replace(',', ".").parse().unwrap_or(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "clamped to a million, exact in both"
    )]
    let amount = (number.clamp(0.0, 1_000_000.0) * unit as f64).round() as i64;
    amount
}

pub fn contact_fields(desk: &Desk, form: &Handle) -> Html {
    let words = &desk.words;
    let value = &form.value;
    html! {
        <>
            if let Some(error) = form.error("") { {notice_line(Tone::Bad, error, Html::default())} }
            <div class="fields">
                <Field id="given" label={words.say("field-given")} value={value.given.clone()} onchange={put(form, |f, v| f.given = v)} error={form.error("given")} />
                <Field id="family" label={words.say("field-family")} value={value.family.clone()} onchange={put(form, |f, v| f.family = v)} error={form.error("family")} />
            </div>
            <Field id="phones" label={words.say("field-phones")} kind="tel" value={value.phones.clone()} onchange={put(form, |f, v| f.phones = v)}
                hint={words.say("field-contact-hint")} error={form.error("phones").or_else(|| form.error("contacts"))} />
            <Field id="emails" label={words.say("field-emails")} value={value.emails.clone()} onchange={put(form, |f, v| f.emails = v)} error={form.error("emails")} />
            <Choice id="status" label={words.say("column-status")} value={status_code(value.status)} onchange={put(form, |f, v: String| f.status = status_of(&v))}
                choices={STATUSES.map(|(code, status)| (code.into(), person_status(words, status).into())).to_vec()} />
        </>
    }
}

pub fn help_fields(desk: &Desk, form: &Handle) -> Html {
    let words = &desk.words;
    let value = &form.value;
    let mut districts: Vec<(AttrValue, AttrValue)> = vec![("".into(), words.say("field-district-unknown").into())];
    districts.extend(
        desk.catalogue.districts.iter().map(|district| (district.id.to_string().into(), desk.name_of(district).into())),
    );
    let ticks = desk.catalogue.kinds.iter().map(|kind| {
        let (dispatch, id) = (form.dispatcher(), kind.id.clone());
        let onchange = Callback::from(move |on: bool| {
            let id = id.clone();
            dispatch.dispatch(crate::pages::form::FormAction::Edit(Box::new(move |fields: &mut PersonFields| {
                if on { fields.offers.insert(id) } else { fields.offers.remove(&id) };
            })));
        });
        html! { <Tick id={format!("offer-{}", kind.id)} label={desk.name_of(kind)} checked={value.offers.contains(&kind.id)} {onchange} /> }
    });
    html! {
        <>
            <Choice id="district" label={words.say("column-district")} choices={districts} value={value.district.as_ref().map(ToString::to_string).unwrap_or_default()}
                onchange={put(form, |f, v: String| f.district = DistrictId::parse(&v).ok())} />
            <fieldset class="fieldset"><legend>{words.say("person-offers")}</legend><div class="ticks">{for ticks}</div></fieldset>
            <Field id="skills" label={words.say("column-skills")} value={value.skills.clone()} onchange={put(form, |f, v| f.skills = v)} hint={words.say("field-list-hint")} error={form.error("skills")} />
            <Field id="languages" label={words.say("person-languages")} value={value.languages.clone()} onchange={put(form, |f, v| f.languages = v)} hint={words.say("field-languages-hint")} error={form.error("languages")} />
        </>
    }
}

pub fn time_fields(desk: &Desk, form: &Handle) -> Html {
    let words = &desk.words;
    html! {
        <fieldset class="fieldset">
            <legend>{words.say("person-availability")}</legend>
            <p class="field-hint">{words.say("field-availability-hint")}</p>
            <WeekGrid words={words.clone()} dates={desk.dates.clone()} windows={form.value.availability.clone()} onchange={put(form, |f, v| f.availability = v)} />
        </fieldset>
    }
}

pub fn limit_fields(desk: &Desk, form: &Handle) -> Html {
    let words = &desk.words;
    let value = &form.value;
    html! {
        <>
            <div class="fields three">
                <Field id="hours-target" kind="text" label={words.say("field-hours-target")} value={value.hours_target.clone()} onchange={put(form, |f, v| f.hours_target = v)} error={form.error("week_target")} />
                <Field id="hours-max" kind="text" label={words.say("field-hours-max")} value={value.hours_max.clone()} onchange={put(form, |f, v| f.hours_max = v)} error={form.error("week_max")} />
                <Field id="kilometres" kind="text" label={words.say("field-kilometres")} value={value.kilometres.clone()} onchange={put(form, |f, v| f.kilometres = v)} error={form.error("radius")} />
            </div>
            <Tick id="remote-only" label={words.say("person-remote-only")} checked={value.remote_only} onchange={put(form, |f, v| f.remote_only = v)} />
            <Tick id="vetted" label={words.say("field-vetted")} checked={value.vetted} onchange={put(form, |f, v| f.vetted = v)} />
            <Field id="note" label={words.say("shift-note")} lines={3} value={value.note.clone()} onchange={put(form, |f, v| f.note = v)} error={form.error("note")} />
        </>
    }
}

fn status_code(status: PersonStatus) -> AttrValue {
    STATUSES.iter().find(|(_, known)| *known == status).map_or("active", |(code, _)| *code).into()
}

fn status_of(code: &str) -> PersonStatus {
    STATUSES.iter().find(|(known, _)| *known == code).map_or(PersonStatus::Active, |(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_person_comes_back_from_the_form_unchanged() {
        let mut person = Person::named(VolunteerId::parse("v").unwrap(), "Marie", "Dupont");
        person.phones.insert("+33612345678".to_owned());
        person.skills.extend(["cuisine".to_owned(), "driver".to_owned()]);
        person.week_max = Minutes(150);
        let fields = PersonFields::of(&Words::new(Lang::Fr), &person);
        assert_eq!(fields.skills, "cuisine, permis B");
        let draft = fields.draft();
        assert_eq!((draft.given.as_str(), draft.family.as_str()), ("Marie", "Dupont"));
        assert_eq!((draft.week_max, draft.radius, draft.skills), (person.week_max, person.radius, person.skills));
    }

    #[test]
    fn numbers_may_have_a_comma() {
        assert_eq!(lengthen("2,5", 60), 150);
        assert_eq!(lengthen("abc", 60), 0);
        assert_eq!(shorten(5_000, 1_000), "5");
        assert_eq!(shorten(150, 60), "2.5");
    }
}
