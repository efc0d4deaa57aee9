use super::{
    proof::proof,
    proposals::{Doubt, proposal_line},
    short::short_line,
    state::{Planning, PlanningAction},
};
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    icon::Icon,
    notice_line::notice_line,
    sheet::Sheet,
};
use crate::desk::{Desk, Doing, entry, use_desk};
use crate::say;
use crate::words::key;
use mainforte_api::{Command, Outcome, PlanView, Proposal, ProposalView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PlanPanelProps {
    pub state: UseReducerHandle<Planning>,
}

/// The plan beside the week: how good it is, what it proposes and why, what stays short and why.
#[component]
pub fn PlanPanel(props: &PlanPanelProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let open = props.state.open();
    let accepting = use_state_eq(|| false);
    let accept = accept(&desk, &props.state, accepting.setter());
    let set_aside = {
        let state = props.state.dispatcher();
        Callback::from(move |proposal: Proposal| state.dispatch(PlanningAction::Decided(vec![proposal])))
    };
    let accept_all = {
        let (accept, all) = (accept.clone(), proposals_of(&open));
        Callback::from(move |()| accept.emit(all.clone()))
    };
    let about = use_state_eq(|| None::<Proposal>);
    let doubt = Doubt {
        about: (*about).clone(),
        plan: proposals_of(&open),
        ask: {
            let about = about.setter();
            Callback::from(move |proposal| about.set(proposal))
        },
    };
    let leave = {
        let state = props.state.dispatcher();
        Callback::from(move |()| state.dispatch(PlanningAction::Leave))
    };
    let Some(plan) = props.state.plan().cloned() else { return Html::default() };
    html! {
        <Sheet title={words.say("plan-title")} close={words.say("close")} onclose={leave} test="plan-sheet">
            <div class="stack-close">
                <p data-test="plan-summary">{summary(&desk, &plan)}</p>
                if !open.is_empty() { <p class="soft small">{words.say("plan-note")}</p> }
                if plan.set_aside > 0 { {notice_line(Tone::Calm, say!(words, "plan-set-aside", count = plan.set_aside), Html::default())} }
            </div>
            if open.is_empty() {
                <p class="soft">{words.say(if plan.proposals.is_empty() { key("plan-nothing") } else { key("plan-all-decided") })}</p>
            } else {
                <section class="section" aria-label={words.say("plan-proposals")}>
                    <div class="section-head">
                        <h3>{say!(words, "plan-count", count = open.len())}</h3>
                        <span class="push"><Button label={words.say("accept-all")} icon={Icon::Done} weight={Weight::Primary} disabled={*accepting} onclick={accept_all} test="accept-all" /></span>
                    </div>
                    <ol class="people">{for open.iter().map(|proposal| proposal_line(&desk, proposal, &accept, &set_aside, &doubt))}</ol>
                </section>
            }
            if !plan.short.is_empty() {
                <section class="section" aria-label={words.say("plan-short")}>
                    <h3>{words.say("plan-short")}</h3>
                    <ul class="people">{for plan.short.iter().map(|short| short_line(&desk, short))}</ul>
                </section>
            }
        </Sheet>
    }
}

fn summary(desk: &Desk, plan: &PlanView) -> String {
    let words = &desk.words;
    let filled =
        say!(words, "plan-filled", after = plan.filled_after, before = plan.filled_before, needed = plan.places_needed);
    match proof(desk, plan.gap_millipercent) {
        Some(proof) => format!("{filled} {proof}"),
        None => filled,
    }
}

fn proposals_of(open: &[ProposalView]) -> Vec<Proposal> {
    open.iter().map(|proposal| proposal.proposal.clone()).collect()
}

/// Books what was accepted, and says how much of it is held and how much only requested.
fn accept(desk: &Desk, state: &UseReducerHandle<Planning>, accepting: UseStateSetter<bool>) -> Callback<Vec<Proposal>> {
    let (desk, state) = (desk.clone(), state.dispatcher());
    Callback::from(move |proposals: Vec<Proposal>| {
        let (asked, state, decided, accepting) = (desk.clone(), state.clone(), proposals.clone(), accepting.clone());
        // Eighty bookings take a moment: a second click would ask for all of them again.
        accepting.set(true);
        desk.attempt(
            Command::Accept { proposals },
            Callback::from(move |answer| {
                accepting.set(false);
                match answer {
                    Ok(outcome) => {
                        state.dispatch(PlanningAction::Decided(decided.clone()));
                        asked.say(booked(&asked, &outcome), entry(&outcome));
                    }
                    Err(failure) => asked.say_failure(&failure),
                }
            }),
        );
    })
}

fn booked(desk: &Desk, outcome: &Outcome) -> String {
    let Outcome::Booked { held, requested, refused, .. } = outcome else { return desk.words.say("booked-held") };
    say!(desk.words, "plan-booked", held = *held, requested = *requested, refused = refused.len())
}
