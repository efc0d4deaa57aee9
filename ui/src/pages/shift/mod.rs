//! One shift in the panel at the right: its coverage, its people, and who else could come.

mod cover;
mod find;
mod people;
mod why;

pub use cover::{missing, of_role, of_shift, short_role};
pub use why::Why;

use super::frame::show;
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    coverage::coverage,
    icon::Icon,
    sheet::Sheet,
};
use crate::desk::{Desk, Doing, use_desk, use_view};
use crate::say;
use crate::words::{language_name, skill_name};
use find::Find;
use mainforte_api::{Command, Query, RoleView, ShiftSheet, Topic};
use mainforte_domain::{ShiftId, ShiftStatus};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ShiftPanelProps {
    pub id: ShiftId,
    /// Opens with the people who could take this role.
    #[prop_or_default]
    pub find: Option<String>,
    pub onclose: Callback<()>,
}

#[component]
pub fn ShiftPanel(props: &ShiftPanelProps) -> Html {
    let desk = use_desk();
    let sheet = use_view(
        Some(Query::Shift { id: props.id.clone() }),
        views::shift,
        &[Topic::Board, Topic::Loans, Topic::Settle, Topic::People],
    );
    let finding = use_state_eq(|| props.find.clone());
    {
        let finding = finding.setter();
        use_effect_with((props.id.clone(), props.find.clone()), move |(_, find)| finding.set(find.clone()));
    }
    let title = sheet.here().map(|sheet| sheet.shift.title.clone()).unwrap_or_default();
    let look = {
        let finding = finding.setter();
        Callback::from(move |role: Option<String>| finding.set(role))
    };
    html! {
        <Sheet {title} close={desk.words.say("close")} onclose={props.onclose.clone()} test="shift-sheet">
            {show(&desk, &sheet, 4, |sheet| html! {
                <>
                    {facts(&desk, sheet)}
                    {for sheet.shift.roles.iter().map(|role| role_section(&desk, sheet, role, finding.as_deref(), &look))}
                    if sheet.shift.status == ShiftStatus::Planned && !desk.is_city() { <Why shift={sheet.shift.id.clone()} /> }
                    {end(&desk, sheet)}
                </>
            })}
        </Sheet>
    }
}

fn facts(desk: &Desk, sheet: &ShiftSheet) -> Html {
    let (words, shift) = (&desk.words, &sheet.shift);
    html! {
        <div class="stack-close">
            if shift.status == ShiftStatus::Cancelled { <div>{chip(Tone::Bad, Icon::Close, words.say("shift-cancelled"))}</div> }
            <dl class="facts">
                <dt>{words.say("shift-when")}</dt><dd class="figures">{desk.dates.window(shift.window)}</dd>
                <dt>{words.say("shift-where")}</dt><dd>{if shift.remote { words.say("shift-remote") } else { shift.place_name.clone() }}</dd>
                <dt>{words.say("shift-kind")}</dt><dd>{desk.kind(&shift.kind)}</dd>
                if let Some(language) = &sheet.language { <dt>{words.say("shift-language")}</dt><dd>{language_name(words, language)}</dd> }
                if sheet.needs_vetted { <dt>{words.say("shift-vetted")}</dt><dd>{words.say("shift-vetted-yes")}</dd> }
                if !sheet.note.is_empty() { <dt>{words.say("shift-note")}</dt><dd>{sheet.note.clone()}</dd> }
            </dl>
        </div>
    }
}

fn role_section(
    desk: &Desk,
    sheet: &ShiftSheet,
    role: &RoleView,
    finding: Option<&str>,
    look: &Callback<Option<String>>,
) -> Html {
    let words = &desk.words;
    let open = finding == Some(role.role.as_str());
    let toggle = {
        let (look, role) = (look.clone(), role.role.clone());
        Callback::from(move |()| look.emit((!open).then(|| role.clone())))
    };
    let full = role.held + role.requested >= role.max;
    let bookings = sheet.bookings.iter().filter(|booking| booking.role == role.role);
    html! {
        <section class="section" aria-label={role.role.clone()}>
            <div class="section-head">
                <h3>{role.role.clone()}</h3>
                if let Some(skill) = &role.skill { <span class="soft">{skill_name(words, skill)}</span> }
                <span class="push">{coverage(words, of_role(role))}</span>
            </div>
            {people::list(desk, bookings)}
            if sheet.shift.status == ShiftStatus::Planned && !desk.is_city() && !full {
                <div class="actions">
                    <Button label={words.say("find-someone")} icon={Icon::Search} pressed={open} onclick={toggle} test="find-someone" />
                </div>
                if open { <Find shift={sheet.shift.id.clone()} role={role.role.clone()} /> }
            }
        </section>
    }
}

/// The last gesture: the shift does not take place.
fn end(desk: &Desk, sheet: &ShiftSheet) -> Html {
    if sheet.shift.status == ShiftStatus::Cancelled || desk.is_city() {
        return Html::default();
    }
    let (asked, id, title) = (desk.clone(), sheet.shift.id.clone(), sheet.shift.title.clone());
    let cancel = Callback::from(move |()| {
        asked.run(
            Command::CancelShift { id: id.clone() },
            say!(asked.words, "shift-cancel-done", title = title.clone()),
        );
    });
    html! { <div class="actions"><Button label={desk.words.say("shift-cancel")} weight={Weight::Quiet} onclick={cancel} test="shift-cancel" /></div> }
}
