//! When somebody cannot come: who can, and how much would move for it. Three answers side by side, from nobody to the best plan.

use super::progress;
use super::proof::proof;
use super::rearrangement::rearrangement_line;
use super::replan_state::{Replanning, ReplanningAction};
use super::short::short_line;
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    empty::empty,
    icon::Icon,
    notice_line::notice_line,
    sheet::Sheet,
};
use crate::desk::{Desk, DeskAction, Doing, Loaded, entry, stop_planning, use_desk, use_view};
use crate::pages::frame::show;
use crate::say;
use crate::words::{Words, failure_sentence, key, seat_and_role};
use jiff::civil::Date;
use mainforte_api::{Command, Doubtful, Outcome, Query, Rearrangement, ReplanView, Stability, Step, Topic};
use std::collections::BTreeSet;
use yew::prelude::*;

const STABILITIES: [(Stability, &str); 3] = [
    (Stability::MoveNobody, key("replan-nobody")),
    (Stability::MoveFew, key("replan-few")),
    (Stability::BestPlan, key("replan-best")),
];

#[derive(Properties, PartialEq)]
pub struct ReplanPanelProps {
    pub monday: Date,
    /// A plan of the whole week is being made as well.
    pub planning: bool,
    pub onclose: Callback<()>,
}

#[component]
pub fn ReplanPanel(props: &ReplanPanelProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let state = use_reducer(Replanning::default);
    let asked = |stability| {
        Some(Query::Replan { monday: props.monday.to_string(), stability, declined: state.declined.clone() })
    };
    let topics = &[Topic::Board, Topic::People, Topic::Loans];
    let nobody = use_view(asked(Stability::MoveNobody), views::replan, topics);
    let few = use_view(asked(Stability::MoveFew), views::replan, topics);
    let best = use_view(asked(Stability::BestPlan), views::replan, topics);
    let idle = [&nobody, &few, &best].into_iter().all(|it| it.here().is_some_and(|view| nothing_to_do(view)));
    let searching = matches!(best, Loaded::Waiting);
    {
        // Where the search stood is of no more use than the search itself.
        let desk = desk.clone();
        use_effect_with(searching, move |_| desk.dispatch(DeskAction::PlanEnded));
    }
    {
        // Whoever leaves waits for no answer any more. All searches stop together, so a plan in the making keeps them going.
        let planning = use_mut_ref(|| false);
        *planning.borrow_mut() = props.planning;
        use_effect_with((), move |()| {
            move || {
                if !*planning.borrow() {
                    stop_planning();
                }
            }
        });
    }
    let chosen = match state.stability {
        Stability::MoveNobody => &nobody,
        Stability::MoveFew => &few,
        Stability::BestPlan => &best,
    };
    html! {
        <Sheet title={words.say("replan-title")} close={words.say("close")} onclose={props.onclose.clone()} test="replan-sheet">
            {show(&desk, &nobody, 4, |view| html! {
                <>
                    {lost(&desk, view)}
                    {for view.doubtful.iter().map(|doubtful| doubtful_line(&desk, doubtful))}
                    if !idle { {choice(&desk, &state, [&nobody, &few, &best])} }
                    if searching && desk.planning.is_some() { {progress(&desk)} }
                </>
            })}
            if !idle { {show(&desk, chosen, 3, |view| proposals(&desk, &state, view))} }
        </Sheet>
    }
}

/// Whether everybody who does not come is replaced already.
fn nothing_to_do(view: &ReplanView) -> bool {
    view.lost.is_empty() && view.rearrangements.is_empty()
}

/// Who cannot come, and where that is felt.
fn lost(desk: &Desk, view: &ReplanView) -> Html {
    let words = &desk.words;
    if view.lost.is_empty() {
        return empty(words.say("replan-nothing-title"), words.say("replan-nothing"), Html::default());
    }
    html! {
        <ul class="people">{for view.lost.iter().map(|lost| html! {
            <li class="person-line" data-test="lost">
                <strong>{say!(words, "replan-lost", name = lost.name.as_str())}</strong>
                <p class="small figures">{seat_and_role(&desk.dates, &lost.seat)}</p>
            </li>
        })}</ul>
    }
}

/// Somebody who is ill on Monday may well be ill on Tuesday.
fn doubtful_line(desk: &Desk, doubtful: &Doubtful) -> Html {
    let (asked, bookings, name) = (desk.clone(), doubtful.bookings.clone(), doubtful.name.clone());
    let none = Callback::from(move |()| {
        let said = say!(asked.words, "replan-withdrawn", name = name.as_str());
        asked.run(Command::Withdraw { bookings: bookings.clone() }, said);
    });
    let label = desk.words.say("replan-none");
    let said = say!(desk.words, "replan-doubtful", name = doubtful.name.as_str(), count = doubtful.bookings.len());
    notice_line(Tone::Warn, said, html! { <Button {label} onclick={none} test="replan-none" /> })
}

/// The three answers, each with what it gains and what it moves.
fn choice(desk: &Desk, state: &UseReducerHandle<Replanning>, views: [&Loaded<ReplanView>; 3]) -> Html {
    let words = &desk.words;
    let options = STABILITIES.iter().zip(views).map(|((stability, label), view)| {
        let (dispatcher, stability) = (state.dispatcher(), *stability);
        let said = match view {
            Loaded::Waiting => words.say("replan-searching"),
            Loaded::Failed(failure) => failure_sentence(words, &desk.dates, failure),
            Loaded::Here(view) => gains(desk, view),
        };
        html! {
            <label class="option">
                <input type="radio" name="stability" checked={state.stability == stability} data-test={format!("stability-{}", label.trim_start_matches("replan-"))}
                    onchange={move |_| dispatcher.dispatch(ReplanningAction::Move(stability))} />
                <span><strong>{words.say(label)}</strong><span class="soft small">{said}</span></span>
            </label>
        }
    });
    html! {
        <fieldset class="options">
            <legend>{words.say("replan-how")}</legend>
            {for options}
            <p class="soft small">{words.say("replan-told-stay")}</p>
        </fieldset>
    }
}

