use crate::{DistrictId, KindId, Person, PersonStatus, VolunteerId, WeekWindow};
use std::collections::BTreeSet;

/// A person as a list tells, before anybody has given them an id. What the list does not say is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedPerson {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Normalised.
    pub phones: BTreeSet<String>,
    /// In small letters.
    pub emails: BTreeSet<String>,
    /// Where they start from.
    pub district: Option<DistrictId>,
    /// The kinds of help that they offer.
    pub offers: BTreeSet<KindId>,
    /// What they can do.
    pub skills: BTreeSet<String>,
    /// ISO 639-1 codes.
    pub languages: BTreeSet<String>,
    /// When they can; empty: not said.
    pub availability: Vec<WeekWindow>,
    /// Only when the list says that somebody pauses, has left or has been told.
    pub status: Option<PersonStatus>,
    /// Remarks, and everything that was not understood, a line each.
    pub note: String,
}

/// What a merged line added to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A phone number.
    Phones,
    /// An e-mail address.
    Emails,
    /// The district.
    District,
    /// A kind of help.
    Offers,
    /// A skill.
    Skills,
    /// A language.
    Languages,
    /// Times.
    Availability,
    /// Where they stand.
    Status,
    /// Words in the note.
    Note,
}

/// A note grows no longer than this when lines are merged into it.
const NOTE_CHARACTERS_MAX: usize = 20_000;

impl ImportedPerson {
    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }

    /// A new person: to be informed that they are in the list, unless it says otherwise.
    pub fn into_person(self, id: VolunteerId) -> Person {
        let mut person = Person::named(id, &self.given, &self.family);
        self.add_to(&mut person);
        person.status = self.status.unwrap_or(PersonStatus::ToInform);
        person
    }

    /// Adds what the list says to somebody already known, and says what was new. Nothing is replaced: names, district
    /// and status that are known stay.
    pub fn add_to(&self, person: &mut Person) -> Vec<Field> {
        let gained = [
            (Field::Phones, grow(&mut person.phones, &self.phones)),
            (Field::Emails, grow(&mut person.emails, &self.emails)),
            (Field::District, fill(&mut person.district, &self.district)),
            (Field::Offers, grow(&mut person.offers, &self.offers)),
            (Field::Skills, grow(&mut person.skills, &self.skills)),
            (Field::Languages, grow(&mut person.languages, &self.languages)),
            (Field::Availability, widen(&mut person.availability, &self.availability)),
            (Field::Note, append(&mut person.note, &self.note)),
        ];
        gained.into_iter().filter(|(_, gained)| *gained).map(|(field, _)| field).collect()
    }

    /// Adds what a later line says of the same person, and says what was new.
    pub(super) fn absorb(&mut self, later: &Self) -> Vec<Field> {
        let gained = [
            (Field::Phones, grow(&mut self.phones, &later.phones)),
            (Field::Emails, grow(&mut self.emails, &later.emails)),
            (Field::District, fill(&mut self.district, &later.district)),
            (Field::Offers, grow(&mut self.offers, &later.offers)),
            (Field::Skills, grow(&mut self.skills, &later.skills)),
            (Field::Languages, grow(&mut self.languages, &later.languages)),
            (Field::Availability, widen(&mut self.availability, &later.availability)),
            (Field::Status, fill(&mut self.status, &later.status)),
            (Field::Note, append(&mut self.note, &later.note)),
        ];
        gained.into_iter().filter(|(_, gained)| *gained).map(|(field, _)| field).collect()
    }
}

fn grow<T: Ord + Clone>(set: &mut BTreeSet<T>, more: &BTreeSet<T>) -> bool {
    let before = set.len();
    set.extend(more.iter().cloned());
    set.len() > before
}

fn fill<T: Clone>(known: &mut Option<T>, said: &Option<T>) -> bool {
    if known.is_none() {
        known.clone_from(said);
        return known.is_some();
    }
    false
}

fn widen(known: &mut Vec<WeekWindow>, said: &[WeekWindow]) -> bool {
    let wider = WeekWindow::normalised(known.iter().chain(said).copied().collect());
    let gained = wider != *known;
    *known = wider;
    gained
}

/// Adds the lines that are not there yet.
fn append(note: &mut String, more: &str) -> bool {
    let before = note.len();
    for line in more.lines() {
        let known = note.lines().any(|known| known == line);
        if known || note.len() + line.len() > NOTE_CHARACTERS_MAX {
            continue;
        }
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(line);
    }
    note.len() > before
}
