use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip},
    focus,
    icon::{Icon, glyph},
};
use crate::desk::{Desk, Doing, now};
use crate::say;
use crate::shell::CONTENT;
use crate::words::{Words, answer_chip, seat, seat_and_role};
use mainforte_api::{Command, LentBooking, ReclaimedView};
use yew::prelude::*;

/// A loan that the city took back and on which an association still counts: what that means, and what to do, on each side.
pub fn reclaimed(desk: &Desk, view: &ReclaimedView) -> Html {
    let words = &desk.words;
    let [title, means, next] = sentences(words, desk.is_city(), view);
    let (device, when, time) = (view.device.clone(), desk.dates.ago(view.at, now()), desk.dates.window(view.window));
    html! {
        <section class="contest" key={view.loan.to_string()} aria-label={title.clone()} data-test="reclaimed">
            <header class="section-head">
                <h2 id={title_id(view)} tabindex="-1" data-test="reclaimed-title">{title}</h2>
                if let Some(phone) = &view.phone {
                    <a class="phone figures push" href={format!("tel:{}", phone.replace(' ', ""))}>{glyph(Icon::Phone)}{whose_phone(desk, view, phone)}</a>
                }
            </header>
            <div class="stack-close">
                <p>{means}</p>
                <p class="soft small">{say!(words, "reclaimed-by", device = device, when = when, time = time)}</p>
            </div>
            <ul class="refused-list">{for view.bookings.iter().map(|one| line(desk, view, one))}</ul>
            <p class="refused-next"><strong>{words.say("refused-next")}</strong>{" "}{next}</p>
        </section>
    }
}

/// The city is to call the association first: it is told whose number this is.
fn whose_phone(desk: &Desk, view: &ReclaimedView, phone: &str) -> String {
    if desk.is_city() { format!("{} {phone}", view.name) } else { phone.to_owned() }
}

fn title_id(view: &ReclaimedView) -> String {
    format!("reclaimed-{}", view.loan)
}

/// What happened, what it means and what to do about it: to each side its own.
fn sentences(words: &Words, is_city: bool, view: &ReclaimedView) -> [String; 3] {
    let (name, association) = (view.name.clone(), view.org_name.clone());
    if is_city {
        [
            say!(words, "reclaimed-city-title", association = association.clone(), name = name),
            say!(words, "reclaimed-city-means", association = association.clone()),
            say!(words, "reclaimed-city-next", association = association),
        ]
    } else {
        [
            say!(words, "reclaimed-title", name = name.clone()),
            say!(words, "reclaimed-means", name = name),
            words.say("reclaimed-next"),
        ]
    }
}

fn line(desk: &Desk, view: &ReclaimedView, one: &LentBooking) -> Html {
    html! {
        <li key={one.booking.to_string()} data-test="reclaimed-booking">
            <div class="stack-close">
                <p>{seat_and_role(&desk.dates, &one.seat)}{" "}{answer_chip(&desk.words, one.answer)}</p>
                if desk.is_city() { <p>{elsewhere(desk, one)}</p> }
            </div>
            if !desk.is_city() { {cancel(desk, view, one)} }
        </li>
    }
}

/// The double booking itself, which only the city sees.
fn elsewhere(desk: &Desk, one: &LentBooking) -> Html {
    match &one.elsewhere {
        Some(other) => {
            let (association, place) = (other.org_name.clone(), seat(&desk.dates, &other.seat));
            let sentence = say!(desk.words, "reclaimed-twice", association = association, seat = place);
            html! { <span class="promised-twice" data-test="promised-twice">{chip(Tone::Bad, Icon::Warn, sentence)}</span> }
        }
        None => html! { <span class="soft">{desk.words.say("reclaimed-alone")}</span> },
    }
}

fn cancel(desk: &Desk, view: &ReclaimedView, one: &LentBooking) -> Html {
    let (asked, id, name) = (desk.clone(), one.booking.clone(), view.name.clone());
    // The line goes, and with the last one the whole section.
    let stays = if view.bookings.len() > 1 { title_id(view) } else { CONTENT.to_owned() };
    let cancel = Callback::from(move |()| {
        focus::hand_to(&stays);
        let said = say!(asked.words, "booking-cancelled", name = name.clone());
        asked.run(Command::CancelBooking { id: id.clone() }, said);
    });
    html! { <Button label={say!(desk.words, "booking-cancel", name = view.name.clone())} icon={Icon::Close} weight={Weight::Plain} onclick={cancel} test="reclaimed-cancel" /> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;
    use mainforte_domain::{DeviceId, LoanId, Minute, OrgId, VolunteerId, Window};

    fn view() -> ReclaimedView {
        ReclaimedView {
            loan: LoanId::parse("l1").unwrap(),
            volunteer: VolunteerId::parse("marie").unwrap(),
            name: "Marie".to_owned(),
            phone: None,
            org: OrgId::parse("restos").unwrap(),
            org_name: "Restos".to_owned(),
            window: Window::new(Minute(0), Minute(60)).unwrap(),
            device: DeviceId([1; 32]).short(),
            at: Minute(0),
            bookings: Vec::new(),
        }
    }

    #[test]
    fn each_side_is_told_whom_to_call() {
        for lang in [Lang::Fr, Lang::En] {
            let words = Words::new(lang);
            let [title, means, _] = sentences(&words, false, &view());
            assert!(title.contains("Marie") && means.contains("Marie"), "{title} {means}");
            let city = sentences(&words, true, &view());
            assert!(city.iter().all(|sentence| sentence.contains("Restos")), "{city:?}");
            assert_ne!(sentences(&words, false, &view())[2], city[2]);
        }
    }
}