fn gains(desk: &Desk, view: &ReplanView) -> String {
    let gained = view.missing_before.saturating_sub(view.missing_after);
    say!(desk.words, "replan-gains", gained = gained, moved = view.moved)
}

fn proposals(desk: &Desk, state: &UseReducerHandle<Replanning>, view: &ReplanView) -> Html {
    let words = &desk.words;
    let accept = accept(desk);
    let decline = {
        let dispatcher = state.dispatcher();
        Callback::from(move |it: Rearrangement| dispatcher.dispatch(ReplanningAction::Decline(it)))
    };
    let all = {
        let (accept, all) = (accept.clone(), view.rearrangements.clone());
        Callback::from(move |()| accept.emit(all.clone()))
    };
    html! {
        <>
            if !view.rearrangements.is_empty() || !view.lost.is_empty() {
                <section class="section" aria-label={words.say("plan-proposals")}>
                    <div class="section-head">
                        <h3 data-test="replan-count">{say!(words, "replan-count", count = view.rearrangements.len())}</h3>
                        if view.rearrangements.len() > 1 {
                            <span class="push"><Button label={words.say("accept-all")} icon={Icon::Done} weight={Weight::Primary} onclick={all} test="replan-accept-all" /></span>
                        }
                    </div>
                    if let Some(proof) = proof(desk, view.gap_millipercent) { <p class="soft small" data-test="replan-proof">{proof}</p> }
                    <ol class="people">{for view.rearrangements.iter().map(|it| rearrangement_line(desk, it, &accept, &decline))}</ol>
                </section>
            }
            if !view.short.is_empty() {
                <section class="section" aria-label={words.say("replan-short")}>
                    <h3>{words.say("replan-short")}</h3>
                    <ul class="people">{for view.short.iter().map(|short| short_line(desk, short))}</ul>
                </section>
            }
        </>
    }
}

/// Writes the steps, all or nothing, and reminds that nobody has been told.
fn accept(desk: &Desk) -> Callback<Vec<Rearrangement>> {
    let desk = desk.clone();
    Callback::from(move |accepted: Vec<Rearrangement>| {
        let steps: Vec<Step> = accepted.into_iter().flat_map(|it| it.steps).map(|step| step.step).collect();
        let (asked, people) = (desk.clone(), people_to_call(&steps));
        desk.attempt(
            Command::Rearrange { steps },
            Callback::from(move |answer| match answer {
                Ok(outcome) => asked.say(accepted_words(&asked.words, &outcome, people), entry(&outcome)),
                Err(failure) => asked.say_failure(&failure),
            }),
        );
    })
}

/// How many people the steps take somewhere; of two places, one call tells both.
fn people_to_call(steps: &[Step]) -> usize {
    steps.iter().flat_map(|step| &step.takes).map(|take| &take.volunteer).collect::<BTreeSet<_>>().len()
}

fn accepted_words(words: &Words, outcome: &Outcome, people: usize) -> String {
    let count = if let Outcome::Booked { bookings, .. } = outcome { bookings.len() } else { 0 };
    format!("{} {}", say!(words, "replan-accepted", count = count), say!(words, "replan-call", count = people))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;
    use mainforte_api::Proposal;
    use mainforte_domain::{BookingId, ShiftId, VolunteerId};

    fn take(volunteer: &str, shift: &str) -> Step {
        let (shift, volunteer) = (ShiftId::parse(shift).unwrap(), VolunteerId::parse(volunteer).unwrap());
        Step { leaves: Vec::new(), takes: vec![Proposal { shift, role: "Cuisine".to_owned(), volunteer }] }
    }

    fn said(lang: Lang, steps: &[Step]) -> String {
        let bookings = vec![BookingId::parse("b").unwrap(); steps.len()];
        let outcome = Outcome::Booked { bookings, held: 0, requested: 0, refused: Vec::new(), entry: None };
        accepted_words(&Words::new(lang), &outcome, people_to_call(steps))
    }

    #[test]
    fn one_person_is_not_spoken_of_as_several() {
        let (once, twice) = ([take("paul", "s1")], [take("paul", "s1"), take("paul", "s2")]);
        assert_eq!(
            said(Lang::Fr, &once),
            "Une affectation enregistrée sur cet ordinateur. Pensez à appeler cette personne\u{202f}: rien ne lui a été dit."
        );
        assert_eq!(
            said(Lang::Fr, &twice),
            "2 affectations enregistrées sur cet ordinateur. Pensez à appeler cette personne\u{202f}: rien ne lui a été dit."
        );
        assert_eq!(
            said(Lang::En, &once),
            "One booking saved on this computer. Remember to call this person, who has not been told."
        );
    }

    #[test]
    fn two_people_are_called_both() {
        let both = [take("paul", "s1"), take("marie", "s1")];
        assert!(said(Lang::Fr, &both).ends_with("Pensez à les appeler\u{202f}: rien ne leur a été dit."));
        assert!(said(Lang::En, &both).ends_with("Remember to call them: they have not been told."));
    }
}
