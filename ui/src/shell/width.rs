use gloo_events::EventListener;
use yew::prelude::*;

/// Has the page follow the window's width while a dialog is open. WebKitGTK then goes on with the rules of the width before,
/// until a style sheet changes: so one does, to another name for the same media.
#[hook]
pub fn use_width() {
    use_effect_with((), |()| {
        let listener = web_sys::window().map(|window| EventListener::new(&window, "resize", |_| look_again()));
        move || drop(listener)
    });
}

fn look_again() {
    let Some(page) = web_sys::window().and_then(|window| window.document()) else { return };
    let found = |selector: &str| page.query_selector(selector).ok().flatten();
    if let Some(sheet) = found("link[rel=stylesheet]").filter(|_| found("dialog[open]").is_some()) {
        let other = if sheet.get_attribute("media").as_deref() == Some("all") { "screen" } else { "all" };
        let _ = sheet.set_attribute("media", other);
    }
}
