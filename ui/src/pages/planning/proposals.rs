use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    icon::Icon,
};
use crate::desk::Desk;
use crate::pages::shift::Why;
use crate::say;
use crate::words::{BETWEEN, proposal_reason};
use mainforte_api::{Proposal, ProposalView};
use yew::prelude::*;

/// The proposal about which somebody asks why, and the plan that it is part of.
pub struct Doubt {
    pub about: Option<Proposal>,
    pub plan: Vec<Proposal>,
    pub ask: Callback<Option<Proposal>>,
}

/// One proposed booking: who, where and when, why, yes or no.
pub fn proposal_line(
    desk: &Desk,
    proposal: &ProposalView,
    accept: &Callback<Vec<Proposal>>,
    set_aside: &Callback<Proposal>,
    doubt: &Doubt,
) -> Html {
    let words = &desk.words;
    let reasons: Vec<_> = proposal.reasons.iter().map(|reason| proposal_reason(words, reason)).collect();
    let yes = {
        let (accept, proposal) = (accept.clone(), proposal.proposal.clone());
        Callback::from(move |()| accept.emit(vec![proposal.clone()]))
    };
    let no = {
        let (set_aside, proposal) = (set_aside.clone(), proposal.proposal.clone());
        Callback::from(move |()| set_aside.emit(proposal.clone()))
    };
    let key = format!("{}/{}", proposal.proposal.shift, proposal.proposal.volunteer);
    let doubted = doubt.about.as_ref() == Some(&proposal.proposal);
    let ask = {
        let (ask, about) = (doubt.ask.clone(), (!doubted).then(|| proposal.proposal.clone()));
        Callback::from(move |()| ask.emit(about.clone()))
    };
    html! {
        <li class="person-line" {key} data-test="proposal">
            <div class="person-who">
                <strong>{proposal.name.clone()}</strong>
                if proposal.requested { {chip(Tone::Warn, Icon::Asked, words.say("plan-requested"))} }
                <span class="push row">
                    <Button label={say!(words, "accept-one", name = proposal.name.clone())} icon={Icon::Done} bare=true weight={Weight::Quiet} onclick={yes} test="accept-one" />
                    <Button label={say!(words, "refuse-one", name = proposal.name.clone())} icon={Icon::Close} bare=true weight={Weight::Quiet} onclick={no} test="refuse-one" />
                </span>
            </div>
            <p class="small figures">{desk.dates.window(proposal.window)}{" · "}{proposal.proposal.role.clone()}{", "}{proposal.title.clone()}</p>
            <div class="row">
                <p class="soft small">{reasons.join(BETWEEN)}</p>
                <span class="push"><Button label={words.say("why-proposal")} weight={Weight::Quiet} pressed={doubted} onclick={ask} test="why-proposal" /></span>
            </div>
            if doubted { <Why shift={proposal.proposal.shift.clone()} proposals={doubt.plan.clone()} id="-plan" /> }
        </li>
    }
}
