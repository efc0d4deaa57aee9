use crate::components::{
    button::{Button, Weight},
    chip::{Tone, chip, tag},
    coverage::coverage,
    icon::Icon,
};
use crate::desk::{Desk, use_desk};
use crate::pages::shift::of_shift;
use crate::say;
use mainforte_api::{NeedRow, ShiftView};
use mainforte_domain::{ShiftId, ShiftStatus};
use yew::prelude::*;

/// Shifts of a need shown before somebody asks for the rest.
const FIRST: usize = 4;

#[derive(Properties, PartialEq)]
pub struct NeedListProps {
    pub needs: Vec<NeedRow>,
    pub onopen: Callback<ShiftId>,
}

/// Needs with their shifts.
#[component]
pub fn NeedList(props: &NeedListProps) -> Html {
    html! { <div class="needs" data-test="need-list">{for props.needs.iter().map(|need| html! {
        <Need key={need.id.to_string()} need={need.clone()} onopen={props.onopen.clone()} />
    })}</div> }
}

#[derive(Properties, PartialEq)]
struct NeedProps {
    need: NeedRow,
    onopen: Callback<ShiftId>,
}

#[component]
fn Need(props: &NeedProps) -> Html {
    let desk = use_desk();
    let need = &props.need;
    let whole = use_state_eq(|| false);
    let shown = if *whole { need.shifts.len() } else { FIRST };
    let rest = need.shifts.len().saturating_sub(shown);
    let more = {
        let whole = whole.setter();
        Callback::from(move |()| whole.set(true))
    };
    let association =
        desk.is_city().then(|| desk.catalogue.organisations.iter().find(|org| org.id == need.org)).flatten();
    html! {
        <section class="need" aria-label={need.title.clone()}>
            <div class="section-head">
                <h2>{need.title.clone()}</h2>
                {tag(desk.kind(&need.kind))}
                if let Some(org) = association { {tag(desk.name_of(org))} }
            </div>
            if !need.note.is_empty() { <p class="soft small">{need.note.clone()}</p> }
            <table class="table">
                <thead class="unseen"><tr><th scope="col">{desk.words.say("shift-when")}</th><th scope="col">{desk.words.say("shift-where")}</th><th scope="col">{desk.words.say("need-roles")}</th></tr></thead>
                <tbody>{for need.shifts.iter().take(shown).map(|shift| row(&desk, shift, &props.onopen))}</tbody>
            </table>
            if rest > 0 { <div><Button label={say!(desk.words, "need-more", count = rest)} weight={Weight::Quiet} onclick={more} /></div> }
        </section>
    }
}

fn row(desk: &Desk, shift: &ShiftView, open: &Callback<ShiftId>) -> Html {
    let (open, id) = (open.clone(), shift.id.clone());
    let roles: Vec<_> = shift.roles.iter().map(|role| role.role.clone()).collect();
    html! {
        <tr key={shift.id.to_string()}>
            <td class="need-when"><button type="button" class="link figures" onclick={move |_| open.emit(id.clone())}>{desk.dates.window(shift.window)}</button></td>
            <td>{if shift.remote { desk.words.say("shift-remote") } else { shift.place_name.clone() }}</td>
            <td class="soft">{roles.join(", ")}</td>
            <td class="need-cover">
                if shift.status == ShiftStatus::Cancelled { {chip(Tone::Calm, Icon::Close, desk.words.say("shift-cancelled"))} }
                else { {coverage(&desk.words, of_shift(shift))} }
            </td>
        </tr>
    }
}
