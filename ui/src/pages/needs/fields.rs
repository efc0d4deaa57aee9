use crate::components::{
    button::{Button, Weight},
    field::{Choice, Field, Tick},
    icon::Icon,
};
use crate::desk::Desk;
use crate::pages::form::{Form, FormAction, put};
use crate::pages::moment::{today, understood};
use crate::say;
use crate::words::{read_day, read_time, skill_name, typed_day, typed_skill};
use jiff::civil::{Date, DateTime};
use mainforte_api::{NeedDraft, Slot};
use mainforte_domain::{DistrictId, KindId, Priority, RoleNeed};
use std::collections::BTreeMap;
use yew::prelude::*;

/// Times that one form holds at most; more come from a table.
const SLOTS_MAX: usize = 60;

/// A need as typed.
#[derive(Clone, PartialEq)]
pub struct NeedFields {
    title: String,
    kind: Option<KindId>,
    place: String,
    district: Option<DistrictId>,
    priority: u8,
    remote: bool,
    needs_vetted: bool,
    language: String,
    roles: Vec<RoleFields>,
    slots: Vec<SlotFields>,
    note: String,
}

#[derive(Clone, PartialEq)]
struct RoleFields {
    name: String,
    skill: String,
    min: String,
    max: String,
}

#[derive(Clone, PartialEq)]
struct SlotFields {
    day: String,
    from: String,
    until: String,
}

type Handle = UseReducerHandle<Form<NeedFields>>;

impl NeedFields {
    pub fn new(kind: Option<KindId>, day: String, role: String) -> Self {
        Self {
            title: String::new(),
            kind,
            place: String::new(),
            district: None,
            priority: Priority::USUAL.get(),
            remote: false,
            needs_vetted: false,
            language: String::new(),
            roles: vec![RoleFields { name: role, skill: String::new(), min: "2".to_owned(), max: "4".to_owned() }],
            slots: vec![SlotFields { day, from: "09:00".to_owned(), until: "12:00".to_owned() }],
            note: String::new(),
        }
    }

    /// What goes to the backend; or the field that is wrong and why, when it cannot even be written down.
    pub fn draft(&self, today: Date) -> Result<NeedDraft, (String, &'static str)> {
        let roles = self.roles.iter().map(RoleFields::read).collect::<Option<BTreeMap<_, _>>>();
        let slots = self.slots.iter().map(|slot| slot.read(today)).collect::<Option<Vec<_>>>();
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(NeedDraft {
            title: filled(&self.title).ok_or(("title".to_owned(), "empty"))?,
            kind: self.kind.clone().ok_or(("kind".to_owned(), "empty"))?,
            place: if self.remote {
                self.place.trim().to_owned()
            } else {
                filled(&self.place).ok_or(("place".to_owned(), "empty"))?
            },
            district: self.district.clone(),
            priority: Priority::new(self.priority).unwrap_or(Priority::USUAL),
            remote: self.remote,
            needs_vetted: self.needs_vetted,
            language: filled(&self.language).map(|code| code.to_lowercase()),
            roles: roles.ok_or(("roles".to_owned(), "empty"))?,
            slots: slots.ok_or(("slots".to_owned(), "empty"))?,
            note: self.note.trim().to_owned(),
        })
    }
}

impl RoleFields {
    fn read(&self) -> Option<(String, RoleNeed)> {
        let name = Some(self.name.trim().to_owned()).filter(|name| !name.is_empty())?;
        let skill = typed_skill(&self.skill);
        Some((name, RoleNeed { skill, min: self.min.trim().parse().ok()?, max: self.max.trim().parse().ok()? }))
    }
}

impl SlotFields {
    /// A night shift ends on the next day.
    fn read(&self, today: Date) -> Option<Slot> {
        let (day, from, until) = (read_day(&self.day, today)?, read_time(&self.from)?, read_time(&self.until)?);
        let last = if until <= from { day.tomorrow().ok()? } else { day };
        Some(Slot { start: iso(day.to_datetime(from)), end: iso(last.to_datetime(until)) })
    }

    /// The same hours on the next day.
    fn next_day(&self, today: Date) -> Self {
        let next = read_day(&self.day, today).and_then(|day| day.tomorrow().ok());
        Self { day: next.map_or_else(|| self.day.clone(), typed_day), ..self.clone() }
    }
}

fn iso(wall: DateTime) -> String {
    wall.strftime("%Y-%m-%dT%H:%M").to_string()
}

