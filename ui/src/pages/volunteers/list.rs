use super::{
    open_person,
    rows::{PAGE, Rows, RowsAction, pages_of},
    skills::skills,
};
use crate::bindings::{self, views};
use crate::components::{
    button::Button,
    chip::{Tone, chip},
    empty::{empty, skeleton},
    icon::Icon,
    notice_line::notice_line,
    virtual_list::VirtualList,
};
use crate::desk::{Desk, Doing, now, use_desk};
use crate::words::{hours, key, person_status};
use mainforte_api::{PeopleFilter, PeopleSort, Query, Topic, VolunteerRow};
use mainforte_domain::{PersonStatus, VolunteerId};
use std::collections::BTreeSet;
use std::ops::Range;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const TOPICS: &[Topic] = &[Topic::People, Topic::Loans];

#[derive(Properties, PartialEq)]
pub struct PeopleListProps {
    pub filter: PeopleFilter,
    pub sort: PeopleSort,
    pub onsort: Callback<PeopleSort>,
    pub ontotal: Callback<u32>,
    pub opened: Option<VolunteerId>,
}

/// The list; pages of it are asked for as they come into sight.
#[component]
pub fn PeopleList(props: &PeopleListProps) -> Html {
    let desk = use_desk();
    let arrivals = desk.arrivals.about(TOPICS);
    let own = desk.news.about(TOPICS) - arrivals;
    let seen_arrivals = use_state_eq(|| arrivals);
    let rows = use_asked_rows(&desk, props, (own, *seen_arrivals));
    let active = use_state_eq(|| None::<usize>);
    {
        let active = active.setter();
        use_effect_with((props.filter.clone(), props.sort), move |_| active.set(None));
    }
    let range = rows.ask.clone();
    {
        let (count, total) = (props.ontotal.clone(), rows.rows.total());
        use_effect_with((total, rows.rows.began()), move |(total, began)| {
            if *began {
                count.emit(u32::try_from(*total).unwrap_or(u32::MAX));
            }
        });
    }
    let news = (arrivals != *seen_arrivals).then(|| {
        let show = {
            let seen = seen_arrivals.setter();
            Callback::from(move |()| seen.set(arrivals))
        };
        notice_line(
            Tone::Accent,
            desk.words.say("list-news"),
            html! { <Button label={desk.words.say("list-show")} onclick={show} /> },
        )
    });
    if !rows.rows.began() {
        return skeleton(12);
    }
    if rows.rows.total() == 0 {
        return nobody(&desk, &props.filter);
    }
    let activate = {
        let active = active.setter();
        Callback::from(move |row: usize| active.set(Some(row)))
    };
    let open = {
        let rows = rows.rows.clone();
        Callback::from(move |row: usize| {
            if let Some(person) = rows.get(row) {
                open_person(&person.id);
            }
        })
    };
    let row = {
        let (desk, rows) = (desk.clone(), rows.rows.clone());
        Callback::from(move |index: usize| rows.get(index).map_or_else(blank, |person| cells(&desk, person)))
    };
    html! {
        <div class={classes!("volunteers", props.opened.is_some().then_some("beside"))}>
            {news.unwrap_or_default()}
            <VirtualList key={format!("{:?}{:?}", props.filter, props.sort)} label={desk.words.say("nav-volunteers")} total={rows.rows.total()} active={*active} onactive={activate} onopen={open}
                onrange={range} {row} head={head(&desk, props)} test="volunteer-list" />
        </div>
    }
}

struct Asked {
    rows: UseReducerHandle<Rows>,
    ask: Callback<Range<usize>>,
}

/// Rows that are asked for when they come into sight, anew after each search, order and change.
#[hook]
fn use_asked_rows(desk: &Desk, props: &PeopleListProps, fresh: (u32, u32)) -> Asked {
    let rows = use_reducer(Rows::default);
    let asked = use_mut_ref(|| (0_u32, BTreeSet::<usize>::new(), 0..1_usize));
    let fetch = {
        let (desk, rows, asked) = (desk.clone(), rows.dispatcher(), asked.clone());
        let (filter, sort) = (props.filter.clone(), props.sort);
        move |range: Range<usize>| {
            let generation = asked.borrow().0;
            asked.borrow_mut().2 = range.clone();
            for page in pages_of(&range) {
                if asked.borrow_mut().1.insert(page) {
                    fetch_page(&desk, rows.clone(), generation, page, filter.clone(), sort);
                }
            }
        }
    };
    {
        let (fetch, asked, rows) = (fetch.clone(), asked, rows.dispatcher());
        use_effect_with((props.filter.clone(), props.sort, fresh), move |_| {
            let (generation, range) = {
                let mut asked = asked.borrow_mut();
                asked.0 += 1;
                asked.1.clear();
                (asked.0, asked.2.clone())
            };
            rows.dispatch(RowsAction::Restart(generation));
            fetch(range);
        });
    }
    Asked { rows, ask: Callback::from(fetch) }
}

