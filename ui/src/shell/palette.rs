//! Ctrl+K: a page or a person by a few letters.

use super::{go, name, side::icon};
use crate::bindings::views;
use crate::components::{
    dialog::Dialog,
    field::Field,
    icon::{Icon, glyph},
};
use crate::desk::{Desk, use_desk, use_view};
use crate::pages::volunteers::open_person;
use crate::route::Route;
use mainforte_api::{PeopleFilter, PeopleSort, Query};
use mainforte_domain::{VolunteerId, fold};
use yew::prelude::*;

/// People shown at most.
const PEOPLE_MAX: u32 = 6;

#[derive(Clone, PartialEq)]
enum Find {
    Page(Route),
    Person(VolunteerId, String),
}

#[derive(Properties, PartialEq)]
pub struct PaletteProps {
    pub onclose: Callback<()>,
}

#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let desk = use_desk();
    let text = use_state_eq(String::new);
    let chosen = use_state_eq(|| 0_usize);
    let people = use_view(people_query(&text), views::volunteers, &[]);
    let mut finds = pages(&desk, &text);
    if let Some(page) = people.here().filter(|_| !text.trim().is_empty()) {
        finds.extend(page.rows.iter().map(|row| Find::Person(row.id.clone(), format!("{} {}", row.given, row.family))));
    }
    let take = {
        let close = props.onclose.clone();
        Callback::from(move |find: Find| {
            match find {
                Find::Page(route) => go(route),
                Find::Person(id, _) => open_person(&id),
            }
            close.emit(());
        })
    };
    let onkeydown = {
        let (chosen, finds, take) = (chosen.clone(), finds.clone(), take.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                chosen.set((*chosen + 1).min(finds.len().saturating_sub(1)));
            }
            "ArrowUp" => {
                event.prevent_default();
                chosen.set(chosen.saturating_sub(1));
            }
            "Enter" => {
                if let Some(find) = finds.get(*chosen) {
                    take.emit(find.clone());
                }
            }
            _ => {}
        })
    };
    let type_text = {
        let (text, chosen) = (text.setter(), chosen.setter());
        Callback::from(move |value: String| {
            text.set(value);
            chosen.set(0);
        })
    };
    let rows = finds.iter().enumerate().map(|(index, find)| {
        let (take, found) = (take.clone(), find.clone());
        let current = index == *chosen;
        html! {
            <li role="option" aria-selected={current.to_string()} class={classes!(current.then_some("active"))} onclick={move |_| take.emit(found.clone())}>
                {glyph(find_icon(find))}<span>{find_name(&desk, find)}</span>
            </li>
        }
    });
    html! {
        <Dialog title={desk.words.say("palette-title")} onclose={props.onclose.clone()} test="palette">
            <div {onkeydown}>
                <Field id="palette-text" label={desk.words.say("palette-label")} value={(*text).clone()} onchange={type_text} />
                <ul class="palette" role="listbox" aria-label={desk.words.say("palette-title")}>{for rows}</ul>
                if finds.is_empty() { <p class="soft">{desk.words.say("palette-nothing")}</p> }
            </div>
        </Dialog>
    }
}

fn people_query(text: &str) -> Option<Query> {
    let search = text.trim().to_owned();
    (!search.is_empty()).then(|| Query::Volunteers {
        filter: PeopleFilter { search, ..PeopleFilter::default() },
        sort: PeopleSort::Name,
        offset: 0,
        limit: PEOPLE_MAX,
    })
}

fn pages(desk: &Desk, text: &str) -> Vec<Find> {
    let wanted = fold(text.trim());
    let rooms = Route::rooms(desk.role()).iter().chain(&[Route::Settings, Route::Help]);
    rooms.filter(|route| fold(&name(desk, **route)).contains(&wanted)).map(|route| Find::Page(*route)).collect()
}

fn find_icon(find: &Find) -> Icon {
    match find {
        Find::Page(route) => icon(*route),
        Find::Person(..) => Icon::Volunteers,
    }
}

fn find_name(desk: &Desk, find: &Find) -> String {
    match find {
        Find::Page(route) => name(desk, *route),
        Find::Person(_, person) => person.clone(),
    }
}
