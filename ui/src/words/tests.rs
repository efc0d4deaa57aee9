use super::{Lang, Words, sources};
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Messages = BTreeMap<String, BTreeSet<String>>;

/// Each message of a language with the variables that it uses.
fn messages(lang: Lang) -> Messages {
    let mut found = Messages::new();
    for (name, text) in sources::files(lang) {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            panic!("{}/{name}.ftl does not read: {errors:?}", lang.code());
        }
        let mut current = String::new();
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| is_key(key)) {
                current = key.to_owned();
                assert!(
                    found.insert(current.clone(), BTreeSet::new()).is_none(),
                    "{key} stands twice in {}",
                    lang.code()
                );
            }
            if let Some(variables) = found.get_mut(&current) {
                variables.extend(variables_of(line));
            }
        }
    }
    found
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn variables_of(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
}

/// The keys that the code says: literals in `say("…")`, `say_with("…")` and `key("…")`, and after the words in `say!(…)`.
fn keys_in_code() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |text| {
        for opening in ["say(", "say_with(", "key("] {
            keys.extend(text.split(opening).skip(1).filter_map(literal));
        }
        let after_words = |rest: &'_ str| {
            rest.split_once(',').filter(|(words, _)| !words.contains('"')).map(|(_, rest)| rest.to_owned())
        };
        keys.extend(text.split("say!(").skip(1).filter_map(after_words).filter_map(|rest| literal(&rest)));
    });
    keys.retain(|key| is_key(key));
    keys
}

/// The literal that a text begins with, after blanks.
fn literal(text: &str) -> Option<String> {
    text.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned)
}

fn visit(folder: &Path, see: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, see);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("words/tests.rs") {
            see(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn both_languages_say_the_same_things_with_the_same_variables() {
    assert_eq!(messages(Lang::Fr), messages(Lang::En));
}

#[test]
fn every_key_in_the_code_has_words() {
    let known = messages(Lang::Fr);
    let missing: Vec<_> = keys_in_code().into_iter().filter(|key| !known.contains_key(key)).collect();
    assert!(missing.is_empty(), "no words for {missing:#?}");
}

#[test]
fn no_words_without_use() {
    let used = keys_in_code();
    let unused: Vec<_> = messages(Lang::Fr).into_keys().filter(|key| !used.contains(key)).collect();
    assert!(unused.is_empty(), "nobody says {unused:#?}");
}

#[test]
fn french_marks_stand_after_a_thin_space_and_apostrophes_are_curly() {
    for (name, text) in sources::files(Lang::Fr) {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let value = line.split_once(" = ").map_or(line, |(_, value)| value);
            for wrong in [" ;", " !", " ?", " :", "« ", " »", "\u{a0};", "\u{a0}?", "'"] {
                assert!(!value.contains(wrong), "{name}.ftl line {}: {wrong:?} in {line}", number + 1);
            }
        }
    }
}

#[test]
fn says_plurals_and_variables() {
    let words = Words::new(Lang::Fr);
    assert_eq!(crate::say!(words, "sync-to-send", count = 1), "1 changement à envoyer");
    assert_eq!(crate::say!(words, "sync-to-send", count = 3), "3 changements à envoyer");
}

/// French counts nothing with the singular: a figure written into that case said "1 réunie" where nothing was merged.
#[test]
fn nothing_is_not_said_to_be_one() {
    let words = Words::new(Lang::Fr);
    assert_eq!(crate::say!(words, "import-merged", count = 0), "0 réunie");
    for (name, text) in sources::files(Lang::Fr) {
        assert!(!text.contains("[one] 1 "), "{name}.ftl says 1 where there may be none");
    }
}
