use super::{
    Candidate, Column, Encoding, Field, ImportCounts, ImportedPerson, KnownPerson, Likeness, PersonColumn, RefusedCell,
    TableError, TitleLine,
    matching::{Match, Register},
    person_columns, person_line,
    table::{Table, is_empty},
    vocabulary::Vocabulary,
};
use crate::Registry;
use std::collections::BTreeMap;

/// What a list of people says, and what becomes of each of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleImport {
    /// How the bytes were read.
    pub encoding: Encoding,
    /// How the columns were understood.
    pub columns: Vec<Column<PersonColumn>>,
    /// Lines above the header, which are not people.
    pub titles: Vec<TitleLine>,
    /// Each line below the header, in the file's order.
    pub lines: Vec<PersonLine>,
    /// How many had which fate.
    pub counts: ImportCounts,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// Its number in the file, from 1.
    pub line: u32,
    /// The name on it.
    pub name: String,
    /// What becomes of it.
    pub fate: PersonFate,
    /// `Header : value` of each cell that was not understood wholly; all of them stand in the note as well.
    pub kept_in_note: Vec<String>,
}

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonFate {
    /// A new person, with what later lines of the same person added.
    Taken(Box<ImportedPerson>),
    /// The same person as an earlier line: same name, and same phone or e-mail.
    MergedWithLine {
        /// That line.
        line: u32,
        /// What this line added to it.
        added: Vec<Field>,
    },
    /// The same person as one already registered: same name, and same phone or e-mail.
    MergedWithKnown {
        /// Who.
        id: crate::VolunteerId,
        /// What the line says: see [`ImportedPerson::add_to`].
        person: Box<ImportedPerson>,
    },
    /// Perhaps somebody else's double: a person of their own, until people say otherwise.
    Proposed {
        /// Whom they may be.
        candidate: Candidate,
        /// The candidate's name.
        candidate_name: String,
        /// Why.
        why: Likeness,
        /// The person, with what later lines added.
        person: Box<ImportedPerson>,
    },
    /// Not taken.
    Refused(Vec<RefusedCell>),
    /// Nothing is on it.
    Empty,
}

impl PersonFate {
    fn person_mut(&mut self) -> Option<&mut ImportedPerson> {
        match self {
            Self::Taken(person) | Self::Proposed { person, .. } => Some(person),
            _ => None,
        }
    }
}

/// Reads a list of people: CSV in UTF-8, UTF-16 or Windows-1252, with `;`, `,` or tabs, French or English headers.
///
/// Lines are merged only on the same name *and* the same phone or e-mail, with `known` people or with an earlier line;
/// one of the two alone is proposed to people. The same file and the same known people, in whatever order, give the
/// same answer.
pub fn read_people(bytes: &[u8], registry: &Registry, known: &[KnownPerson]) -> Result<PeopleImport, TableError> {
    let table = Table::read(bytes, person_columns::meanings)?;
    let mut sorter = Sorter { register: Register::of(known), lines: Vec::new(), places: BTreeMap::new() };
    let vocabulary = Vocabulary::of(registry);
    for row in &table.rows {
        if is_empty(row) {
            sorter.lines.push(PersonLine {
                line: row.line,
                name: String::new(),
                fate: PersonFate::Empty,
                kept_in_note: Vec::new(),
            });
        } else {
            sorter.sort(row.line, person_line::read(row, &table.columns, &vocabulary));
        }
    }
    let counts = count(&sorter.lines);
    Ok(PeopleImport {
        encoding: table.encoding,
        columns: table.columns,
        titles: table.titles,
        lines: sorter.lines,
        counts,
    })
}

/// Decides each line's fate in the file's order.
struct Sorter {
    register: Register,
    lines: Vec<PersonLine>,
    /// Where the lines that became persons stand in `lines`.
    places: BTreeMap<u32, usize>,
}

impl Sorter {
    fn sort(&mut self, line: u32, reading: person_line::Reading) {
        let person_line::Reading { person, kept, refused } = reading;
        let name = person.name();
        let fate = if refused.is_empty() { self.fate(line, person) } else { PersonFate::Refused(refused) };
        self.lines.push(PersonLine { line, name, fate, kept_in_note: kept });
    }

    fn fate(&mut self, line: u32, person: ImportedPerson) -> PersonFate {
        match self.register.find(&person) {
            Match::Same(candidate) => self.merge(candidate, person),
            Match::Perhaps(candidate, why) => {
                self.remember(line, &person);
                let candidate_name = self.register.name(&candidate);
                PersonFate::Proposed { candidate, candidate_name, why, person: Box::new(person) }
            }
            Match::Nobody => {
                self.remember(line, &person);
                PersonFate::Taken(Box::new(person))
            }
        }
    }

    fn remember(&mut self, line: u32, person: &ImportedPerson) {
        self.places.insert(line, self.lines.len());
        self.register.add(Candidate::Line(line), &person.name(), person.phones.iter().chain(&person.emails));
    }

    fn merge(&mut self, candidate: Candidate, person: ImportedPerson) -> PersonFate {
        let contacts = person.phones.iter().chain(&person.emails);
        self.register.add(candidate.clone(), &person.name(), contacts);
        match candidate {
            Candidate::Known(id) => PersonFate::MergedWithKnown { id, person: Box::new(person) },
            Candidate::Line(line) => {
                let earlier = self.places.get(&line).and_then(|place| self.lines.get_mut(*place));
                let earlier = earlier.and_then(|earlier| earlier.fate.person_mut());
                let added = earlier.map(|earlier| earlier.absorb(&person)).unwrap_or_default();
                PersonFate::MergedWithLine { line, added }
            }
        }
    }
}

fn count(lines: &[PersonLine]) -> ImportCounts {
    let mut counts = ImportCounts::default();
    for line in lines {
        match line.fate {
            PersonFate::Taken(_) => counts.taken += 1,
            PersonFate::MergedWithLine { .. } | PersonFate::MergedWithKnown { .. } => counts.merged += 1,
            PersonFate::Proposed { .. } => counts.proposed += 1,
            PersonFate::Refused(_) => counts.refused += 1,
            PersonFate::Empty => {}
        }
    }
    counts
}
