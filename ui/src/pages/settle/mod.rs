//! *À régler*: two versions, one question; what was lent and taken back; and what was refused.

mod contest;
mod reclaimed;
mod refused;
mod side;

use super::frame::{frame, show};
use crate::bindings::views;
use crate::components::{chip::Tone, empty::empty, focus, notice_line::notice_line};
use crate::desk::{Desk, Doing, now, use_desk, use_view};
use crate::say;
use crate::words::seat;
use contest::contest;
use gloo_events::EventListener;
use mainforte_api::{Command, ContestView, QuarantineView, Query, SettleView, SettledView, Topic};
use mainforte_domain::{BookingId, SettlementId};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// The pair and the booking that shall stand.
pub type Decision = (SettlementId, BookingId);

#[component]
pub fn SettlePage() -> Html {
    let desk = use_desk();
    let settle = use_view(Some(Query::ToSettle), views::settle, &[Topic::Settle, Topic::Board, Topic::Loans]);
    let decide = {
        let desk = desk.clone();
        Callback::from(move |(id, keep): Decision| {
            desk.run(Command::Settle { id, keep }, desk.words.say("settled-said"))
        })
    };
    use_settle_keys(&desk, settle.here().cloned(), decide.clone());
    let quarantine = use_view(Some(Query::Quarantine), views::quarantine, &[Topic::Quarantine]);
    let refused = quarantine.here();
    let body = html! { <div class="page-body">{show(&desk, &settle, 4, |settle| body(&desk, settle, refused, &decide))}</div> };
    frame(desk.words.say("nav-settle"), Html::default(), body)
}

/// 1, 2 and Enter answer the first question, unless letters are switched off or a control has the focus.
#[hook]
fn use_settle_keys(desk: &Desk, settle: Option<Rc<SettleView>>, decide: Callback<Decision>) {
    let letters_off = desk.preferences.letters_off;
    use_effect_with((settle, letters_off), move |(settle, letters_off)| {
        let first = settle.as_ref().and_then(|settle| settle.open.first().cloned()).filter(|_| !letters_off);
        let listener = first.zip(web_sys::window()).map(|(first, window)| {
            EventListener::new(&window, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                if let Some(keep) = chosen(&first, &event.key()).filter(|_| !busy(event)) {
                    decide.emit((first.id.clone(), keep));
                }
            })
        });
        move || drop(listener)
    });
}

fn chosen(contest: &ContestView, key: &str) -> Option<BookingId> {
    let [one, two] = &contest.sides;
    match key {
        "1" => Some(one.booking.clone()),
        "2" => Some(two.booking.clone()),
        "Enter" => Some(contest.suggested.clone()),
        _ => None,
    }
}

/// Whether the key belongs to something else: a field, a window over the page, a combination; Enter also to a button or a link.
fn busy(event: &KeyboardEvent) -> bool {
    let owners = if event.key() == "Enter" {
        "button, a, input, select, textarea, dialog"
    } else {
        "input, select, textarea, dialog"
    };
    let on_control = focus::focused().is_some_and(|element| element.closest(owners).ok().flatten().is_some());
    on_control || event.repeat() || event.ctrl_key() || event.alt_key() || event.meta_key()
}

fn body(desk: &Desk, settle: &SettleView, refused: Option<&Rc<QuarantineView>>, decide: &Callback<Decision>) -> Html {
    let words = &desk.words;
    let has_refused = refused.is_some_and(|refused| refused.open.count > 0);
    let newer_mail = desk.sync.as_ref().is_some_and(|sync| sync.newer_mail);
    let stuck = desk.sync.as_ref().is_some_and(|sync| sync.stuck);
    let open = if settle.open.is_empty() && (has_refused || newer_mail || stuck || !settle.reclaimed.is_empty()) {
        Html::default()
    } else if settle.open.is_empty() {
        empty(words.say("settle-none-title"), words.say("settle-none"), Html::default())
    } else {
        html! {
            <>
                if !desk.preferences.letters_off { <p class="soft small">{words.say("settle-keys")}</p> }
                {for settle.open.iter().enumerate().map(|(index, open)| contest(desk, open, index == 0, decide))}
            </>
        }
    };
    html! {
        <>
            if newer_mail { <div data-test="newer-mail">{notice_line(Tone::Warn, words.say("settle-newer-mail"), Html::default())}</div> }
            if stuck { <div data-test="stuck">{notice_line(Tone::Warn, words.say("settle-stuck"), refused::to_repair(desk, "stuck-to-repair"))}</div> }
            {open}
            {for settle.reclaimed.iter().map(|view| reclaimed::reclaimed(desk, view))}
            {for refused.map(|view| refused::refused(desk, view))}
            if !settle.settled.is_empty() {
                <section class="section">
                    <h2>{words.say("settled-title")}</h2>
                    <ul class="settled">{for settle.settled.iter().map(|settled| line(desk, settled))}</ul>
                </section>
            }
        </>
    }
}

fn line(desk: &Desk, settled: &SettledView) -> Html {
    html! {
        <li>
            <span>{say!(desk.words, "settled-line", name = settled.name.clone(), kept = seat(&desk.dates, &settled.kept), dropped = seat(&desk.dates, &settled.dropped))}</span>
            <span class="soft">{say!(desk.words, "settled-by", device = settled.device.clone(), when = desk.dates.ago(settled.at, now()))}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_api::{ContestCause, Side, SuggestionReason};
    use mainforte_domain::*;

    fn side(booking: &str) -> Side {
        Side {
            booking: BookingId::parse(booking).unwrap(),
            shift: ShiftId::parse("s").unwrap(),
            title: String::new(),
            place: String::new(),
            window: Window::new(Minute(0), Minute(60)).unwrap(),
            role: String::new(),
            priority: Priority::USUAL,
            answer: Answer::Yes,
            right: Right::Held,
            device: String::new(),
            at: Minute(0),
        }
    }

    #[test]
    fn enter_takes_the_suggestion() {
        let (one, two) = (side("a"), side("b"));
        let contest = ContestView {
            id: SettlementId::of(&one.booking, &two.booking).unwrap(),
            volunteer: VolunteerId::parse("v").unwrap(),
            name: String::new(),
            phone: None,
            cause: ContestCause::Overlap,
            suggested: two.booking.clone(),
            sides: [one, two],
            reason: SuggestionReason::SaidYes,
        };
        assert_eq!(chosen(&contest, "Enter"), BookingId::parse("b").ok());
        assert_eq!(chosen(&contest, "1"), BookingId::parse("a").ok());
        assert_eq!(chosen(&contest, "3"), None);
    }
}
