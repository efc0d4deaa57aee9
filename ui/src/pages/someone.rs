//! Somebody of the list, found by typing a part of their name.

use crate::bindings::views;
use crate::components::field::Field;
use crate::desk::use_view;
use mainforte_api::{PeopleFilter, PeopleSort, Query, Topic};
use mainforte_domain::VolunteerId;
use yew::prelude::*;

/// Names offered at most while typing.
const NAMES_MAX: u32 = 5;

/// Who was chosen, with their name.
pub type Chosen = Option<(VolunteerId, String)>;

#[derive(Properties, PartialEq)]
pub struct SomeoneProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub hint: AttrValue,
    pub onchoose: Callback<Chosen>,
}

/// A field for a name; the people who fit are buttons under it. Typing on takes the choice back.
#[component]
pub fn Someone(props: &SomeoneProps) -> Html {
    let text = use_state_eq(String::new);
    let chosen = use_state_eq(|| false);
    let found = use_view(people(&text), views::volunteers, &[Topic::People]);
    let type_text = {
        let (text, chosen, choose) = (text.setter(), chosen.setter(), props.onchoose.clone());
        Callback::from(move |value: String| {
            text.set(value);
            chosen.set(false);
            choose.emit(None);
        })
    };
    let choices = found.here().filter(|_| !*chosen && !text.trim().is_empty()).map(|page| {
        let choices = page.rows.iter().map(|row| {
            let name = format!("{} {}", row.given, row.family);
            let onclick = {
                let (text, chosen, choose) = (text.setter(), chosen.setter(), props.onchoose.clone());
                let (id, name) = (row.id.clone(), name.clone());
                move |_| {
                    text.set(name.clone());
                    chosen.set(true);
                    choose.emit(Some((id.clone(), name.clone())));
                }
            };
            html! { <li><button type="button" class="link" {onclick} data-test="someone">{name}</button></li> }
        });
        html! { <ul class="small">{for choices}</ul> }
    });
    html! {
        <>
            <Field id={props.id.clone()} label={props.label.clone()} hint={props.hint.clone()} value={(*text).clone()} onchange={type_text} />
            {choices.unwrap_or_default()}
        </>
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
