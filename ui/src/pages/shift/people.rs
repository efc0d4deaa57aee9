use crate::components::{
    button::{Button, Weight},
    icon::Icon,
};
use crate::desk::{Desk, Doing};
use crate::say;
use crate::words::{answer_chip, answer_words, right_chip};
use mainforte_api::{BookingView, Command};
use mainforte_domain::{Answer, BookingId};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

const ANSWERS: [Answer; 7] =
    [Answer::NotAsked, Answer::Asked, Answer::NoReply, Answer::CallBack, Answer::Yes, Answer::No, Answer::Withdrew];

/// Who is booked: the right and the answer, apart.
pub fn list<'a>(desk: &Desk, bookings: impl Iterator<Item = &'a BookingView>) -> Html {
    let lines: Vec<Html> = bookings.map(|booking| line(desk, booking)).collect();
    if lines.is_empty() {
        return html! { <p class="soft small">{desk.words.say("shift-nobody")}</p> };
    }
    html! { <ul class="people">{for lines}</ul> }
}

fn line(desk: &Desk, booking: &BookingView) -> Html {
    let gone = matches!(booking.answer, Answer::No | Answer::Withdrew);
    let name = if booking.name.is_empty() { desk.words.say("shift-somebody") } else { booking.name.clone() };
    html! {
        <li class="person-line" key={booking.id.to_string()}>
            <div class="person-who">
                <strong>{name.clone()}</strong>
                if let Some(phone) = &booking.phone { <a class="figures" href={format!("tel:{}", phone.replace(' ', ""))}>{phone.clone()}</a> }
            </div>
            <div class="row">
                // Whoever is not coming holds nothing.
                if !gone { {right_chip(&desk.words, booking.right)} }
                if desk.is_city() { {answer_chip(&desk.words, booking.answer)} } else {
                    {answer_select(desk, booking, &name)}
                    <span class="push">{cancel_button(desk, &booking.id, &name)}</span>
                }
            </div>
        </li>
    }
}

fn answer_select(desk: &Desk, booking: &BookingView, name: &str) -> Html {
    let (asked, id) = (desk.clone(), booking.id.clone());
    let onchange = Callback::from(move |event: Event| {
        let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) else {
            return;
        };
        let chosen = usize::try_from(select.selected_index()).ok().and_then(|index| ANSWERS.get(index));
        if let Some(answer) = chosen {
            asked.run(Command::SetAnswer { id: id.clone(), answer: *answer }, asked.words.say("answer-saved"));
        }
    });
    html! {
        <select class="small-select" aria-label={say!(desk.words, "answer-of", name = name)} {onchange} data-test="answer">
            {for ANSWERS.iter().map(|answer| html! { <option selected={*answer == booking.answer}>{answer_words(&desk.words, *answer)}</option> })}
        </select>
    }
}

fn cancel_button(desk: &Desk, id: &BookingId, name: &str) -> Html {
    let (asked, id, who) = (desk.clone(), id.clone(), name.to_owned());
    let cancel = Callback::from(move |()| {
        asked
            .run(Command::CancelBooking { id: id.clone() }, say!(asked.words, "booking-cancelled", name = who.clone()));
    });
    html! { <Button label={say!(desk.words, "booking-cancel", name = name)} icon={Icon::Close} bare=true weight={Weight::Quiet} onclick={cancel} /> }
}
