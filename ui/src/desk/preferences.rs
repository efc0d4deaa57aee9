//! What a person chose for this computer's window: language and light. Kept by the web view, not synchronised.

use crate::words::Lang;

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    #[default]
    System,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::System];

    pub fn code(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::System => "system",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    pub lang: Lang,
    pub theme: Theme,
    /// Single letters act as shortcuts.
    pub letters_off: bool,
}

impl Preferences {
    /// What was chosen before; French and the system's light otherwise.
    pub fn load() -> Self {
        Self {
            lang: read("lang").and_then(|code| Lang::from_code(&code)).unwrap_or_default(),
            theme: read("theme").and_then(|code| Theme::from_code(&code)).unwrap_or_default(),
            letters_off: read("letters").is_some_and(|value| value == "off"),
        }
    }

    /// Keeps the choice and shows it at once.
    pub fn apply(self) {
        write("lang", self.lang.code());
        write("theme", self.theme.code());
        write("letters", if self.letters_off { "off" } else { "on" });
        let Some(root) =
            web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element())
        else {
            return;
        };
        let _ = root.set_attribute("lang", self.lang.code());
        let _ = root.set_attribute("data-theme", self.theme.code());
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn read(name: &str) -> Option<String> {
    storage()?.get_item(&format!("mainforte-{name}")).ok()?
}

fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("mainforte-{name}"), value);
    }
}
