use yew::prelude::*;

/// The icons in use; each is a symbol of `assets/icons/sprite.svg` (Lucide, ISC).
macro_rules! icons {
    ($($name:ident = $id:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($name),+ }

        impl Icon {
            fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }
            #[cfg(test)]
            const ALL: &'static [Icon] = &[$(Icon::$name),+];
        }
    };
}

icons! {
Today = "sun", Planning = "calendar-days", Needs = "clipboard-list", Volunteers = "users", Loans = "hand-helping",
Settle = "scale", Settings = "settings", Help = "circle-question-mark", Offline = "cloud-off", InSync = "cloud-check",
Sending = "cloud-upload", Search = "search", Add = "plus", Done = "check", Close = "x", Previous = "chevron-left",
Next = "chevron-right", Phone = "phone", Warn = "triangle-alert", Undo = "undo-2", Copy = "copy",
Association = "building-2", Swap = "arrow-right-left", Info = "info", Plan = "calendar-check",
Import = "file-up", Edit = "pencil", Asked = "circle-dashed", Held = "circle-check", Invite = "user-plus",
Waiting = "clock", Refresh = "refresh-cw", }

/// The drawings, once for the whole page.
pub fn sprite() -> Html {
    Html::from_html_unchecked(AttrValue::from(include_str!("../../assets/icons/sprite.svg")))
}

/// An icon beside a word, hidden from screen readers because the word says it.
pub fn glyph(icon: Icon) -> Html {
    let href = format!("#icon-{}", icon.id());
    html! { <svg class="glyph" aria-hidden="true" focusable="false"><use href={href} /></svg> }
}

#[cfg(test)]
mod tests {
    use super::Icon;
    use std::collections::BTreeSet;

    #[test]
    fn the_sprite_holds_the_icons_in_use_and_no_other() {
        let sprite = include_str!("../../assets/icons/sprite.svg");
        let drawn: BTreeSet<_> = sprite.split("id=\"icon-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let used: BTreeSet<_> = Icon::ALL.iter().map(|icon| icon.id()).collect();
        assert_eq!(drawn, used);
    }
}