fn fetch_page(
    desk: &Desk,
    rows: UseReducerDispatcher<Rows>,
    generation: u32,
    page: usize,
    filter: PeopleFilter,
    sort: PeopleSort,
) {
    let offset = u32::try_from(page * PAGE).unwrap_or(u32::MAX);
    let limit = u32::try_from(PAGE).unwrap_or(u32::MAX);
    let desk = desk.clone();
    spawn_local(async move {
        match bindings::query(Query::Volunteers { filter, sort, offset, limit }, views::volunteers).await {
            Ok(page) => rows.dispatch(RowsAction::Arrived(generation, page)),
            Err(failure) => desk.say_failure(&failure),
        }
    });
}

fn head(desk: &Desk, props: &PeopleListProps) -> Html {
    let sorted = |label: &'static str, sort: PeopleSort| {
        let (onsort, label) = (props.onsort.clone(), desk.words.say(label));
        let current = props.sort == sort;
        html! {
            <span role="columnheader" aria-sort={if current { "ascending" } else { "none" }}>
                <button type="button" class={classes!("column", current.then_some("current"))} onclick={move |_| onsort.emit(sort)}>{label}</button>
            </span>
        }
    };
    let plain = |label: &'static str| html! { <span role="columnheader">{desk.words.say(label)}</span> };
    html! {
        <>
            {sorted(key("column-name"), PeopleSort::Name)}
            {plain(key("column-phone"))}
            {sorted(key("column-district"), PeopleSort::District)}
            {plain(key("column-skills"))}
            {sorted(key("column-week"), PeopleSort::WeekBooked)}
            {sorted(key("column-asked"), PeopleSort::LastAsked)}
            {plain(key("column-status"))}
        </>
    }
}

fn cells(desk: &Desk, person: &VolunteerRow) -> Html {
    let contact = person.phone.clone().or_else(|| person.email.clone()).unwrap_or_default();
    let asked = person.last_asked.map(|at| desk.dates.ago(at, now())).unwrap_or_default();
    html! {
        <>
            <span role="gridcell" class="who"><strong>{person.family.clone()}</strong>{" "}{person.given.clone()}</span>
            <span role="gridcell">{contact}</span>
            <span role="gridcell">{person.district.clone().unwrap_or_default()}</span>
            <span role="gridcell">{skills(&desk.words, &person.skills)}</span>
            <span role="gridcell" class="figures">{if person.week_booked.0 > 0 { hours(person.week_booked.0) } else { String::new() }}</span>
            <span role="gridcell" class="soft">{asked}</span>
            <span role="gridcell">{standing(desk, person)}</span>
        </>
    }
}

fn standing(desk: &Desk, person: &VolunteerRow) -> Html {
    if person.lent {
        return chip(Tone::Accent, Icon::Loans, desk.words.say("person-lent"));
    }
    let (tone, icon) = match person.status {
        PersonStatus::ToInform => (Tone::Warn, Icon::Info),
        PersonStatus::Active => (Tone::Good, Icon::Done),
        PersonStatus::Paused => (Tone::Calm, Icon::Waiting),
        PersonStatus::Withdrawn => (Tone::Calm, Icon::Close),
    };
    chip(tone, icon, person_status(&desk.words, person.status))
}

fn blank() -> Html {
    html! { <span class="list-blank" aria-hidden="true" /> }
}

fn nobody(desk: &Desk, filter: &PeopleFilter) -> Html {
    let words = &desk.words;
    if *filter == PeopleFilter::default() {
        empty(words.say("volunteers-none-title"), words.say("volunteers-none"), Html::default())
    } else {
        empty(words.say("volunteers-no-match-title"), words.say("volunteers-no-match"), Html::default())
    }
}
