use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    icon::Icon,
};
use crate::desk::Desk;
use crate::say;
use crate::words::proposal_reason;
use mainforte_api::{Proposal, ProposalView};
use yew::prelude::*;

/// One proposed booking: who, where and when, why, yes or no.
pub fn proposal_line(
    desk: &Desk,
    proposal: &ProposalView,
    accept: &Callback<Vec<Proposal>>,
    set_aside: &Callback<Proposal>,
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
            if !reasons.is_empty() { <p class="soft small">{reasons.join(" · ")}</p> }
        </li>
    }
}
