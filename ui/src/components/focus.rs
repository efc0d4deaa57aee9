//! Where the keyboard is.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

/// Fields of a form; the controls of a page that is only read wait for the Tab key, so that no letter changes anything.
const REACHABLE: &str = "form input:not([disabled]), form select:not([disabled]), form textarea:not([disabled])";

/// The element that has the focus.
pub fn focused() -> Option<HtmlElement> {
    web_sys::window()?.document()?.active_element()?.dyn_into().ok()
}

/// Gives the focus to the first field inside, or to the panel itself.
pub fn focus_first(panel: &HtmlElement) {
    let first =
        panel.query_selector(REACHABLE).ok().flatten().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let _ = first.as_ref().unwrap_or(panel).focus();
}

/// Gives the focus back to what had it, when it is still on the page.
pub fn give_back(before: Option<HtmlElement>) {
    if let Some(element) = before.filter(|element| element.is_connected()) {
        let _ = element.focus();
    }
}

/// Gives the focus to the element with that id, before what has it leaves the page.
pub fn hand_to(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Closes the window in front and gives the focus to the element with that id: what opened the window is about to go.
pub fn leave_dialog_for(id: &str) {
    let front = web_sys::window().and_then(|window| window.document()?.query_selector("dialog[open]").ok().flatten());
    if let Some(dialog) = front.and_then(|element| element.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
    hand_to(id);
}

/// Whether keys now go into a field, where single letters are letters.
pub fn typing() -> bool {
    focused().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") && !is_choice(&element)
    })
}

fn is_choice(element: &HtmlElement) -> bool {
    element.get_attribute("type").is_some_and(|kind| matches!(kind.as_str(), "checkbox" | "radio"))
}

/// Scrolls as little as is needed to see the element.
pub fn keep_visible(element: &HtmlElement) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
