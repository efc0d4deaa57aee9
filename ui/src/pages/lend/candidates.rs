use super::{gaps::lend_button, target::Target};
use crate::bindings::views;
use crate::components::{
    chip::{Tone, chip, tag},
    field::Field,
    icon::Icon,
    sheet::Sheet,
};
use crate::desk::{Desk, Doing, use_desk, use_view};
use crate::pages::form::{Form, FormAction, put};
use crate::pages::frame::show;
use crate::pages::moment::{MomentFields, moment_fields};
use crate::say;
use crate::words::{hours, skill_name};
use mainforte_api::{Candidate, Command, Outcome, Query, Topic};
use mainforte_domain::{Minutes, Window};
use yew::prelude::*;

/// People shown at most, best first.
const SHOWN_MAX: usize = 60;

/// The loan as typed: two moments and, if wanted, hours.
#[derive(Clone, PartialEq)]
struct LoanFields {
    first: MomentFields,
    last: MomentFields,
    hours: String,
}

impl LoanFields {
    fn of(desk: &Desk, window: Window) -> Self {
        Self {
            first: MomentFields::of(desk, window.from),
            last: MomentFields::of(desk, window.until),
            hours: String::new(),
        }
    }

    fn window(&self, desk: &Desk) -> Option<Window> {
        Window::new(self.first.read(desk)?, self.last.read(desk)?)
    }

    fn quota(&self) -> Option<Minutes> {
        self.hours.trim().parse::<i64>().ok().filter(|hours| *hours > 0).map(Minutes::hours)
    }
}

#[derive(Properties, PartialEq)]
pub struct LendPanelProps {
    pub target: Target,
    pub onclose: Callback<()>,
}

/// When, how long, and who of the pool fits.
#[component]
pub fn LendPanel(props: &LendPanelProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let form = {
        let fields = LoanFields::of(&desk, props.target.window);
        use_reducer(move || Form::of(fields))
    };
    {
        let (dispatcher, fields) = (form.dispatcher(), LoanFields::of(&desk, props.target.window));
        use_effect_with(props.target.clone(), move |_| dispatcher.dispatch(FormAction::Start(fields)));
    }
    let window = form.value.window(&desk);
    let target = &props.target;
    let query = window.map(|window| Query::Candidates {
        to: target.to.clone(),
        window,
        kind: target.kind.clone(),
        skill: target.skill.clone(),
    });
    let found = use_view(query, views::candidates, &[Topic::People, Topic::Loans, Topic::Board]);
    let value = &form.value;
    let wrong = window.is_none().then(|| AttrValue::from(words.say("invalid-ends-before-start")));
    let list = if window.is_none() {
        Html::default()
    } else {
        show(&desk, &found, 6, |found| list(&desk, found, target, window, form.value.quota()))
    };
    html! {
        <Sheet title={say!(words, "lend-to", name = target.name.clone())} close={words.say("close")} onclose={props.onclose.clone()} test="lend-sheet">
            <div class="fields loan-when">
                {moment_fields(&desk, "loan-first", [words.say("ask-from"), words.say("ask-from-time")], &value.first, put(&form, |f, v| f.first.day = v), put(&form, |f, v| f.first.time = v), None)}
                {moment_fields(&desk, "loan-last", [words.say("ask-until"), words.say("ask-until-time")], &value.last, put(&form, |f, v| f.last.day = v), put(&form, |f, v| f.last.time = v), wrong)}
            </div>
            <Field id="loan-hours" kind="number" label={words.say("lend-hours")} hint={words.say("lend-hours-hint")} value={value.hours.clone()} onchange={put(&form, |f, v| f.hours = v)} />
            <section class="section">
                <div class="section-head">
                    <h3>{words.say("lend-candidates")}</h3>
                    if let Some(kind) = &target.kind { {tag(desk.kind(kind))} }
                    if let Some(skill) = &target.skill { {tag(skill_name(words, skill))} }
                </div>
                {list}
            </section>
        </Sheet>
    }
}

fn list(desk: &Desk, found: &[Candidate], target: &Target, window: Option<Window>, quota: Option<Minutes>) -> Html {
    if found.is_empty() {
        return html! { <p class="soft small">{desk.words.say("lend-nobody")}</p> };
    }
    let lines = found.iter().take(SHOWN_MAX).map(|candidate| line(desk, candidate, target, window, quota));
    html! { <ol class="people" data-test="candidates">{for lines}</ol> }
}

fn line(desk: &Desk, candidate: &Candidate, target: &Target, window: Option<Window>, quota: Option<Minutes>) -> Html {
    let words = &desk.words;
    let lend = {
        let (desk, volunteer, name, to, association) =
            (desk.clone(), candidate.volunteer.clone(), candidate.name.clone(), target.to.clone(), target.name.clone());
        Callback::from(move |()| {
            let Some(window) = window else { return };
            let command = Command::Lend { volunteer: volunteer.clone(), to: to.clone(), window, quota };
            let (asked, name, association) = (desk.clone(), name.clone(), association.clone());
            desk.attempt(
                command,
                Callback::from(move |answer| match answer {
                    Ok(Outcome::Lent { pending: true, .. }) => {
                        asked.say(say!(asked.words, "lent-pending", name = name.clone()), None)
                    }
                    Ok(_) => asked.say(
                        say!(asked.words, "lent-done", name = name.clone(), association = association.clone()),
                        None,
                    ),
                    Err(failure) => asked.say_failure(&failure),
                }),
            );
        })
    };
    html! {
        <li class="person-line" key={candidate.volunteer.to_string()}>
            <div class="person-who">
                <strong>{candidate.name.clone()}</strong>
                <span class="soft truncate">{candidate.district.clone().unwrap_or_default()}</span>
                <span class="push">{lend_button(words.say("lend"), lend)}</span>
            </div>
            <div class="tags">
                if candidate.available { {chip(Tone::Good, Icon::Held, words.say("availability-free"))} } else { {chip(Tone::Calm, Icon::Waiting, words.say("lend-perhaps"))} }
                if candidate.requested > 0 { {chip(Tone::Warn, Icon::Asked, words.say("lend-wanted"))} }
                if candidate.lent_minutes.0 > 0 { {tag(say!(words, "lend-already", hours = hours(candidate.lent_minutes.0)))} }
                {for candidate.skills.iter().map(|skill| tag(skill_name(words, skill)))}
            </div>
        </li>
    }
}
