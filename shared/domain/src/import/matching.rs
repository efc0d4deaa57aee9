//! Who a line may be: known people and earlier lines, by name and by contact.

use super::ImportedPerson;
use crate::{Person, VolunteerId, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody already registered, as far as an import must know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Who.
    pub id: VolunteerId,
    /// Given and family name.
    pub name: String,
    /// Normalised.
    pub phones: BTreeSet<String>,
    /// In small letters.
    pub emails: BTreeSet<String>,
}

impl From<&Person> for KnownPerson {
    fn from(person: &Person) -> Self {
        Self {
            id: person.id.clone(),
            name: person.name(),
            phones: person.phones.clone(),
            emails: person.emails.clone(),
        }
    }
}

/// Whom a line may be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Candidate {
    /// Somebody registered.
    Known(VolunteerId),
    /// The person of an earlier line.
    Line(u32),
}

/// Why a line may be somebody without being so for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same phone or e-mail under another name: couples share landlines, friends share addresses.
    SameContact,
    /// The same name, reached otherwise: there are two Marie Durand in every town.
    SameName,
}

/// What is known of a line's person before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// The same name and a common contact: the same person.
    Same(Candidate),
    /// Perhaps.
    Perhaps(Candidate, Likeness),
    /// Nobody.
    Nobody,
}

/// Everybody met so far.
#[derive(Default)]
pub(super) struct Register {
    by_name: BTreeMap<String, Candidate>,
    by_contact: BTreeMap<String, Candidate>,
    by_both: BTreeMap<(String, String), Candidate>,
    names: BTreeMap<Candidate, String>,
}

impl Register {
    pub(super) fn of(known: &[KnownPerson]) -> Self {
        let mut register = Self::default();
        let mut known: Vec<&KnownPerson> = known.iter().collect();
        known.sort_by(|a, b| a.id.cmp(&b.id));
        for person in known {
            let contacts = person.phones.iter().chain(&person.emails);
            register.add(Candidate::Known(person.id.clone()), &person.name, contacts);
        }
        register
    }

    /// Finds whom a person may be. Of several the one met first.
    pub(super) fn find(&self, person: &ImportedPerson) -> Match {
        let key = name_key(&person.name());
        let contacts = || person.phones.iter().chain(&person.emails);
        let same = contacts().find_map(|contact| self.by_both.get(&(key.clone(), contact.clone())));
        if let Some(candidate) = same {
            return Match::Same(candidate.clone());
        }
        if let Some(candidate) = contacts().find_map(|contact| self.by_contact.get(contact)) {
            return Match::Perhaps(candidate.clone(), Likeness::SameContact);
        }
        // A first name alone tells nothing.
        match self.by_name.get(&key).filter(|_| key.contains(' ')) {
            Some(candidate) => Match::Perhaps(candidate.clone(), Likeness::SameName),
            None => Match::Nobody,
        }
    }

    /// Remembers a person, or another contact of one already met.
    pub(super) fn add<'a>(&mut self, who: Candidate, name: &str, contacts: impl Iterator<Item = &'a String>) {
        let key = name_key(name);
        for contact in contacts {
            self.by_contact.entry(contact.clone()).or_insert_with(|| who.clone());
            self.by_both.entry((key.clone(), contact.clone())).or_insert_with(|| who.clone());
        }
        self.by_name.entry(key).or_insert_with(|| who.clone());
        self.names.entry(who).or_insert_with(|| name.to_owned());
    }

    /// A candidate's name as it was written.
    pub(super) fn name(&self, who: &Candidate) -> String {
        self.names.get(who).cloned().unwrap_or_default()
    }
}

/// A name's words in alphabetical order, folded: lists disagree on which comes first.
fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}