pub fn what_fields(desk: &Desk, form: &Handle) -> Html {
    let words = &desk.words;
    let value = &form.value;
    let kinds: Vec<(AttrValue, AttrValue)> =
        desk.catalogue.kinds.iter().map(|kind| (kind.id.to_string().into(), desk.name_of(kind).into())).collect();
    let places: Vec<AttrValue> = desk.catalogue.places.iter().map(|place| desk.name_of(place).into()).collect();
    let known = desk.catalogue.places.iter().any(|place| place.fr == value.place.trim());
    let mut districts: Vec<(AttrValue, AttrValue)> = vec![("".into(), words.say("field-district-unknown").into())];
    districts.extend(
        desk.catalogue.districts.iter().map(|district| (district.id.to_string().into(), desk.name_of(district).into())),
    );
    let urgencies = [
        ("1", words.say("priority-1")),
        ("2", words.say("priority-2")),
        ("3", words.say("priority-3")),
        ("4", words.say("priority-4")),
    ];
    let urgencies: Vec<(AttrValue, AttrValue)> = urgencies.map(|(value, label)| (value.into(), label.into())).to_vec();
    html! {
        <>
            <Field id="title" label={words.say("need-title")} hint={words.say("need-title-hint")} value={value.title.clone()} onchange={put(form, |f, v| f.title = v)} error={form.error("title")} />
            <Field id="place" label={words.say("shift-where")} value={value.place.clone()} suggestions={places} onchange={put(form, |f, v| f.place = v)} error={form.error("place")} />
            if !known && !value.place.trim().is_empty() {
                <Choice id="district" label={words.say("need-place-district")} choices={districts} value={value.district.as_ref().map(ToString::to_string).unwrap_or_default()}
                    onchange={put(form, |f, v: String| f.district = DistrictId::parse(&v).ok())} />
            }
            <div class="fields">
                <Choice id="kind" label={words.say("shift-kind")} choices={kinds} value={value.kind.as_ref().map(ToString::to_string).unwrap_or_default()}
                    onchange={put(form, |f, v: String| f.kind = KindId::parse(&v).ok())} />
                <Choice id="priority" label={words.say("need-priority")} choices={urgencies} value={value.priority.to_string()}
                    onchange={put(form, |f, v: String| f.priority = v.parse().unwrap_or(2))} />
            </div>
            <div class="row-wide">
                <Tick id="remote" label={words.say("need-remote")} checked={value.remote} onchange={put(form, |f, v| f.remote = v)} />
                <Tick id="needs-vetted" label={words.say("need-vetted")} checked={value.needs_vetted} onchange={put(form, |f, v| f.needs_vetted = v)} />
            </div>
            <Field id="note" label={words.say("shift-note")} lines={2} value={value.note.clone()} onchange={put(form, |f, v| f.note = v)} error={form.error("note")} />
        </>
    }
}

pub fn role_rows(desk: &Desk, form: &Handle) -> Html {
    let words = &desk.words;
    let skills: Vec<AttrValue> = desk.catalogue.skills.iter().map(|skill| skill_name(words, skill).into()).collect();
    let names: Vec<AttrValue> = desk.catalogue.roles.iter().map(|role| role.clone().into()).collect();
    let change = |index: usize, change: fn(&mut RoleFields, String)| {
        edit(form, move |fields, value| {
            if let Some(role) = fields.roles.get_mut(index) {
                change(role, value)
            }
        })
    };
    let rows = form.value.roles.iter().enumerate().map(|(index, role)| html! {
        <div class="need-row roles" key={index}>
            <Field id={format!("role-{index}")} label={words.say("need-role")} value={role.name.clone()} suggestions={names.clone()} onchange={change(index, |r, v| r.name = v)} />
            <Field id={format!("role-skill-{index}")} label={words.say("need-skill")} value={role.skill.clone()} suggestions={skills.clone()} onchange={change(index, |r, v| r.skill = v)} />
            <Field id={format!("role-min-{index}")} kind="number" label={words.say("need-min")} value={role.min.clone()} onchange={change(index, |r, v| r.min = v)} />
            <Field id={format!("role-max-{index}")} kind="number" label={words.say("need-max")} value={role.max.clone()} onchange={change(index, |r, v| r.max = v)} />
            {remove(form, say!(words, "need-role-remove", role = role.name.clone()), form.value.roles.len() > 1, move |fields| fields.roles = without(&fields.roles, index))}
        </div>
    });
    let add = act(form, |fields| {
        fields.roles.push(RoleFields {
            name: String::new(),
            skill: String::new(),
            min: "1".to_owned(),
            max: "1".to_owned(),
        })
    });
    html! {
        <fieldset class="fieldset stack-close">
            <legend>{words.say("need-roles")}</legend>
            {for rows}
            if let Some(error) = form.error("roles") { <p class="field-error" role="alert">{error}</p> }
            <div><Button label={words.say("need-role-add")} icon={Icon::Add} weight={Weight::Quiet} onclick={add} /></div>
        </fieldset>
    }
}

