use super::{
    chip::Tone,
    icon::{Icon, glyph},
};
use yew::prelude::*;

/// A sentence that must not be missed, in the flow of the page: a refusal, a warning, a piece of news.
pub fn notice_line(tone: Tone, sentence: impl Into<AttrValue>, action: Html) -> Html {
    let icon = match tone {
        Tone::Good => Icon::Done,
        Tone::Warn | Tone::Bad => Icon::Warn,
        Tone::Calm | Tone::Accent => Icon::Info,
    };
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    html! { <div class={classes!("notice-line", tone.class())} {role}>{glyph(icon)}<p>{sentence.into()}</p>{action}</div> }
}
