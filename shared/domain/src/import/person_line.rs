//! One line of a list of people, read cell by cell. What is not understood goes to the note with its header.

use super::{
    Column, ImportedPerson, PersonColumn, RefusedCell,
    cells::Cells,
    columns, contacts, shortened, usual_week,
    vocabulary::{self, Vocabulary},
};
use crate::{PersonStatus, WeekWindow, fold};

/// What one line says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) person: ImportedPerson,
    /// `Header : value` for each cell that was not understood wholly.
    pub(super) kept: Vec<String>,
    /// Why it cannot be taken; empty when it can.
    pub(super) refused: Vec<RefusedCell>,
}

/// Reads one line.
pub(super) fn read(row: &Cells, columns: &[Column<PersonColumn>], vocabulary: &Vocabulary) -> Reading {
    if let Some(trouble) = columns::row_trouble(row, columns) {
        return Reading { refused: vec![trouble], ..Reading::default() };
    }
    let mut reading = Reading::default();
    for (place, column) in columns.iter().enumerate() {
        let cell = columns::cell(row, place, column.meaning.is_some_and(PersonColumn::lists));
        if !cell.is_empty() {
            reading.take(column, &cell, vocabulary);
        }
    }
    reading.finish()
}

impl Reading {
    fn take(&mut self, column: &Column<PersonColumn>, cell: &str, vocabulary: &Vocabulary) {
        let understood = match column.meaning {
            Some(PersonColumn::Name) => self.take_name(cell, false),
            Some(PersonColumn::NameFamilyFirst) => self.take_name(cell, true),
            Some(PersonColumn::Given) => put(&mut self.person.given, cell),
            Some(PersonColumn::Family) => put(&mut self.person.family, cell),
            Some(PersonColumn::Phone) => self.take_phones(cell),
            Some(PersonColumn::Email) => self.take_emails(cell),
            Some(PersonColumn::District) => {
                self.person.district = vocabulary.district(cell);
                self.person.district.is_some()
            }
            Some(PersonColumn::Kinds | PersonColumn::Skills) => self.take_abilities(cell, vocabulary),
            Some(PersonColumn::Licence) => self.take_licence(cell),
            Some(PersonColumn::Languages) => self.take_languages(cell),
            Some(PersonColumn::Availability) => self.take_week(cell),
            Some(PersonColumn::Day) => self.take_day(&column.header, cell),
            Some(PersonColumn::Status) => self.take_status(cell),
            Some(PersonColumn::Note) => {
                self.note(cell);
                true
            }
            None => {
                self.note(&format!("{} : {cell}", column.header));
                true
            }
        };
        if !understood {
            let kept = format!("{} : {cell}", column.header);
            self.note(&kept);
            self.kept.push(kept);
        }
    }

    fn note(&mut self, line: &str) {
        if !self.person.note.is_empty() {
            self.person.note.push('\n');
        }
        self.person.note.push_str(line);
    }

    fn take_name(&mut self, cell: &str, family_first: bool) -> bool {
        (self.person.given, self.person.family) = split_name(cell, family_first);
        true
    }

    fn take_phones(&mut self, cell: &str) -> bool {
        let found = contacts::phones(cell);
        let understood = found.bad.is_empty() && !found.has_words;
        self.person.phones.extend(found.good);
        self.refused.extend(found.bad.iter().map(|value| RefusedCell::BadPhone(shortened(value))));
        understood
    }

    fn take_emails(&mut self, cell: &str) -> bool {
        let found = contacts::emails(cell);
        let understood = found.bad.is_empty();
        self.person.emails.extend(found.good);
        self.refused.extend(found.bad.iter().map(|value| RefusedCell::BadEmail(shortened(value))));
        understood
    }

    /// Kinds of help and skills share their cells in real lists: what is no kind is a skill.
    fn take_abilities(&mut self, cell: &str, vocabulary: &Vocabulary) -> bool {
        let whole = vocabulary::answers(cell).flat_map(|answer| {
            let halves: Vec<&str> = answer.split(" et ").map(str::trim).filter(|half| !half.is_empty()).collect();
            let known = halves.iter().all(|half| vocabulary.kind(half).is_some());
            if known { halves } else { vec![answer] }
        });
        for answer in whole {
            match vocabulary.kind(answer) {
                Some(kind) => self.person.offers.insert(kind),
                None => self.person.skills.insert(vocabulary::skill(&answer.chars().take(80).collect::<String>())),
            };
        }
        true
    }

    fn take_licence(&mut self, cell: &str) -> bool {
        let said = fold(cell);
        let drives = is_yes(&said) || matches!(said.as_str(), "b" | "permis" | "permis b" | "be" | "c" | "d");
        if drives {
            self.person.skills.insert("driver".to_owned());
        }
        drives || is_no(&said)
    }

