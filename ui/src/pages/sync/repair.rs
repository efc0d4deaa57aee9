use crate::bindings::{Failure, views};
use crate::components::{
    button::Button, chip::Tone, focus::keep_visible, icon::Icon, notice_line::notice_line, progress::Progress,
};
use crate::desk::{Desk, Doing, use_desk, use_view};
use crate::say;
use crate::words::failure_sentence;
use mainforte_api::{Command, Outcome, PeerState, Query, Topic};
use web_sys::HtmlElement;
use yew::prelude::*;

/// How far the repair has come.
#[derive(Clone, PartialEq)]
enum Step {
    Idle,
    Working,
    Said(Tone, String),
}

/// *Vérifier et réparer*: everything shown is made again from what is saved, and compared with the others.
#[component]
pub fn Repair() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let step = use_state_eq(|| Step::Idle);
    let repaired = matches!(&*step, Step::Said(Tone::Good | Tone::Warn, _));
    let peers = use_view(repaired.then_some(Query::Peers), views::peers, &[Topic::Devices]);
    let repair = {
        let (desk, step) = (desk.clone(), step.setter());
        Callback::from(move |()| {
            step.set(Step::Working);
            let (said, step) = (desk.clone(), step.clone());
            desk.attempt(Command::Repair, Callback::from(move |answer| step.set(outcome(&said, answer))));
        })
    };
    let compared = peers.here().map(|peers| compared(&desk, peers));
    let result = use_node_ref();
    {
        let result = result.clone();
        use_effect_with(((*step).clone(), compared.clone()), move |(step, _)| {
            if let Some(result) = result.cast::<HtmlElement>().filter(|_| *step != Step::Idle) {
                keep_visible(&result);
            }
        });
    }
    html! {
        <section class="stack-close" aria-label={words.say("repair-title")} data-test="repair">
            <h3>{words.say("repair-title")}</h3>
            <p class="soft">{words.say("repair-explained")}</p>
            <div><Button label={words.say("repair-button")} icon={Icon::Refresh} disabled={*step == Step::Working} onclick={repair} test="repair-button" /></div>
            <div class="stack-close" ref={result}>
                {match &*step {
                    Step::Idle => Html::default(),
                    Step::Working => html! { <Progress label={words.say("repair-working")} /> },
                    Step::Said(tone, sentence) => html! { <div data-test="repair-said">{notice_line(*tone, sentence.clone(), Html::default())}</div> },
                }}
                <div role="status">if let Some(compared) = compared { <p data-test="repair-compared">{compared}</p> }</div>
            </div>
        </section>
    }
}

fn outcome(desk: &Desk, answer: Result<Outcome, Failure>) -> Step {
    let words = &desk.words;
    match answer {
        Ok(Outcome::Repaired { unreadable, .. }) if unreadable > 0 => {
            Step::Said(Tone::Warn, say!(words, "repair-unreadable", count = unreadable))
        }
        Ok(Outcome::Repaired { incomplete, .. }) if incomplete > 0 => {
            Step::Said(Tone::Warn, say!(words, "repair-incomplete", count = incomplete))
        }
        Ok(Outcome::Repaired { mended, lists, .. }) if mended > 0 || lists > 0 => {
            let documents = say!(words, "repair-documents", count = mended);
            let lists = say!(words, "repair-lists", count = lists);
            Step::Said(Tone::Good, say!(words, "repair-mended", documents = documents, lists = lists))
        }
        Ok(Outcome::Repaired { documents, .. }) => {
            Step::Said(Tone::Good, say!(words, "repair-done", count = documents))
        }
        Ok(_) => Step::Idle,
        Err(failure) => Step::Said(Tone::Bad, failure_sentence(words, &desk.dates, &failure)),
    }
}

/// Which of the others hold the same, which brought what was missing here, and who was not met yet.
fn compared(desk: &Desk, peers: &[PeerState]) -> String {
    let words = &desk.words;
    let named = |chosen: &dyn Fn(&PeerState) -> bool| {
        let names = peers.iter().filter(|state| chosen(state)).map(|state| state.peer.name.clone());
        names.collect::<Vec<_>>().join(", ")
    };
    let same = named(&|state| state.brought == Some(0));
    let brought: u32 = peers.iter().filter_map(|state| state.brought).sum();
    let brought_by = named(&|state| state.brought.is_some_and(|brought| brought > 0));
    let not_met = peers.iter().filter(|state| state.brought.is_none()).count();
    if !peers.is_empty() && not_met == 0 && brought_by.is_empty() {
        return words.say("repair-all-agree");
    }
    let mut said = Vec::new();
    if !same.is_empty() {
        said.push(say!(words, "repair-same", devices = same));
    }
    if !brought_by.is_empty() {
        said.push(say!(words, "repair-brought", count = brought, devices = brought_by));
    }
    if not_met > 0 {
        said.push(say!(words, "repair-not-met", count = not_met));
    }
    said.join(" ")
}
