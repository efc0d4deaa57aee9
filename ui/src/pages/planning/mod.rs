//! *Planning*: a week as places by days, and the plan that the engine proposes for it.

mod grid;
mod keys;
mod plan;
mod proof;
mod proposals;
mod rearrangement;
mod replan;
mod replan_state;
mod short;
mod state;

use super::frame::{frame, show};
use super::shift::ShiftPanel;
use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    empty::empty,
    icon::Icon,
    progress::Progress,
};
use crate::desk::{Desk, DeskAction, Doing, Loaded, now, stop_planning, use_desk, use_view};
use crate::route::Route;
use crate::say;
use crate::shell::{go, open, use_detail};
use jiff::{ToSpan, civil::Date};
use mainforte_api::{Command, Effort, Outcome, Query, Topic, WeekView};
use mainforte_domain::ShiftId;
use plan::PlanPanel;
use replan::ReplanPanel;
use state::{Planning, PlanningAction};
use yew::prelude::*;

#[component]
pub fn PlanningPage() -> Html {
    let desk = use_desk();
    let monday = use_state_eq(|| this_monday(&desk));
    let state = use_reducer(Planning::default);
    let week = use_view(
        Some(Query::Week { monday: Some(monday.to_string()) }),
        views::week,
        &[Topic::Board, Topic::Loans, Topic::Settle, Topic::Catalogue],
    );
    let detail = use_detail(Route::Planning);
    let cover = detail.as_deref().and_then(|detail| detail.strip_prefix(COVER)).map(str::to_owned);
    let opened = detail.filter(|_| cover.is_none()).and_then(|id| ShiftId::parse(&id).ok());
    {
        // Whoever comes from elsewhere to find cover comes for a week of their own.
        let setter = monday.setter();
        use_effect_with(cover.clone(), move |cover| {
            if let Some(monday) = cover.as_ref().and_then(|monday| monday.parse().ok()) {
                setter.set(monday);
            }
        });
    }
    {
        let state = state.dispatcher();
        use_effect_with(*monday, move |_| state.dispatch(PlanningAction::Leave));
    }
    let plan = {
        let (desk, state, monday) = (desk.clone(), state.dispatcher(), *monday);
        Callback::from(move |()| {
            state.dispatch(PlanningAction::Begin);
            let (asked, state) = (desk.clone(), state.clone());
            let command = Command::PlanWeek { monday: monday.to_string(), effort: Effort::Standard };
            desk.attempt(
                command,
                Callback::from(move |answer| {
                    asked.dispatch(DeskAction::PlanEnded);
                    match answer {
                        Ok(Outcome::Planned { plan }) => state.dispatch(PlanningAction::Planned(plan)),
                        Ok(_) => state.dispatch(PlanningAction::Leave),
                        Err(failure) => {
                            state.dispatch(PlanningAction::Leave);
                            asked.say_failure(&failure);
                        }
                    }
                }),
            );
        })
    };
    let body = html! {
        <>
            <div class="page-body">
                if state.running() { {progress(&desk)} }
                {show(&desk, &week, 5, |week| week_body(&desk, week, *monday))}
            </div>
            if let Some(id) = opened {
                <ShiftPanel {id} onclose={|()| go(Route::Planning)} />
            } else if cover.is_some() {
                <ReplanPanel monday={*monday} planning={state.running()} onclose={|()| go(Route::Planning)} />
            } else if state.plan().is_some() {
                <PlanPanel state={state.clone()} />
            }
        </>
    };
    frame(desk.words.say("nav-planning"), head(&desk, &monday, &week, state.running(), plan), body)
}

fn head(
    desk: &Desk,
    monday: &UseStateHandle<Date>,
    week: &Loaded<WeekView>,
    running: bool,
    plan: Callback<()>,
) -> Html {
    let words = &desk.words;
    let by = |weeks: i64| {
        let (setter, from) = (monday.setter(), **monday);
        Callback::from(move |()| {
            if let Ok(date) = from.checked_add((weeks * 7).days()) {
                setter.set(date);
            }
        })
    };
    let back = {
        let (setter, today) = (monday.setter(), this_monday(desk));
        Callback::from(move |()| setter.set(today))
    };
    let cover = {
        let monday = **monday;
        Callback::from(move |()| find_cover(monday))
    };
    let covered = week.here().filter(|week| week.needed > 0);
    html! {
        <>
            if let Some(week) = covered { <span class="soft small figures week-filled">{say!(words, "week-filled", filled = week.filled, needed = week.needed)}</span> }
            <div class="week-steps">
                <Button label={words.say("week-before")} icon={Icon::Previous} bare=true weight={Weight::Quiet} onclick={by(-1)} test="week-before" />
                <strong class="figures" aria-live="polite" data-test="week">{desk.dates.week(**monday)}</strong>
                <Button label={words.say("week-after")} icon={Icon::Next} bare=true weight={Weight::Quiet} onclick={by(1)} test="week-after" />
                if **monday != this_monday(desk) { <Button label={words.say("week-this")} weight={Weight::Quiet} onclick={back} /> }
            </div>
            if !desk.is_city() {
                <Button label={words.say("replan")} icon={Icon::Swap} onclick={cover} test="replan" />
                <Button label={words.say("plan-week")} icon={Icon::Plan} weight={Weight::Primary} disabled={running} onclick={plan} test="plan-week" />
            }
        </>
    }
}

fn week_body(desk: &Desk, week: &WeekView, monday: Date) -> Html {
    if week.places.iter().all(|place| place.shifts.is_empty()) {
        let words = &desk.words;
        let action = if desk.is_city() {
            Html::default()
        } else {
            html! { <Button label={words.say("today-publish")} icon={Icon::Add} weight={Weight::Primary} onclick={|()| go(Route::Needs)} /> }
        };
        return empty(words.say("week-empty-title"), words.say("week-empty"), action);
    }
    html! { <grid::WeekGrid week={week.clone()} {monday} onopen={|id: ShiftId| open(Route::Planning, id.as_str())} /> }
}

fn progress(desk: &Desk) -> Html {
    let share = desk.planning.map(|(done, total)| (narrow(done), narrow(total)));
    html! {
        <Progress label={desk.words.say("plan-running")} {share}>
            <Button label={desk.words.say("cancel")} onclick={|()| stop_planning()} test="plan-cancel" />
        </Progress>
    }
}

/// What the address says when cover is looked for in a week.
const COVER: &str = "cover.";

/// Opens a week with who could take over what others cannot do.
pub fn find_cover(monday: Date) {
    open(Route::Planning, &format!("{COVER}{monday}"));
}

fn narrow(work: u64) -> u32 {
    u32::try_from(work).unwrap_or(u32::MAX)
}

fn this_monday(desk: &Desk) -> Date {
    desk.dates.calendar().map_or(Date::ZERO, |calendar| calendar.monday(now()))
}