pub fn slot_rows(desk: &Desk, form: &Handle) -> Html {
    let words = &desk.words;
    let change = |index: usize, change: fn(&mut SlotFields, String)| {
        edit(form, move |fields, value| {
            if let Some(slot) = fields.slots.get_mut(index) {
                change(slot, value)
            }
        })
    };
    let rows = form.value.slots.iter().enumerate().map(|(index, slot)| html! {
        <div class="need-row slots" key={index}>
            <Field id={format!("slot-day-{index}")} label={words.say("need-day")} value={slot.day.clone()} hint={understood(desk, &slot.day)} onchange={change(index, |s, v| s.day = v)} />
            <Field id={format!("slot-from-{index}")} label={words.say("need-from")} value={slot.from.clone()} onchange={change(index, |s, v| s.from = v)} />
            <Field id={format!("slot-until-{index}")} label={words.say("need-until")} value={slot.until.clone()} onchange={change(index, |s, v| s.until = v)} />
            {remove(form, words.say("need-slot-remove"), form.value.slots.len() > 1, move |fields| fields.slots = without(&fields.slots, index))}
        </div>
    });
    let today = today(desk);
    let add = act(form, move |fields| {
        if fields.slots.len() < SLOTS_MAX {
            let next = fields.slots.last().map(|slot| slot.next_day(today));
            fields.slots.extend(next);
        }
    });
    html! {
        <fieldset class="fieldset stack-close">
            <legend>{words.say("need-slots")}</legend>
            {for rows}
            if let Some(error) = form.error("slots") { <p class="field-error" role="alert">{error}</p> }
            <div><Button label={words.say("need-slot-add")} icon={Icon::Add} weight={Weight::Quiet} onclick={add} test="need-slot-add" /></div>
        </fieldset>
    }
}

fn edit(form: &Handle, change: impl Fn(&mut NeedFields, String) + Copy + 'static) -> Callback<String> {
    let dispatcher = form.dispatcher();
    Callback::from(move |value: String| {
        dispatcher.dispatch(FormAction::Edit(Box::new(move |fields| change(fields, value))))
    })
}

fn act(form: &Handle, change: impl Fn(&mut NeedFields) + Copy + 'static) -> Callback<()> {
    let dispatcher = form.dispatcher();
    Callback::from(move |()| dispatcher.dispatch(FormAction::Edit(Box::new(change))))
}

fn without<T: Clone>(rows: &[T], index: usize) -> Vec<T> {
    rows.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, row)| row.clone()).collect()
}

fn remove(form: &Handle, label: String, shown: bool, change: impl Fn(&mut NeedFields) + Copy + 'static) -> Html {
    if !shown {
        return html! { <span /> };
    }
    html! { <Button {label} icon={Icon::Close} bare=true weight={Weight::Quiet} onclick={act(form, change)} /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2020, 3, 20);

    fn fields() -> NeedFields {
        let kind = KindId::parse("food-distribution").ok();
        NeedFields {
            title: "Distribution".to_owned(),
            place: "Bacalan".to_owned(),
            ..NeedFields::new(kind, "2020-03-28".to_owned(), "Accueil".to_owned())
        }
    }

    #[test]
    fn a_night_ends_on_the_next_day() {
        let slot = SlotFields { day: "31/03/2020".to_owned(), from: "22h".to_owned(), until: "02:00".to_owned() };
        assert_eq!(
            slot.read(TODAY),
            Some(Slot { start: "2020-03-31T22:00".to_owned(), end: "2020-04-01T02:00".to_owned() })
        );
        assert_eq!(slot.next_day(TODAY).day, "01/04/2020");
    }

    #[test]
    fn what_cannot_be_written_down_names_its_field() {
        assert!(fields().draft(TODAY).is_ok());
        assert_eq!(NeedFields { title: " ".to_owned(), ..fields() }.draft(TODAY).unwrap_err().0, "title");
        let mut unsure = fields();
        unsure.roles[0].min = "deux".to_owned();
        assert_eq!(unsure.draft(TODAY).unwrap_err().0, "roles");
    }
}
