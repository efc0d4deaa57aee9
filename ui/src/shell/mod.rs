//! What stands around every page: the list of rooms, the sync corner, the messages, the keys.

mod keys;
mod palette;
mod side;
mod sync_corner;
mod toasts;
mod width;

use crate::desk::{Desk, DeskAction, use_desk};
use crate::pages;
use crate::route::Route;
use gloo_events::EventListener;
use keys::use_keys;
use palette::Palette;
use side::Side;
use toasts::Toasts;
use width::use_width;
use yew::prelude::*;

/// The part of the window that shows the page: what gets the focus when the place that had it is gone.
pub const CONTENT: &str = "content";

#[component]
pub fn Shell() -> Html {
    let desk = use_desk();
    let route = use_route();
    let palette = use_state_eq(|| false);
    use_width();
    use_keys({
        let palette = palette.setter();
        Callback::from(move |()| palette.set(true))
    });
    {
        let dispatcher = desk.dispatcher();
        use_effect_with(route, move |_| {
            dispatcher.dispatch(DeskAction::LeaveAll);
            keys::to_content();
        });
    }
    let close = {
        let palette = palette.setter();
        Callback::from(move |()| palette.set(false))
    };
    html! {
        <>
            <a class="skip" href="#content" onclick={|event: MouseEvent| { event.prevent_default(); keys::to_content(); }}>{desk.words.say("skip-to-content")}</a>
            <div class="app">
                <Side {route} />
                <main class="main" id={CONTENT} tabindex="-1" data-test={CONTENT} aria-label={name(&desk, route)}>{page(route)}</main>
            </div>
            <Toasts />
            if *palette { <Palette onclose={close} /> }
        </>
    }
}

/// The page's name, as the list of rooms says it.
pub fn name(desk: &Desk, route: Route) -> String {
    use crate::words::key;
    desk.words.say(match route {
        Route::Today => key("nav-today"),
        Route::Planning => key("nav-planning"),
        Route::Needs => key("nav-needs"),
        Route::Volunteers => key("nav-volunteers"),
        Route::Hands => key("nav-hands"),
        Route::Settle => key("nav-settle"),
        Route::Lend => key("nav-lend"),
        Route::Associations => key("nav-associations"),
        Route::Settings => key("nav-settings"),
        Route::Help => key("nav-help"),
    })
}

fn page(route: Route) -> Html {
    match route {
        Route::Today => html! { <pages::today::TodayPage /> },
        Route::Planning => html! { <pages::planning::PlanningPage /> },
        Route::Needs => html! { <pages::needs::NeedsPage /> },
        Route::Volunteers => html! { <pages::volunteers::VolunteersPage /> },
        Route::Hands => html! { <pages::hands::HandsPage /> },
        Route::Settle => html! { <pages::settle::SettlePage /> },
        Route::Lend => html! { <pages::lend::LendPage /> },
        Route::Associations => html! { <pages::associations::AssociationsPage /> },
        Route::Settings => html! { <pages::settings::SettingsPage /> },
        Route::Help => html! { <pages::help::HelpPage /> },
    }
}

/// The route in the address, followed as it changes.
#[hook]
fn use_route() -> Route {
    let route = use_state_eq(|| Route::from_hash(&hash()));
    let setter = route.setter();
    use_effect_with((), move |()| {
        let listener = web_sys::window()
            .map(|window| EventListener::new(&window, "hashchange", move |_| setter.set(Route::from_hash(&hash()))));
        move || drop(listener)
    });
    *route
}

/// What the address opens inside a page: a person, a shift; followed as it changes, so that "back" closes it.
#[hook]
pub fn use_detail(route: Route) -> Option<String> {
    let detail = use_state_eq(|| route.detail(&hash()));
    let setter = detail.setter();
    use_effect_with(route, move |route| {
        let route = *route;
        setter.set(route.detail(&hash()));
        let listener = web_sys::window()
            .map(|window| EventListener::new(&window, "hashchange", move |_| setter.set(route.detail(&hash()))));
        move || drop(listener)
    });
    (*detail).clone()
}

/// Goes to a page.
pub fn go(route: Route) {
    set_hash(route.hash());
}

/// Goes to a page and opens something in it.
pub fn open(route: Route, detail: &str) {
    set_hash(&format!("{}/{detail}", route.hash()));
}

fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(hash);
    }
}

fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}
