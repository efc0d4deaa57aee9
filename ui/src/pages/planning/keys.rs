//! Arrow keys between the shifts of a week: left and right in the order of reading, up and down within a day.

use crate::components::focus;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Moves the focus between the shifts of the table that hears the keys.
pub fn arrows() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        let Some(now) = focus::focused().filter(|element| element.has_attribute("data-day")) else { return };
        let Some(table) = now.closest("table").ok().flatten() else { return };
        let day = now.get_attribute("data-day").unwrap_or_default();
        let (selector, step) = match event.key().as_str() {
            "ArrowRight" => ("[data-day]".to_owned(), 1),
            "ArrowLeft" => ("[data-day]".to_owned(), -1),
            "ArrowDown" => (format!("[data-day=\"{day}\"]"), 1),
            "ArrowUp" => (format!("[data-day=\"{day}\"]"), -1),
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = neighbour(&table, &selector, &now, step) {
            let _ = now.set_attribute("tabindex", "-1");
            let _ = next.set_attribute("tabindex", "0");
            let _ = next.focus();
        }
    })
}

fn neighbour(table: &web_sys::Element, selector: &str, now: &HtmlElement, step: i32) -> Option<HtmlElement> {
    let shifts = table.query_selector_all(selector).ok()?;
    let here =
        (0..shifts.length()).find(|index| shifts.get(*index).is_some_and(|node| node.is_same_node(Some(now))))?;
    shifts.get(here.checked_add_signed(step)?)?.dyn_into().ok()
}
