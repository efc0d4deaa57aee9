use crate::bindings::views;
use crate::desk::{Desk, use_desk, use_view};
use crate::pages::frame::show;
use crate::pages::someone::{Chosen, Someone};
use crate::say;
use crate::words::{BETWEEN, proposal_reason, rule, why};
use mainforte_api::{Explanation, Proposal, Query, Topic};
use mainforte_domain::{ShiftId, VolunteerId};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct WhyProps {
    pub shift: ShiftId,
    /// A plan that is being looked at, as if it were booked.
    #[prop_or_default]
    pub proposals: Vec<Proposal>,
    /// Tells several of them in one page apart.
    #[prop_or_default]
    pub id: AttrValue,
}

/// Why not this person? A name, and the rules that speak against it, or what it would take all the same.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let about = use_state_eq(|| None::<(VolunteerId, String)>);
    let query = about.as_ref().map(|(volunteer, _)| Query::Explain {
        shift: props.shift.clone(),
        volunteer: volunteer.clone(),
        proposals: props.proposals.clone(),
    });
    let explained = use_view(query, views::explanation, &[Topic::Board, Topic::People, Topic::Loans]);
    let choose = {
        let about = about.setter();
        Callback::from(move |chosen: Chosen| about.set(chosen))
    };
    html! {
        <section class="section">
            <Someone id={format!("why-who{}", props.id)} label={words.say("why-not")} hint={words.say("why-not-hint")} onchoose={choose} />
            if let Some((_, name)) = &*about {
                <div aria-live="polite" data-test="why-answer">{show(&desk, &explained, 1, |explanation| answer(&desk, name, explanation))}</div>
            }
        </section>
    }
}

fn answer(desk: &Desk, name: &str, explanation: &Explanation) -> Html {
    let words = &desk.words;
    let sentences = why(words, &desk.dates, name, explanation).into_iter().map(|said| html! { <p>{said}</p> });
    let rules: Vec<_> = explanation.broken.iter().map(|broken| html! { <li>{rule(words, broken)}</li> }).collect();
    let reasons: Vec<_> = explanation.reasons.iter().map(|reason| proposal_reason(words, reason)).collect();
    html! {
        <div class="small stack-close">
            {for sentences}
            if !rules.is_empty() { <p>{say!(words, "why-broken", name = name)}</p><ul class="bullets">{for rules}</ul> }
            if !reasons.is_empty() { <p class="soft">{say!(words, "why-for", name = name)}{" "}{reasons.join(BETWEEN)}</p> }
        </div>
    }
}
