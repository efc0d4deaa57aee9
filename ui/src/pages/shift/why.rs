use crate::bindings::views;
use crate::components::field::Field;
use crate::desk::{Desk, use_desk, use_view};
use crate::pages::frame::show;
use crate::say;
use crate::words::rule;
use mainforte_api::{Explanation, PeopleFilter, PeopleSort, Query, Topic};
use mainforte_domain::{ShiftId, VolunteerId};
use yew::prelude::*;

/// Names offered at most while typing.
const NAMES_MAX: u32 = 5;

#[derive(Properties, PartialEq)]
pub struct WhyProps {
    pub shift: ShiftId,
}

/// Why not this person? A name, and the rules that speak against it, or that nothing does.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let text = use_state_eq(String::new);
    let about = use_state_eq(|| None::<(VolunteerId, String)>);
    let found = use_view(people(&text), views::volunteers, &[Topic::People]);
    let query = about
        .as_ref()
        .map(|(volunteer, _)| Query::Explain { shift: props.shift.clone(), volunteer: volunteer.clone() });
    let explained = use_view(query, views::explanation, &[Topic::Board, Topic::People, Topic::Loans]);
    let type_text = {
        let (text, about) = (text.setter(), about.setter());
        Callback::from(move |value: String| {
            text.set(value);
            about.set(None);
        })
    };
    let choices = found.here().filter(|_| about.is_none() && !text.trim().is_empty()).map(|page| {
        let choices = page.rows.iter().map(|row| {
            let (about, id, name) = (about.setter(), row.id.clone(), format!("{} {}", row.given, row.family));
            let said = name.clone();
            html! { <li><button type="button" class="link" onclick={move |_| about.set(Some((id.clone(), name.clone())))}>{said}</button></li> }
        });
        html! { <ul class="small">{for choices}</ul> }
    });
    html! {
        <section class="section">
            <Field id="why-who" label={words.say("why-not")} hint={words.say("why-not-hint")} value={(*text).clone()} onchange={type_text} />
            {choices.unwrap_or_default()}
            if let Some((_, name)) = &*about {
                <div aria-live="polite" data-test="why-answer">{show(&desk, &explained, 1, |explanation| answer(&desk, name, explanation))}</div>
            }
        </section>
    }
}

fn people(text: &str) -> Option<Query> {
    let search = text.trim().to_owned();
    (search.chars().count() > 1).then(|| Query::Volunteers {
        filter: PeopleFilter { search, ..PeopleFilter::default() },
        sort: PeopleSort::Name,
        offset: 0,
        limit: NAMES_MAX,
    })
}

fn answer(desk: &Desk, name: &str, explanation: &Explanation) -> Html {
    let words = &desk.words;
    if explanation.broken.is_empty() {
        let sentence = match explanation.leaves.len() {
            0 => say!(words, "why-nothing", name = name),
            count => say!(words, "why-leaves", name = name, count = count),
        };
        return html! { <p class="small">{sentence}</p> };
    }
    let rules = explanation.broken.iter().map(|broken| html! { <li>{rule(words, broken)}</li> });
    html! { <div class="small"><p>{say!(words, "why-broken", name = name)}</p><ul class="bullets">{for rules}</ul></div> }
}
