//! *Bénévoles et offres*: ten thousand people, found by a few letters, with a sheet beside the list.

mod bar;
mod edit;
mod erase;
mod fields;
mod list;
mod pairs;
mod person;
mod rows;
mod skills;

use super::frame::frame;
use super::import::{ImportButton, Imported};
use crate::components::{
    button::{Button, Weight},
    icon::Icon,
    sheet::Sheet,
};
use crate::desk::{Desk, use_desk};
use crate::route::Route;
use crate::shell::{go, open, use_detail};
use bar::Bar;
use edit::EditPerson;
use list::PeopleList;
use mainforte_api::{PeopleFilter, PeopleSort};
use mainforte_domain::VolunteerId;
use person::PersonSheet;
use yew::prelude::*;

/// The detail in the address that opens an empty form.
const NEW: &str = "+";

/// Opens a person's sheet beside the list.
pub fn open_person(id: &VolunteerId) {
    open(Route::Volunteers, id.as_str());
}

#[component]
pub fn VolunteersPage() -> Html {
    let desk = use_desk();
    let filter = use_state_eq(PeopleFilter::default);
    let sort = use_state_eq(PeopleSort::default);
    let total = use_state_eq(|| None::<u32>);
    let detail = use_detail(Route::Volunteers);
    let choose = {
        let filter = filter.setter();
        Callback::from(move |chosen: PeopleFilter| filter.set(chosen))
    };
    let order = {
        let sort = sort.setter();
        Callback::from(move |chosen: PeopleSort| sort.set(chosen))
    };
    let count = {
        let total = total.setter();
        Callback::from(move |count: u32| total.set(Some(count)))
    };
    let opened = detail.as_deref().and_then(|id| VolunteerId::parse(id).ok());
    let body = html! {
        <>
            <div class="page-body fixed">
                <Bar filter={(*filter).clone()} onchange={choose} total={*total} />
                <PeopleList filter={(*filter).clone()} sort={*sort} onsort={order} ontotal={count} opened={opened.clone()} />
            </div>
            {panel(&desk, detail.as_deref() == Some(NEW), opened)}
        </>
    };
    frame(desk.words.say("nav-volunteers"), head(&desk), body)
}

fn head(desk: &Desk) -> Html {
    let label = desk.words.say("volunteer-add");
    html! {
        <>
            <ImportButton what={Imported::People} />
            <Button {label} icon={Icon::Add} weight={Weight::Primary} onclick={|()| open(Route::Volunteers, NEW)} test="volunteer-add" />
        </>
    }
}

fn panel(desk: &Desk, new: bool, opened: Option<VolunteerId>) -> Html {
    let close = Callback::from(|()| go(Route::Volunteers));
    if new {
        let saved = Callback::from(|id: Option<VolunteerId>| {
            if let Some(id) = id {
                open_person(&id)
            }
        });
        return html! {
            <Sheet title={desk.words.say("volunteer-add")} close={desk.words.say("close")} onclose={close.clone()} test="person-form">
                <EditPerson person={None::<mainforte_domain::Person>} onsaved={saved} oncancel={close} />
            </Sheet>
        };
    }
    opened.map(|id| html! { <PersonSheet {id} onclose={close} /> }).unwrap_or_default()
}
