use super::{DeskAction, DeskState, Toast};
use crate::bindings::{self, Failure};
use crate::words::failure_sentence;
use gloo_timers::future::TimeoutFuture;
use mainforte_api::{Command, Outcome};
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long a message stays when nobody closes it: long enough to reach its undo, which the history keeps as well.
const WITH_UNDO_MS: u32 = 7_000;
/// The same where there is nothing to do about it.
const PLAIN_MS: u32 = 4_000;

thread_local! {
    static SAID: Cell<u32> = const { Cell::new(0) };
}

/// Does things and says what came of them.
pub trait Doing {
    /// Does `command`; `then` gets the outcome or the refusal.
    fn attempt(&self, command: Command, then: Callback<Result<Outcome, Failure>>);
    /// Does `command` and says `sentence` at the corner, with its undo; a refusal is said there too.
    fn run(&self, command: Command, sentence: String);
    /// Says something at the corner for a while.
    fn say(&self, sentence: String, undo: Option<i64>);
    /// Says a failure at the corner.
    fn say_failure(&self, failure: &Failure);
}

impl Doing for UseReducerHandle<DeskState> {
    fn attempt(&self, command: Command, then: Callback<Result<Outcome, Failure>>) {
        let dispatcher = self.dispatcher();
        spawn_local(async move {
            let answer = bindings::execute(command).await;
            if answer.is_ok() {
                dispatcher.dispatch(DeskAction::Changed);
            }
            then.emit(answer);
        });
    }

    fn run(&self, command: Command, sentence: String) {
        let desk = self.clone();
        self.attempt(
            command,
            Callback::from(move |answer| match answer {
                Ok(outcome) => desk.say(sentence.clone(), entry(&outcome)),
                Err(failure) => desk.say_failure(&failure),
            }),
        );
    }

    fn say(&self, sentence: String, undo: Option<i64>) {
        let dispatcher = self.dispatcher();
        let number = SAID.with(|said| said.replace(said.get().wrapping_add(1)));
        dispatcher.dispatch(DeskAction::Say(Toast { number, sentence: sentence.into(), undo }));
        spawn_local(async move {
            TimeoutFuture::new(if undo.is_some() { WITH_UNDO_MS } else { PLAIN_MS }).await;
            dispatcher.dispatch(DeskAction::Leave(number));
        });
    }

    fn say_failure(&self, failure: &Failure) {
        self.say(failure_sentence(&self.words, &self.dates, failure), None);
    }
}

/// Calls off every search for a plan. Nothing is written, so no page asks anew: that would begin the search again.
pub fn stop_planning() {
    // A search that cannot be called off ends by itself, and nobody waits for it any more.
    spawn_local(async { drop(bindings::execute(Command::CancelPlan).await) });
}

/// The history entry by which an outcome can be taken back.
pub fn entry(outcome: &Outcome) -> Option<i64> {
    match outcome {
        Outcome::Done { entry }
        | Outcome::PersonSaved { entry, .. }
        | Outcome::PeopleImported { entry, .. }
        | Outcome::PlaceSaved { entry, .. }
        | Outcome::NeedPublished { entry, .. }
        | Outcome::ShiftsImported { entry, .. }
        | Outcome::Booked { entry, .. }
        | Outcome::Asked { entry, .. } => *entry,
        Outcome::Joined { .. } | Outcome::Planned { .. } | Outcome::Lent { .. } | Outcome::Invited { .. } => None,
        Outcome::BundleExported { .. } | Outcome::BundleImported { .. } | Outcome::Repaired { .. } => None,
    }
}
