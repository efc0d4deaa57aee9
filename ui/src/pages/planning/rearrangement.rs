use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    icon::{Icon, glyph},
};
use crate::desk::Desk;
use crate::say;
use crate::words::{BETWEEN, proposal_reason, seat_and_role};
use mainforte_api::{Rearrangement, StepView};
use yew::prelude::*;

/// Steps that go together: who takes the empty place, then who takes what that one leaves; one yes or no for all of them.
pub fn rearrangement_line(
    desk: &Desk,
    it: &Rearrangement,
    accept: &Callback<Vec<Rearrangement>>,
    decline: &Callback<Rearrangement>,
) -> Html {
    let words = &desk.words;
    let yes = {
        let (accept, it) = (accept.clone(), it.clone());
        Callback::from(move |()| accept.emit(vec![it.clone()]))
    };
    let no = {
        let (decline, it) = (decline.clone(), it.clone());
        Callback::from(move |()| decline.emit(it.clone()))
    };
    let gain = (it.gains > 0).then(|| chip(Tone::Good, Icon::Done, say!(words, "replan-gain", count = it.gains)));
    html! {
        <li class="person-line" key={key_of(it)} data-test="rearrangement">
            {for it.steps.iter().map(|step| step_lines(desk, step))}
            <div class="row">
                {gain.unwrap_or_default()}
                <span class="push row">
                    <Button label={words.say("replan-refuse")} weight={Weight::Quiet} onclick={no} test="replan-refuse" />
                    <Button label={words.say("replan-accept")} icon={Icon::Done} onclick={yes} test="replan-accept" />
                </span>
            </div>
        </li>
    }
}

fn key_of(it: &Rearrangement) -> String {
    let of_step = |step: &StepView| format!("{}:{:?}", step.volunteer, step.step);
    it.steps.iter().map(of_step).collect::<Vec<_>>().join("/")
}

fn step_lines(desk: &Desk, step: &StepView) -> Html {
    let words = &desk.words;
    let reasons: Vec<_> = step.reasons.iter().map(|reason| proposal_reason(words, reason)).collect();
    html! {
        <div class="step">
            <div class="person-who">
                <strong>{step.name.clone()}</strong>
                if let Some(phone) = &step.phone {
                    <a class="figures phone" href={format!("tel:{}", phone.replace(' ', ""))}>{glyph(Icon::Phone)}{phone.clone()}</a>
                }
            </div>
            {for step.takes.iter().map(|at| html! { <p class="small figures">{say!(words, "replan-takes", seat = seat_and_role(&desk.dates, at))}</p> })}
            {for step.leaves.iter().map(|at| html! { <p class="small figures">{say!(words, "replan-leaves", seat = seat_and_role(&desk.dates, at))}</p> })}
            if !reasons.is_empty() { <p class="soft small">{reasons.join(BETWEEN)}</p> }
        </div>
    }
}
