use super::icon::{Icon, glyph};
use yew::prelude::*;

/// What a chip means; colour comes after the icon and the word.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Calm,
    Good,
    Warn,
    Bad,
    Accent,
}

impl Tone {
    pub fn class(self) -> &'static str {
        match self {
            Tone::Calm => "calm",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
            Tone::Accent => "accent",
        }
    }
}

/// A state in an icon and a word.
pub fn chip(tone: Tone, icon: Icon, label: impl Into<AttrValue>) -> Html {
    html! { <span class={classes!("chip", tone.class())}>{glyph(icon)}<span>{label.into()}</span></span> }
}

/// A plain fact, without a state: a skill, a language.
pub fn tag(label: impl Into<AttrValue>) -> Html {
    html! { <span class="tag">{label.into()}</span> }
}
