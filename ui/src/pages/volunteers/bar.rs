use crate::components::{
    icon::{Icon, glyph},
    segmented::Segmented,
};
use crate::desk::use_desk;
use crate::say;
use crate::words::thousands;
use mainforte_api::PeopleFilter;
use mainforte_domain::{DistrictId, KindId};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub filter: PeopleFilter,
    pub onchange: Callback<PeopleFilter>,
    pub total: Option<u32>,
}

/// Search as you type, and the filters.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let oninput = {
        let (filter, changed) = (props.filter.clone(), props.onchange.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                changed.emit(PeopleFilter { search: input.value(), ..filter.clone() });
            }
        })
    };
    let offers = desk.catalogue.kinds.iter().map(|kind| (kind.id.to_string(), desk.name_of(kind))).collect();
    let districts =
        desk.catalogue.districts.iter().map(|district| (district.id.to_string(), desk.name_of(district))).collect();
    let offer = props.filter.offer.as_ref().map(KindId::as_str).unwrap_or_default();
    let district = props.filter.district.as_ref().map(DistrictId::as_str).unwrap_or_default();
    html! {
        <div class="bar" role="search">
            <label class="search">
                <span class="unseen">{words.say("search-people")}</span>
                {glyph(Icon::Search)}
                <input type="search" value={props.filter.search.clone()} {oninput} placeholder={words.say("search-people")} autocomplete="off" data-test="search" />
            </label>
            {select(words.say("filter-offer"), words.say("filter-any-offer"), offers, offer, with(props, |filter, id| filter.offer = KindId::parse(id).ok()))}
            {select(words.say("filter-district"), words.say("filter-any-district"), districts, district, with(props, |filter, id| filter.district = DistrictId::parse(id).ok()))}
            if !desk.is_city() { {whose(props, words)} }
            if let Some(total) = props.total {
                <span class="push soft small figures" aria-live="polite" data-test="volunteer-count">{say!(words, "volunteers-count", count = total, shown = thousands(total))}</span>
            }
        </div>
    }
}

fn whose(props: &BarProps, words: &crate::words::Words) -> Html {
    let value = match props.filter.lent {
        None => "all",
        Some(false) => "own",
        Some(true) => "lent",
    };
    let choices = [("all", words.say("whose-all")), ("own", words.say("whose-own")), ("lent", words.say("whose-lent"))];
    let onchange = {
        let (filter, changed) = (props.filter.clone(), props.onchange.clone());
        Callback::from(move |value: AttrValue| {
            let lent = match value.as_str() {
                "own" => Some(false),
                "lent" => Some(true),
                _ => None,
            };
            changed.emit(PeopleFilter { lent, ..filter.clone() });
        })
    };
    let choices: Vec<(AttrValue, AttrValue)> = choices.map(|(value, label)| (value.into(), label.into())).to_vec();
    html! { <Segmented name="whose" label={words.say("whose")} {choices} {value} {onchange} /> }
}

fn with(props: &BarProps, change: fn(&mut PeopleFilter, &str)) -> Callback<Event> {
    let (filter, changed) = (props.filter.clone(), props.onchange.clone());
    Callback::from(move |event: Event| {
        if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
            let mut filter = filter.clone();
            change(&mut filter, &select.value());
            changed.emit(filter);
        }
    })
}

fn select(label: String, any: String, choices: Vec<(String, String)>, value: &str, onchange: Callback<Event>) -> Html {
    html! {
        <select class="filter" aria-label={label} {onchange}>
            <option value="" selected={value.is_empty()}>{any}</option>
            {for choices.into_iter().map(|(id, name)| { let selected = id == value; html! { <option value={id} {selected}>{name}</option> } })}
        </select>
    }
}
