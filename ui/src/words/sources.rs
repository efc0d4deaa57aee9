use super::Lang;

macro_rules! files {
    ($lang:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../words/", $lang, "/", $name, ".ftl")))),+]
    };
}

/// The Fluent files of a language: name and text.
pub fn files(lang: Lang) -> &'static [(&'static str, &'static str)] {
    match lang {
        Lang::Fr => {
            files!("fr": "common", "shell", "sync", "join", "today", "planning", "needs", "volunteers", "import", "settle", "loans", "settings", "help", "city", "refusals")
        }
        Lang::En => {
            files!("en": "common", "shell", "sync", "join", "today", "planning", "needs", "volunteers", "import", "settle", "loans", "settings", "help", "city", "refusals")
        }
    }
}
