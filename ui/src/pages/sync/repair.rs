use crate::components::{button::Button, chip::Tone, icon::Icon, notice_line::notice_line, progress::Progress};
use crate::desk::{Desk, Doing, use_desk};
use crate::say;
use crate::words::failure_sentence;
use mainforte_api::{Command, Outcome};
use yew::prelude::*;

/// How far the repair has come.
#[derive(Clone, PartialEq)]
enum Step {
    Idle,
    Working,
    Said(Tone, String),
}

/// *Vérifier et réparer*: everything shown is made again from what is saved.
#[component]
pub fn Repair() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let step = use_state_eq(|| Step::Idle);
    let repair = {
        let (desk, step) = (desk.clone(), step.setter());
        Callback::from(move |()| {
            step.set(Step::Working);
            let (said, step) = (desk.clone(), step.clone());
            desk.attempt(Command::Repair, Callback::from(move |answer| step.set(outcome(&said, answer))));
        })
    };
    html! {
        <section class="stack-close" aria-label={words.say("repair-title")} data-test="repair">
            <h3>{words.say("repair-title")}</h3>
            <p class="soft">{words.say("repair-explained")}</p>
            <div><Button label={words.say("repair-button")} icon={Icon::Refresh} disabled={*step == Step::Working} onclick={repair} test="repair-button" /></div>
            {match &*step {
                Step::Idle => Html::default(),
                Step::Working => html! { <Progress label={words.say("repair-working")} /> },
                Step::Said(tone, sentence) => html! { <div data-test="repair-said">{notice_line(*tone, sentence.clone(), Html::default())}</div> },
            }}
        </section>
    }
}

fn outcome(desk: &Desk, answer: Result<Outcome, crate::bindings::Failure>) -> Step {
    let words = &desk.words;
    match answer {
        Ok(Outcome::Repaired { unreadable, .. }) if unreadable > 0 => {
            Step::Said(Tone::Warn, say!(words, "repair-unreadable", count = unreadable))
        }
        Ok(Outcome::Repaired { mended, .. }) if mended > 0 => {
            Step::Said(Tone::Good, say!(words, "repair-mended", count = mended))
        }
        Ok(Outcome::Repaired { documents, .. }) => {
            Step::Said(Tone::Good, say!(words, "repair-done", count = documents))
        }
        Ok(_) => Step::Idle,
        Err(failure) => Step::Said(Tone::Bad, failure_sentence(words, &desk.dates, &failure)),
    }
}
