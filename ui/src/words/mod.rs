//! Every sentence that a person reads, in French and in English, from the Fluent files under `ui/words`.

mod answers;
mod dates;
mod lang;
mod quarantine;
mod reasons;
mod refusals;
mod seats;
mod skills;
mod sources;
mod steps;
#[cfg(test)]
mod tests;
mod typed;

pub use answers::{answer_chip, answer_words, person_status, right_chip};
pub use dates::Dates;
pub use lang::Lang;
pub use quarantine::{refused_about, refused_next, refused_why};
pub use reasons::{BETWEEN, distance as kilometres, hours, language_name, proposal_reason, rule, shortage, thousands};
pub use refusals::{failure_sentence, invalid_sentence};
pub use seats::{seat, seat_and_role, why};
pub use skills::{skill_name, typed_skill};
pub use steps::{history_step, lend_refused};
pub use typed::{read_day, read_time, typed_day};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::rc::Rc;

/// The words of one language, ready to be said.
#[derive(Clone)]
pub struct Words {
    lang: Lang,
    bundle: Rc<FluentBundle<FluentResource>>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}

impl Words {
    /// Reads the files of `lang`. A line that Fluent cannot read is left out here and fails the tests.
    pub fn new(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new(vec![lang.identifier()]);
        bundle.set_use_isolating(false);
        for (_, text) in sources::files(lang) {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle: Rc::new(bundle) }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence for `key`. An unknown key is said as itself, which the tests forbid.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The sentence for `key` with its variables filled in.
    pub fn say_with(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set((*name).to_owned(), value.clone());
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

/// `say!(words, "sync-to-send", count = 3)`: the sentence for a key with its variables.
#[macro_export]
macro_rules! say {
    ($words:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $words.say_with($key, &[$((stringify!($name), fluent_bundle::FluentValue::from($value))),*])
    };
}

/// Marks a literal as a key of the Fluent files, for keys chosen away from where they are said. The tests look for it.
pub const fn key(key: &'static str) -> &'static str {
    key
}