    fn take_languages(&mut self, cell: &str) -> bool {
        let mut understood = true;
        let words = cell.replace(" et ", ",").replace(" and ", ",");
        for word in vocabulary::answers(&words) {
            match vocabulary::language(word) {
                Some(code) => {
                    self.person.languages.insert(code);
                }
                None => understood = false,
            }
        }
        understood
    }

    fn take_week(&mut self, cell: &str) -> bool {
        let week = usual_week::read_usual_week(cell);
        let said = self.person.availability.drain(..).chain(week.windows).collect();
        self.person.availability = WeekWindow::normalised(said);
        week.unknown.is_empty()
    }

    /// A day's column: ticked, or with hours in it.
    fn take_day(&mut self, day: &str, cell: &str) -> bool {
        let said = fold(cell);
        if is_no(&said) {
            return true;
        }
        let ticked = is_yes(&said) || said.is_empty();
        if ticked { self.take_week(day) } else { self.take_week(&format!("{day} {cell}")) }
    }

    fn take_status(&mut self, cell: &str) -> bool {
        self.person.status = match fold(cell).as_str() {
            "informe" | "informee" | "informed" => Some(PersonStatus::Active),
            "en pause" | "pause" | "paused" | "indisponible" | "suspendu" | "suspendue" => Some(PersonStatus::Paused),
            "parti" | "partie" | "retire" | "retiree" | "withdrawn" | "inactif" | "inactive" => {
                Some(PersonStatus::Withdrawn)
            }
            // Whoever is active in somebody's list still has to be told that they are in this one.
            "actif" | "active" | "a informer" | "to inform" => return true,
            _ => return false,
        };
        true
    }

    /// A line needs a name and one way to reach the person; a bad number beside a good one is kept in the note.
    fn finish(mut self) -> Self {
        let reachable = !self.person.phones.is_empty() || !self.person.emails.is_empty();
        if reachable {
            self.refused.clear();
        } else if self.refused.is_empty() {
            self.refused.push(RefusedCell::NoContact);
        }
        if fold(&self.person.name()).is_empty() {
            self.refused.insert(0, RefusedCell::NoName);
        }
        self
    }
}

fn put(field: &mut String, cell: &str) -> bool {
    field.push_str(cell);
    true
}

fn is_yes(folded: &str) -> bool {
    matches!(folded, "x" | "oui" | "o" | "yes" | "y" | "1" | "ok" | "vrai" | "true")
}

fn is_no(folded: &str) -> bool {
    matches!(folded, "non" | "n" | "no" | "0" | "faux" | "false" | "aucun" | "aucune" | "none")
}

const CIVILITIES: &[&str] = &["m", "mr", "mme", "mlle", "madame", "monsieur", "mademoiselle", "mrs", "ms", "dr"];

/// Given and family name out of one cell: a comma or capitals tell which is which, else the column's habit.
fn split_name(cell: &str, family_first: bool) -> (String, String) {
    if let Some((family, given)) = cell.split_once(',') {
        return (given.trim().to_owned(), family.trim().to_owned());
    }
    let words: Vec<&str> = cell.split(' ').skip_while(|word| CIVILITIES.contains(&fold(word).as_str())).collect();
    let (loud, quiet): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(|word| is_loud(word));
    if !loud.is_empty() && !quiet.is_empty() {
        return (quiet.join(" "), loud.join(" "));
    }
    let split = if family_first { words.split_last() } else { words.split_first() };
    split.map_or_else(Default::default, |(given, family)| ((*given).to_owned(), family.join(" ")))
}

/// `DURAND`, as family names are written in France; `J.` is an initial.
fn is_loud(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word == word.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_name_falls_into_given_and_family_name() {
        for (cell, family_first, given, family) in [
            ("Marie Durand", false, "Marie", "Durand"),
            ("Durand Marie", true, "Marie", "Durand"),
            ("DURAND Marie", false, "Marie", "DURAND"),
            ("Jean-Pierre DE LA TOUR", true, "Jean-Pierre", "DE LA TOUR"),
            ("Durand, Marie-Claude", false, "Marie-Claude", "Durand"),
            ("Mme Marie Durand", false, "Marie", "Durand"),
            ("de la Tour Anne", true, "Anne", "de la Tour"),
            ("Marie", false, "Marie", ""),
            ("M.", false, "", ""),
        ] {
            assert_eq!(split_name(cell, family_first), (given.to_owned(), family.to_owned()), "{cell}");
        }
    }
}
