use super::keys;
use crate::components::{
    chip::{Tone, chip},
    coverage::coverage,
    icon::Icon,
};
use crate::desk::{Desk, now, use_desk};
use crate::pages::shift::of_role;
use crate::say;
use jiff::{ToSpan, civil::Date};
use mainforte_api::{PlaceRow, RoleView, ShiftView, WeekView};
use mainforte_domain::{Minute, ShiftId, ShiftStatus};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct WeekGridProps {
    pub week: WeekView,
    pub monday: Date,
    pub onopen: Callback<ShiftId>,
}

/// Places down, days across; a cell holds the day's shifts, each with the bar of each of its roles.
#[component]
pub fn WeekGrid(props: &WeekGridProps) -> Html {
    let desk = use_desk();
    let today = desk.dates.wall(now()).date();
    let days: Vec<Date> = (0..7).filter_map(|day| props.monday.checked_add(i64::from(day).days()).ok()).collect();
    let first = props.week.places.iter().flat_map(|place| &place.shifts).next().map(|shift| shift.id.clone());
    html! {
        <table class="week" aria-label={say!(desk.words, "week-of", week = desk.dates.week(props.monday))} onkeydown={keys::arrows()} data-test="week-grid">
            <thead>
                <tr>
                    <th scope="col" class="week-corner">{desk.words.say("shift-where")}</th>
                    {for days.iter().map(|day| html! {
                        <th scope="col" class={classes!("figures", (*day == today).then_some("today"))}>{desk.dates.day(*day)}</th>
                    })}
                </tr>
            </thead>
            <tbody>{for props.week.places.iter().map(|place| place_row(&desk, props, place, first.as_ref()))}</tbody>
        </table>
    }
}

fn place_row(desk: &Desk, props: &WeekGridProps, place: &PlaceRow, first: Option<&ShiftId>) -> Html {
    let of_day = |day: usize| {
        place.shifts.iter().filter(move |shift| day_of(&props.week.midnights, shift.window.from) == Some(day))
    };
    let association =
        desk.is_city().then(|| desk.catalogue.organisations.iter().find(|org| org.id == place.org)).flatten();
    html! {
        <tr key={place.place.to_string()}>
            <th scope="row">{place.name.clone()}if let Some(org) = association { <span>{desk.name_of(org)}</span> }</th>
            {for (0..7).map(|day| html! {
                <td>{for of_day(day).map(|shift| block(desk, shift, day, first == Some(&shift.id), &props.onopen))}</td>
            })}
        </tr>
    }
}

fn block(desk: &Desk, shift: &ShiftView, day: usize, first: bool, open: &Callback<ShiftId>) -> Html {
    let onclick = {
        let (open, id) = (open.clone(), shift.id.clone());
        move |_| open.emit(id.clone())
    };
    let cancelled = shift.status == ShiftStatus::Cancelled;
    let roles = shift.roles.iter().filter(|_| !cancelled);
    html! {
        <button type="button" class={classes!("week-shift", cancelled.then_some("cancelled"))} {onclick} tabindex={if first { "0" } else { "-1" }}
            data-day={day.to_string()} data-test="shift" key={shift.id.to_string()}>
            <span class="week-hour figures">{desk.dates.time(shift.window.from)}<span>{"–"}{desk.dates.time(shift.window.until)}</span></span>
            <span class="week-title">{shift.title.clone()}</span>
            if cancelled { {chip(Tone::Calm, Icon::Close, desk.words.say("shift-cancelled"))} }
            {for roles.map(|role| role_bar(desk, shift, role))}
        </button>
    }
}

fn role_bar(desk: &Desk, shift: &ShiftView, role: &RoleView) -> Html {
    let short = role.held < role.min;
    html! {
        <span class={classes!("week-role", short.then_some("short"))}>
            if shift.roles.len() > 1 { <span class="truncate">{role.role.clone()}</span> }
            {coverage(&desk.words, of_role(role))}
            if role.contested > 0 { {chip(Tone::Bad, Icon::Settle, say!(desk.words, "week-contested", count = role.contested))} }
        </span>
    }
}

/// The day of the week, from 0, in which a shift begins. Days of 23 and 25 hours are as long as they are.
fn day_of(midnights: &[Minute], at: Minute) -> Option<usize> {
    midnights.windows(2).position(|day| matches!(day, [from, until] if *from <= at && at < *until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_stands_on_the_day_it_begins() {
        let midnights: Vec<Minute> = [0, 1440, 2880, 4260].map(Minute).to_vec();
        assert_eq!(day_of(&midnights, Minute(0)), Some(0));
        assert_eq!(day_of(&midnights, Minute(1439)), Some(0));
        assert_eq!(day_of(&midnights, Minute(4259)), Some(2));
        assert_eq!(day_of(&midnights, Minute(4260)), None);
    }
}
