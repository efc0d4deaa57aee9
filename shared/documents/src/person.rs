//! `person/{org}/{id}`: one person. The id is the document's. Cards hold the same fields.

use crate::Malformed;
use crate::fields::Fields;
use crate::fields_mut::{FieldsMut, Written};
use crate::tree::Tree;
use mainforte_domain::{DistrictId, Metres, Minutes, Person, PersonStatus, VolunteerId, WeekWindow};
use std::collections::BTreeSet;

const AVAILABILITY: &str = "availability";
const APART: &str = "apart";
const TOGETHER: &str = "together";

const STATUS: [(PersonStatus, &str); 4] = [
    (PersonStatus::ToInform, "to_inform"),
    (PersonStatus::Active, "active"),
    (PersonStatus::Paused, "paused"),
    (PersonStatus::Withdrawn, "withdrawn"),
];

pub(crate) fn read<D: Tree>(id: &VolunteerId, fields: &Fields<'_, D>) -> Result<Person, Malformed> {
    Ok(Person {
        id: id.clone(),
        given: fields.text("given")?,
        family: fields.text("family")?,
        phones: fields.set("phones")?,
        emails: fields.set("emails")?,
        district: fields.maybe_id("district")?,
        offers: fields.set("offers")?,
        skills: fields.set("skills")?,
        languages: fields.set("languages")?,
        vetted: fields.flag("vetted")?,
        remote_only: fields.flag("remote_only")?,
        radius: Metres(fields.number("radius")?),
        week_max: Minutes(fields.number("week_max")?),
        week_target: Minutes(fields.number("week_target")?),
        availability: read_availability(fields)?,
        status: fields.word("status", &STATUS)?,
        apart: fields.members(APART)?,
        together: fields.members(TOGETHER)?,
        note: fields.long_text("note")?,
    })
}

pub(crate) fn write(person: &Person, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("given", &person.given)?;
    fields.text("family", &person.family)?;
    fields.set("phones", person.phones.iter().cloned())?;
    fields.set("emails", person.emails.iter().cloned())?;
    fields.maybe_text("district", person.district.as_ref().map(DistrictId::as_str))?;
    fields.set("offers", person.offers.iter().map(ToString::to_string))?;
    fields.set("skills", person.skills.iter().cloned())?;
    fields.set("languages", person.languages.iter().cloned())?;
    fields.flag("vetted", person.vetted)?;
    fields.flag("remote_only", person.remote_only)?;
    fields.number("radius", person.radius.0)?;
    fields.number("week_max", person.week_max.0)?;
    fields.number("week_target", person.week_target.0)?;
    let windows = WeekWindow::normalised(person.availability.clone());
    fields.set(AVAILABILITY, windows.iter().map(|window| format!("{}..{}", window.from, window.until)))?;
    fields.word("status", &STATUS, person.status)?;
    fields.members(APART, &names(&person.apart))?;
    fields.members(TOGETHER, &names(&person.together))?;
    fields.long_text("note", &person.note)
}

fn names(partners: &BTreeSet<VolunteerId>) -> BTreeSet<String> {
    partners.iter().map(ToString::to_string).collect()
}

/// Windows that two laptops added apart may overlap; read, they are one.
fn read_availability<D: Tree>(fields: &Fields<'_, D>) -> Result<Vec<WeekWindow>, Malformed> {
    let window = |text: String| {
        let (from, until) = text.split_once("..")?;
        WeekWindow::new(from.parse().ok()?, until.parse().ok()?)
    };
    let windows = fields.set::<String>(AVAILABILITY)?.into_iter();
    let windows: Option<Vec<_>> = windows.map(window).collect();
    Ok(WeekWindow::normalised(windows.ok_or_else(|| fields.malformed(AVAILABILITY))?))
}
