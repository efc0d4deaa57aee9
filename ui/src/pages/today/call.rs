use super::lines::line;
use crate::components::{
    button::Button,
    icon::{Icon, glyph},
};
use crate::desk::{Desk, Doing};
use crate::say;
use crate::words::answer_chip;
use mainforte_api::{BookingView, Command, TodayItem};
use mainforte_domain::Answer;
use yew::prelude::*;

/// People of the next 72 hours who have not said yes: the number first, then the answer in one gesture.
pub fn list(desk: &Desk, items: &[TodayItem]) -> Vec<Html> {
    items
        .iter()
        .filter_map(|item| {
            let TodayItem::ToCall { booking, shift } = item else { return None };
            let what =
                html! { <><strong>{shift.title.clone()}</strong><span class="soft">{booking.role.clone()}</span></> };
            Some(line(desk, shift.window, what, who(desk, booking), answers(desk, booking)))
        })
        .collect()
}

fn who(desk: &Desk, booking: &BookingView) -> Html {
    html! {
        <>
            <strong>{booking.name.clone()}</strong>
            if let Some(phone) = &booking.phone {
                <a class="figures phone" href={format!("tel:{}", phone.replace(' ', ""))}>{glyph(Icon::Phone)}{phone.clone()}</a>
            }
            if booking.answer != Answer::NotAsked { {answer_chip(&desk.words, booking.answer)} }
        </>
    }
}

fn answers(desk: &Desk, booking: &BookingView) -> Html {
    let gesture = |answer: Answer, label: String, test: &'static str| {
        let (desk, id, name) = (desk.clone(), booking.id.clone(), booking.name.clone());
        let note = Callback::from(move |()| {
            desk.run(
                Command::SetAnswer { id: id.clone(), answer },
                say!(desk.words, "answer-noted", name = name.clone()),
            );
        });
        html! { <Button {label} onclick={note} {test} /> }
    };
    html! {
        <>
            {gesture(Answer::Yes, desk.words.say("call-yes"), "call-yes")}
            {gesture(Answer::NoReply, desk.words.say("call-no-reply"), "call-no-reply")}
            {gesture(Answer::No, desk.words.say("call-no"), "call-no")}
        </>
    }
}
