use super::{edit::EditPerson, erase::Erasure, open_person, pairs::Pairs};
use crate::bindings::views;
use crate::components::{
    button::Button,
    chip::{Tone, chip, tag},
    icon::{Icon, glyph},
    notice_line::notice_line,
    sheet::Sheet,
    week_grid::WeekGrid,
};
use crate::desk::{Desk, Loaded, use_desk, use_view};
use crate::pages::frame::show;
use crate::say;
use crate::words::{answer_chip, hours, language_name, person_status, right_chip, skill_name};
use mainforte_api::{BookedShift, Query, Topic, VolunteerSheet};
use mainforte_domain::{Person, VolunteerId, display_phone};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PersonSheetProps {
    pub id: VolunteerId,
    pub onclose: Callback<()>,
}

/// A person: how to reach them, what they offer, when they can, what they hold; changed in the same place.
#[component]
pub fn PersonSheet(props: &PersonSheetProps) -> Html {
    let desk = use_desk();
    let sheet = use_view(
        Some(Query::Volunteer { id: props.id.clone() }),
        views::volunteer,
        &[Topic::People, Topic::Board, Topic::Loans, Topic::Settle],
    );
    let editing = use_state_eq(|| false);
    {
        let editing = editing.setter();
        use_effect_with(props.id.clone(), move |_| editing.set(false));
    }
    let edit = {
        let editing = editing.setter();
        Callback::from(move |()| editing.set(true))
    };
    let leave = {
        let editing = editing.setter();
        Callback::from(move |()| editing.set(false))
    };
    let saved = {
        let editing = editing.setter();
        Callback::from(move |_: Option<VolunteerId>| editing.set(false))
    };
    let title = sheet.here().map(|sheet| sheet.person.name()).unwrap_or_default();
    html! {
        <Sheet {title} close={desk.words.say("close")} onclose={props.onclose.clone()} test="person-sheet">
            {show(&desk, &sheet, 6, |sheet| if *editing {
                html! { <EditPerson person={Some(sheet.person.clone())} onsaved={saved} oncancel={leave} /> }
            } else {
                read(&desk, sheet, edit)
            })}
            if matches!(sheet, Loaded::Failed(_)) { <Erasure id={props.id.clone()} name={None::<AttrValue>} /> }
        </Sheet>
    }
}

fn read(desk: &Desk, sheet: &VolunteerSheet, edit: Callback<()>) -> Html {
    let words = &desk.words;
    let person = &sheet.person;
    html! {
        <>
            <div class="stack-close">
                {contacts(person)}
                if sheet.editable {
                    <div class="actions"><Button label={words.say("edit")} icon={Icon::Edit} onclick={edit} test="person-edit" /></div>
                } else {
                    {notice_line(Tone::Accent, words.say("person-lent-note"), Html::default())}
                }
                {for sheet.alike.iter().map(|other| {
                    let id = other.id.clone();
                    let look = html! { <Button label={words.say("today-see")} onclick={move |()| open_person(&id)} /> };
                    notice_line(Tone::Warn, say!(words, "person-alike", name = format!("{} {}", other.given, other.family)), look)
                })}
            </div>
            {facts(desk, person)}
            if !sheet.loans.is_empty() {
                <section class="section"><h3>{words.say("person-loans")}</h3>
                    <ul class="small figures">{for sheet.loans.iter().map(|window| html! { <li>{desk.dates.window(*window)}</li> })}</ul>
                </section>
            }
            <section class="section">
                <h3>{words.say("person-availability")}</h3>
                if person.availability.is_empty() { <p class="soft small">{words.say("person-availability-unknown")}</p> }
                else { <WeekGrid words={words.clone()} dates={desk.dates.clone()} windows={person.availability.clone()} /> }
            </section>
            if sheet.editable { <Pairs person={person.clone()} /> }
            <section class="section">
                <h3>{words.say("person-bookings")}</h3>
                if sheet.bookings.is_empty() { <p class="soft small">{words.say("none-yet")}</p> }
                else { <ul class="people">{for sheet.bookings.iter().map(|booked| booking(desk, booked))}</ul> }
            </section>
            if sheet.editable { <Erasure id={person.id.clone()} name={Some(AttrValue::from(person.name()))} /> }
        </>
    }
}

fn contacts(person: &Person) -> Html {
    html! {
        <div class="contacts">
            {for person.phones.iter().map(|phone| html! { <a class="contact figures" href={format!("tel:{phone}")}>{glyph(Icon::Phone)}{display_phone(phone)}</a> })}
            {for person.emails.iter().map(|email| html! { <a class="small" href={format!("mailto:{email}")}>{email.clone()}</a> })}
        </div>
    }
}

fn facts(desk: &Desk, person: &Person) -> Html {
    let words = &desk.words;
    let district =
        person.district.as_ref().and_then(|id| desk.catalogue.districts.iter().find(|district| district.id == *id));
    let languages: Vec<_> = person.languages.iter().map(|code| language_name(words, code)).collect();
    let kilometres = crate::words::kilometres(words, person.radius.0);
    html! {
        <dl class="facts">
            <dt>{words.say("column-status")}</dt><dd>{person_status(words, person.status)}</dd>
            if let Some(district) = district { <dt>{words.say("column-district")}</dt><dd>{desk.name_of(district)}</dd> }
            if !person.offers.is_empty() { <dt>{words.say("person-offers")}</dt><dd class="tags">{for person.offers.iter().map(|kind| tag(desk.kind(kind)))}</dd> }
            if !person.skills.is_empty() { <dt>{words.say("column-skills")}</dt><dd class="tags">{for person.skills.iter().map(|skill| tag(skill_name(words, skill)))}</dd> }
            if !languages.is_empty() { <dt>{words.say("person-languages")}</dt><dd>{languages.join(", ")}</dd> }
            <dt>{words.say("person-hours")}</dt><dd>{say!(words, "person-hours-value", target = hours(person.week_target.0), max = hours(person.week_max.0))}</dd>
            <dt>{words.say("person-radius")}</dt><dd>{if person.remote_only { words.say("person-remote-only") } else { kilometres }}</dd>
            if person.vetted { <dt>{words.say("shift-vetted")}</dt><dd>{chip(Tone::Good, Icon::Done, words.say("person-vetted"))}</dd> }
            if !person.note.is_empty() { <dt>{words.say("shift-note")}</dt><dd class="note">{person.note.clone()}</dd> }
        </dl>
    }
}

fn booking(desk: &Desk, booked: &BookedShift) -> Html {
    html! {
        <li class="person-line" key={booked.booking.to_string()}>
            <p class="small"><strong>{booked.title.clone()}</strong>{", "}{booked.role.clone()}</p>
            <p class="soft small figures">{desk.dates.window(booked.window)}{" · "}{booked.place.clone()}</p>
            <div class="tags">{right_chip(&desk.words, booked.right)}{answer_chip(&desk.words, booked.answer)}</div>
        </li>
    }
}
