//! The keys that work everywhere.

use super::go;
use crate::components::focus;
use crate::desk::use_desk;
use crate::route::Route;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Listens for the keys of the whole window; `search` opens the palette.
#[hook]
pub fn use_keys(search: Callback<()>) {
    let desk = use_desk();
    let (letters_off, rooms) = (desk.preferences.letters_off, Route::rooms(desk.role()));
    use_effect_with((letters_off, rooms), move |(letters_off, rooms)| {
        let (letters_off, rooms) = (*letters_off, *rooms);
        let listener = web_sys::window().map(|window| {
            EventListener::new_with_options(
                &window,
                "keydown",
                EventListenerOptions::enable_prevent_default(),
                move |event| {
                    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                    match what(event, letters_off, rooms) {
                        Some(Asked::Search) => search.emit(()),
                        Some(Asked::Page(route)) => go(route),
                        None => return,
                    }
                    event.prevent_default();
                },
            )
        });
        move || drop(listener)
    });
}

enum Asked {
    Search,
    Page(Route),
}

fn what(event: &KeyboardEvent, letters_off: bool, rooms: &'static [Route]) -> Option<Asked> {
    let control = event.ctrl_key() || event.meta_key();
    let key = event.key();
    if control && key.eq_ignore_ascii_case("k") {
        return Some(Asked::Search);
    }
    if event.alt_key() && !control {
        let number: usize = key.parse().ok()?;
        return rooms.get(number.checked_sub(1)?).copied().map(Asked::Page);
    }
    (key == "?" && !control && !letters_off && !focus::typing()).then_some(Asked::Page(Route::Help))
}

/// Gives the focus to the page, past the list of rooms, unless something in the page has it already.
pub fn to_content() {
    let page = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(super::CONTENT));
    let Some(page) = page.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) else { return };
    if !focus::focused().is_some_and(|element| page.contains(Some(&element))) {
        let _ = page.focus();
    }
}
