use super::lent::TITLE;
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    dialog::Dialog,
    focus,
};
use crate::desk::{Desk, Doing, use_desk, use_view};
use crate::pages::frame::show;
use crate::say;
use crate::words::{answer_chip, seat};
use mainforte_api::{Command, LentBooking, LoanRow, Query, Topic};
use mainforte_domain::DeviceRole;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ReclaimDialogProps {
    pub loan: LoanRow,
    pub onclose: Callback<()>,
}

/// Asks once more before lent time is taken back, with what is known to stand on it and what may come of it.
#[component]
pub fn ReclaimDialog(props: &ReclaimDialogProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let LoanRow { id, name, org_name, window, .. } = &props.loan;
    let known = use_view(Some(Query::LoanUse { loan: id.clone() }), views::loan_use, &[Topic::Board, Topic::Loans]);
    let reclaim = {
        let (desk, loan, name, close) = (desk.clone(), id.clone(), name.clone(), props.onclose.clone());
        Callback::from(move |()| {
            let done = if desk.role() == DeviceRole::Hub {
                say!(desk.words, "reclaimed-said", name = name.clone())
            } else {
                say!(desk.words, "reclaim-asked-said", name = name.clone())
            };
            focus::leave_dialog_for(TITLE);
            desk.run(Command::Reclaim { loan: loan.clone() }, done);
            close.emit(());
        })
    };
    html! {
        <Dialog title={say!(words, "reclaim-title", name = name.clone(), association = org_name.clone())} onclose={props.onclose.clone()} test="reclaim-dialog">
            <div class="stack">
                <p class="figures">{desk.dates.window(*window)}</p>
                {show(&desk, &known, 1, |known| standing(&desk, known, &props.loan))}
                <p>{words.say("reclaim-risks")}</p>
                <ul class="what-follows">
                    <li>{say!(words, "reclaim-unheard", association = org_name.clone(), name = name.clone())}</li>
                    <li>{say!(words, "reclaim-twice", name = name.clone())}</li>
                </ul>
                <p>{say!(words, "reclaim-better", association = org_name.clone(), name = name.clone())}</p>
                <p><strong>{words.say("no-way-back")}</strong></p>
                <div class="actions end">
                    <Button label={words.say("reclaim-leave")} autofocus=true onclick={props.onclose.clone()} test="reclaim-leave" />
                    <Button label={words.say("reclaim")} weight={Weight::Primary} onclick={reclaim} test="reclaim-confirm" />
                </div>
            </div>
        </Dialog>
    }
}

/// The bookings that this computer knows of.
fn standing(desk: &Desk, known: &[LentBooking], loan: &LoanRow) -> Html {
    let (words, association, name) = (&desk.words, loan.org_name.clone(), loan.name.clone());
    if known.is_empty() {
        return html! { <p>{say!(words, "reclaim-nothing-known", association = association, name = name)}</p> };
    }
    html! {
        <>
            <p>{say!(words, "reclaim-known", association = association, name = name)}</p>
            <ul class="what-follows" data-test="reclaim-known">
                {for known.iter().map(|one| html! { <li key={one.booking.to_string()}>{seat(&desk.dates, &one.seat)}{" "}{answer_chip(words, one.answer)}</li> })}
            </ul>
        </>
    }
}
