use super::{name, sync_corner::SyncCorner};
use crate::bindings::views;
use crate::components::icon::{Icon, glyph};
use crate::desk::{Desk, use_desk, use_view};
use crate::route::Route;
use mainforte_api::{Query, SyncView, Topic};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SideProps {
    pub route: Route,
}

/// The list of rooms.
#[component]
pub fn Side(props: &SideProps) -> Html {
    let desk = use_desk();
    let today = use_view(Some(Query::Today), views::today, &[Topic::Board, Topic::Loans, Topic::Settle, Topic::People]);
    let settle = use_view(Some(Query::ToSettle), views::settle, &[Topic::Board, Topic::Settle, Topic::Loans]);
    let refused = use_view(Some(Query::Quarantine), views::quarantine, &[Topic::Quarantine]);
    let to_settle = || {
        let refused = refused.here().map_or(0, |refused| usize::try_from(refused.open.count).unwrap_or(usize::MAX));
        let notices = |sync: &SyncView| usize::from(sync.newer_mail) + usize::from(sync.stuck);
        let notices = desk.sync.as_deref().map_or(0, notices);
        let open = settle.here().map_or(0, |settle| settle.open.len() + settle.reclaimed.len());
        open.saturating_add(refused).saturating_add(notices)
    };
    let count = |route: Route| match route {
        Route::Today => today.here().map_or(0, |today| today.items.len()),
        Route::Settle => to_settle(),
        _ => 0,
    };
    let link = |route: &Route| room(&desk, *route, *route == props.route, count(*route));
    let me = desk.me.clone();
    html! {
        <header class="side">
            <div class="side-who">
                if let Some(me) = me {
                    <strong data-test="organisation">{me.org_name.clone()}</strong>
                    if !me.is_city { <span>{me.city_name.clone()}</span> }
                }
            </div>
            <nav aria-label={desk.words.say("rooms")}>
                <ul>{for Route::rooms(desk.role()).iter().map(link)}</ul>
                <ul>{for [Route::Settings, Route::Help].iter().map(link)}</ul>
            </nav>
            <SyncCorner />
        </header>
    }
}

fn room(desk: &Desk, route: Route, current: bool, count: usize) -> Html {
    let urgent = route == Route::Settle;
    html! {
        <li>
            <a href={route.hash()} aria-current={current.then_some("page")} data-test={format!("nav-{}", route.hash().trim_start_matches("#/"))}>
                {glyph(icon(route))}
                <span>{name(desk, route)}</span>
                if count > 0 { <span class={classes!("count", urgent.then_some("urgent"))}>{count}</span> }
            </a>
        </li>
    }
}

pub fn icon(route: Route) -> Icon {
    match route {
        Route::Today => Icon::Today,
        Route::Planning => Icon::Planning,
        Route::Needs => Icon::Needs,
        Route::Volunteers => Icon::Volunteers,
        Route::Hands | Route::Lend => Icon::Loans,
        Route::Settle => Icon::Settle,
        Route::Associations => Icon::Association,
        Route::Settings => Icon::Settings,
        Route::Help => Icon::Help,
    }
}
