use crate::bindings::{Broken, Failure, views};
use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    icon::Icon,
    notice_line::notice_line,
};
use crate::desk::{Desk, Doing, entry, now, use_desk, use_view};
use crate::pages::frame::show;
use crate::say;
use crate::words::{BETWEEN, failure_sentence, proposal_reason, seat};
use mainforte_api::{Command, Outcome, Query, Recommended, Refusal, Topic};
use mainforte_domain::{ShiftId, VolunteerId};
use yew::prelude::*;

/// People shown at most; the first names are the ones to call.
const SHOWN_MAX: usize = 12;

#[derive(Properties, PartialEq)]
pub struct FindProps {
    pub shift: ShiftId,
    pub role: String,
}

/// A booking that a rule speaks against: the person may insist.
#[derive(Clone, PartialEq)]
struct Doubt {
    volunteer: VolunteerId,
    sentence: String,
}

/// Who could take the place, with reasons, best first; one gesture books.
#[component]
pub fn Find(props: &FindProps) -> Html {
    let desk = use_desk();
    let query = Query::Recommend { shift: props.shift.clone(), role: props.role.clone() };
    let found = use_view(Some(query), views::recommended, &[Topic::Board, Topic::People, Topic::Loans]);
    let doubt = use_state_eq(|| None::<Doubt>);
    let book = {
        let (desk, doubt) = (desk.clone(), doubt.setter());
        let (shift, role) = (props.shift.clone(), props.role.clone());
        Callback::from(move |(volunteer, deliberately): (VolunteerId, bool)| {
            let command =
                Command::Book { shift: shift.clone(), role: role.clone(), volunteer: volunteer.clone(), deliberately };
            let (desk_then, doubt) = (desk.clone(), doubt.clone());
            desk.attempt(command, Callback::from(move |answer| answered(&desk_then, &doubt, &volunteer, answer)));
        })
    };
    show(&desk, &found, 3, |found| {
        if found.is_empty() {
            return html! { <p class="soft small">{desk.words.say("find-nobody")}</p> };
        }
        html! {
            <ol class="people" data-test="recommended">
                {for found.iter().take(SHOWN_MAX).map(|person| candidate(&desk, person, doubt.as_ref(), &book))}
            </ol>
        }
    })
}

fn answered(
    desk: &Desk,
    doubt: &UseStateSetter<Option<Doubt>>,
    volunteer: &VolunteerId,
    answer: Result<Outcome, Failure>,
) {
    match answer {
        Ok(outcome) => {
            doubt.set(None);
            let requested = matches!(&outcome, Outcome::Booked { requested, .. } if *requested > 0);
            let sentence = if requested { desk.words.say("booked-requested") } else { desk.words.say("booked-held") };
            desk.say(sentence, entry(&outcome));
        }
        Err(failure @ Broken::Answered(Refusal::AgainstRule { .. })) => {
            let sentence = failure_sentence(&desk.words, &desk.dates, &failure);
            doubt.set(Some(Doubt { volunteer: volunteer.clone(), sentence }));
        }
        Err(failure) => desk.say_failure(&failure),
    }
}

fn candidate(desk: &Desk, person: &Recommended, doubt: Option<&Doubt>, book: &Callback<(VolunteerId, bool)>) -> Html {
    let words = &desk.words;
    let reasons: Vec<_> = person.reasons.iter().map(|reason| proposal_reason(words, reason)).collect();
    let gesture = |deliberately: bool| {
        let (book, id) = (book.clone(), person.volunteer.clone());
        Callback::from(move |()| book.emit((id.clone(), deliberately)))
    };
    let label = match (person.leaves.is_empty(), person.held) {
        (false, _) => words.say("move-here"),
        (true, true) => words.say("book"),
        (true, false) => words.say("book-request"),
    };
    let act = if person.leaves.is_empty() { gesture(false) } else { move_here(desk, person) };
    let doubted = doubt.filter(|doubt| doubt.volunteer == person.volunteer);
    html! {
        <li class="person-line" key={person.volunteer.to_string()}>
            <div class="person-who">
                <strong>{person.name.clone()}</strong>
                if let Some(phone) = &person.phone { <a class="figures" href={format!("tel:{}", phone.replace(' ', ""))}>{phone.clone()}</a> }
                <span class="push"><Button {label} weight={Weight::Quiet} onclick={act} test="book" /></span>
            </div>
            <p class="soft small">{reasons.join(BETWEEN)}</p>
            {for person.leaves.iter().map(|at| html! { <p class="small">{say!(words, "move-leaves", seat = seat(&desk.dates, at))}</p> })}
            if !person.held { <div>{chip(Tone::Warn, Icon::Asked, words.say("find-not-held"))}</div> }
            if let Some(at) = person.last_asked { <p class="soft small">{say!(words, "find-last-asked", when = desk.dates.ago(at, now()))}</p> }
            if let Some(doubt) = doubted {
                {notice_line(Tone::Warn, doubt.sentence.clone(), html! { <Button label={words.say("book-anyway")} onclick={gesture(true)} test="book-anyway" /> })}
            }
        </li>
    }
}

/// Moves somebody who has promised nothing: what they leave and what they take in one step.
fn move_here(desk: &Desk, person: &Recommended) -> Callback<()> {
    let (desk, step, name) = (desk.clone(), person.step.clone(), person.name.clone());
    Callback::from(move |()| {
        desk.run(Command::Rearrange { steps: vec![step.clone()] }, say!(desk.words, "moved", name = name.as_str()));
    })
}
