//! Form fields: a label, a control, a hint, and the error that belongs to it.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Unique in the page; ties the label, the hint and the error to the control.
    pub id: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub onchange: Callback<String>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// `text`, `number`, `date`, `time`, `search`, `tel`, `email`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    #[prop_or_default]
    pub required: bool,
    #[prop_or_default]
    pub lines: u32,
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Choices offered while typing.
    #[prop_or_default]
    pub suggestions: Vec<AttrValue>,
}

#[component]
pub fn Field(props: &FieldProps) -> Html {
    let described = described_by(&props.id, props.hint.is_some(), props.error.is_some());
    let invalid = props.error.is_some().then_some("true");
    let control = if props.lines > 1 {
        html! {
            <textarea id={props.id.clone()} rows={props.lines.to_string()} value={props.value.clone()} oninput={typed(&props.onchange)}
                aria-describedby={described} aria-invalid={invalid} required={props.required}
                placeholder={props.placeholder.clone()} data-test={props.id.clone()} />
        }
    } else {
        let list = (!props.suggestions.is_empty()).then(|| format!("{}-list", props.id));
        html! {
            <>
                <input id={props.id.clone()} type={props.kind.clone()} value={props.value.clone()} oninput={typed(&props.onchange)}
                    aria-describedby={described} aria-invalid={invalid} required={props.required} list={list.clone()}
                    placeholder={props.placeholder.clone()} autocomplete="off" data-test={props.id.clone()} />
                if let Some(list) = list {
                    <datalist id={list}>{for props.suggestions.iter().map(|choice| html! { <option value={choice.clone()} /> })}</datalist>
                }
            </>
        }
    };
    framed(&props.id, &props.label, props.hint.clone(), props.error.clone(), control)
}

#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    pub id: AttrValue,
    pub label: AttrValue,
    /// Value and words of each choice.
    pub choices: Vec<(AttrValue, AttrValue)>,
    pub value: AttrValue,
    pub onchange: Callback<String>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let onchange = {
        let chosen = props.onchange.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
                chosen.emit(select.value());
            }
        })
    };
    let described = described_by(&props.id, props.hint.is_some(), props.error.is_some());
    let control = html! {
        <select id={props.id.clone()} {onchange} aria-describedby={described} data-test={props.id.clone()}
            aria-invalid={props.error.is_some().then_some("true")}>
            {for props.choices.iter().map(|(value, words)| html! {
                <option value={value.clone()} selected={*value == props.value}>{words.clone()}</option>
            })}
        </select>
    };
    framed(&props.id, &props.label, props.hint.clone(), props.error.clone(), control)
}

#[derive(Properties, PartialEq)]
pub struct TickProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub checked: bool,
    pub onchange: Callback<bool>,
}

/// A check box with its label.
#[component]
pub fn Tick(props: &TickProps) -> Html {
    let onchange = {
        let changed = props.onchange.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                changed.emit(input.checked());
            }
        })
    };
    html! {
        <label class="tick" for={props.id.clone()}>
            <input id={props.id.clone()} type="checkbox" checked={props.checked} {onchange} data-test={props.id.clone()} />
            <span>{props.label.clone()}</span>
        </label>
    }
}

fn typed(onchange: &Callback<String>) -> Callback<InputEvent> {
    let changed = onchange.clone();
    Callback::from(move |event: InputEvent| {
        let Some(target) = event.target() else { return };
        if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
            changed.emit(input.value());
        } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
            changed.emit(area.value());
        }
    })
}

fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts: Vec<_> = [(hint, "hint"), (error, "error")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn framed(id: &AttrValue, label: &AttrValue, hint: Option<AttrValue>, error: Option<AttrValue>, control: Html) -> Html {
    html! {
        <div class="field">
            <label for={id.clone()}>{label.clone()}</label>
            {control}
            if let Some(hint) = hint { <p class="field-hint" id={format!("{id}-hint")}>{hint}</p> }
            if let Some(error) = error { <p class="field-error" id={format!("{id}-error")} role="alert">{error}</p> }
        </div>
    }
}
