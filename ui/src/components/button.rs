use super::icon::{Icon, glyph};
use yew::prelude::*;

/// How much a button asks for: one primary in a view, the others plain; quiet in dense rows.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Weight {
    Primary,
    #[default]
    Plain,
    Quiet,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Weight::Primary => "primary",
            Weight::Plain => "plain",
            Weight::Quiet => "quiet",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    pub label: AttrValue,
    #[prop_or_default]
    pub weight: Weight,
    #[prop_or_default]
    pub icon: Option<Icon>,
    #[prop_or_default]
    pub onclick: Callback<()>,
    #[prop_or_default]
    pub disabled: bool,
    /// Sends its form instead of calling `onclick`.
    #[prop_or_default]
    pub submit: bool,
    /// Shows the icon alone; the label becomes its name and tooltip.
    #[prop_or_default]
    pub bare: bool,
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// Has the focus when its window opens.
    #[prop_or_default]
    pub autofocus: bool,
    /// The name by which end-to-end tests find it.
    #[prop_or_default]
    pub test: Option<&'static str>,
    /// The key that does the same, shown beside the label.
    #[prop_or_default]
    pub shortcut: Option<&'static str>,
}

#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let onclick = {
        let (asked, submit) = (props.onclick.clone(), props.submit);
        Callback::from(move |_: MouseEvent| {
            if !submit {
                asked.emit(());
            }
        })
    };
    let kind = if props.submit { "submit" } else { "button" };
    let name = props.bare.then(|| props.label.clone());
    html! {
        <button type={kind} class={classes!("button", props.weight.class(), props.bare.then_some("bare"))} {onclick}
            disabled={props.disabled} autofocus={props.autofocus} aria-label={name.clone()} title={name}
            aria-pressed={props.pressed.map(|pressed| pressed.to_string())} data-test={props.test}>
            if let Some(icon) = props.icon { {glyph(icon)} }
            if !props.bare { <span>{props.label.clone()}</span> }
            if let Some(shortcut) = props.shortcut { <kbd aria-hidden="true">{shortcut}</kbd> }
        </button>
    }
}
