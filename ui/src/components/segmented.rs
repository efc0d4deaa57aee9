use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SegmentedProps {
    /// Names the group for the browser; unique in the page.
    pub name: AttrValue,
    pub label: AttrValue,
    pub choices: Vec<(AttrValue, AttrValue)>,
    pub value: AttrValue,
    pub onchange: Callback<AttrValue>,
}

/// One of a few choices, all of them in sight: radio buttons under a calmer coat.
#[component]
pub fn Segmented(props: &SegmentedProps) -> Html {
    let choices = props.choices.iter().map(|(value, words)| {
        let (changed, chosen) = (props.onchange.clone(), value.clone());
        html! {
            <label>
                <input type="radio" name={props.name.clone()} value={value.clone()} checked={*value == props.value}
                    data-test={format!("{}-{value}", props.name)} onchange={move |_| changed.emit(chosen.clone())} />
                <span>{words.clone()}</span>
            </label>
        }
    });
    html! { <div class="segmented" role="radiogroup" aria-label={props.label.clone()}>{for choices}</div> }
}
