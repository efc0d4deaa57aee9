//! Full text: what is indexed of a person, and how what people type is asked.

use mainforte_domain::{Person, display_phone, fold};

/// Whether two people are found under the same words, whatever these are: folding them costs more than comparing.
pub(crate) fn says_the_same(one: &Person, other: &Person) -> bool {
    (&one.given, &one.family, &one.note) == (&other.given, &other.family, &other.note)
        && (&one.emails, &one.phones) == (&other.emails, &other.phones)
}

/// The words under which a person is found, folded. A phone number stands there as it is said in pairs, as it is typed in
/// one go, and with its country's code.
pub(crate) fn index_words(person: &Person) -> String {
    let phones = person.phones.iter().flat_map(|phone| {
        let shown = display_phone(phone);
        let typed = digits(&shown);
        [shown, typed, digits(phone)]
    });
    let words: Vec<String> = [person.given.clone(), person.family.clone(), person.note.clone()]
        .into_iter()
        .chain(person.emails.iter().cloned())
        .chain(phones)
        .collect();
    fold(&words.join(" "))
}

/// What people typed as a full-text question: each word the beginning of one that is there. None: they typed no word.
pub(crate) fn question(search: &str) -> Option<String> {
    let folded = if is_number(search) { digits(search) } else { fold(search) };
    // Folded words are letters and digits alone: no quote can end the string early.
    let words: Vec<String> = folded.split_whitespace().map(|word| format!("\"{word}\"*")).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A number is asked as one word, however it was spaced.
fn is_number(search: &str) -> bool {
    let spacing = |c: char| c.is_whitespace() || "+.-/()".contains(c);
    search.chars().any(|c| c.is_ascii_digit()) && search.chars().all(|c| c.is_ascii_digit() || spacing(c))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_asked_by_their_beginning_and_numbers_in_one_piece() {
        assert_eq!(question(" Cœur d’É").as_deref(), Some("\"coeur\"* \"d\"* \"e\"*"));
        assert_eq!(question("06 12.34").as_deref(), Some("\"061234\"*"));
        assert_eq!(question("+33 6").as_deref(), Some("\"336\"*"));
        assert_eq!(question("\" OR *"), Some("\"or\"*".to_owned()));
        assert_eq!(question(" ¿? "), None);
    }
}
