//! With whom somebody goes, and with whom never.

use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    icon::Icon,
};
use crate::desk::{Desk, Doing, use_desk, use_view};
use crate::pages::someone::{Chosen, Someone};
use crate::say;
use crate::words::key;
use mainforte_api::{Command, PairRule, Query, Topic};
use mainforte_domain::{Person, VolunteerId};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PairsProps {
    pub person: Person,
}

/// A person's pairs, each taken back by one gesture, and a name to add another.
#[component]
pub fn Pairs(props: &PairsProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let other = use_state_eq(|| None::<(VolunteerId, String)>);
    let choose = {
        let other = other.setter();
        Callback::from(move |chosen: Chosen| other.set(chosen))
    };
    let person = &props.person;
    let rows = person
        .together
        .iter()
        .map(|partner| (partner, key("pair-together")))
        .chain(person.apart.iter().map(|partner| (partner, key("pair-apart"))));
    let set = |label: &'static str, rule, test| {
        let chosen = (*other).clone().filter(|(other, _)| *other != person.id)?;
        let onclick = pair(&desk, &person.id, &chosen.0, Some(rule));
        Some(html! { <Button label={say!(words, label, name = chosen.1.as_str())} {onclick} {test} /> })
    };
    html! {
        <section class="section">
            <h3>{words.say("pairs")}</h3>
            <ul class="people">{for rows.map(|(partner, said)| html! {
                <Partner key={partner.to_string()} person={person.id.clone()} partner={partner.clone()} {said} />
            })}</ul>
            <Someone id="pair-who" label={words.say("pair-add")} hint={words.say("pair-hint")} onchoose={choose} />
            <div class="actions">
                {for set(key("pair-together"), PairRule::Together, "pair-together")}
                {for set(key("pair-apart"), PairRule::Apart, "pair-apart")}
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PartnerProps {
    person: VolunteerId,
    partner: VolunteerId,
    said: &'static str,
}

#[component]
fn Partner(props: &PartnerProps) -> Html {
    let desk = use_desk();
    let sheet = use_view(Some(Query::Volunteer { id: props.partner.clone() }), views::volunteer, &[Topic::People]);
    let Some(name) = sheet.here().map(|sheet| sheet.person.name()) else { return Html::default() };
    let label = say!(desk.words, "pair-end", name = name.as_str());
    let end = pair(&desk, &props.person, &props.partner, None);
    html! {
        <li class="person-line">
            <div class="person-who">
                <span>{say!(desk.words, props.said, name = name.as_str())}</span>
                <span class="push"><Button {label} icon={Icon::Close} bare=true weight={Weight::Quiet} onclick={end} test="pair-end" /></span>
            </div>
        </li>
    }
}

fn pair(desk: &Desk, one: &VolunteerId, other: &VolunteerId, rule: Option<PairRule>) -> Callback<()> {
    let (desk, one, other) = (desk.clone(), one.clone(), other.clone());
    Callback::from(move |()| {
        let command = Command::SetPair { one: one.clone(), other: other.clone(), rule };
        desk.run(command, desk.words.say("pair-saved"));
    })
}
