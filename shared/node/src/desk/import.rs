//! Importing tables: previewed and done by the same reading, so that what was shown is what happens.

use super::undo::Back;
use super::{Desk, Draft};
use crate::fresh;
use crate::trouble::Trouble;
use mainforte_api::{ImportFile, LineFate, LineView, Outcome, PeopleReport, Refusal};
use mainforte_documents::Record;
use mainforte_domain::{
    District, DocumentId, Minute, Registry, VolunteerId,
    import::{self, Candidate, Likeness, PersonFate, TableError, read_people},
};

impl Desk {
    /// What an import of people would do.
    pub(crate) fn preview_people(&mut self, file: &ImportFile) -> Result<PeopleReport, Trouble> {
        let import = self.read_people_file(file)?;
        Ok(self.people_report(import))
    }

    pub(super) fn import_people(
        &mut self,
        file: &ImportFile,
        merge_lines: &[u32],
        now: Minute,
    ) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        let import = self.read_people_file(file)?;
        let mut plan = Import {
            desk: self,
            org: me.org,
            draft: Draft::of("import_people", file.name.clone(), 0),
            of_line: Default::default(),
        };
        for line in &import.lines {
            plan.take(line.line, &line.fate, merge_lines.contains(&line.line))?;
        }
        let mut draft = plan.draft;
        if let Some(entry) = &mut draft.entry {
            entry.count = import.counts.taken + import.counts.merged + import.counts.proposed;
        }
        let written = self.write(draft, now)?;
        Ok(Outcome::PeopleImported { report: self.people_report(import), entry: written.entry })
    }

    fn read_people_file(&mut self, file: &ImportFile) -> Result<import::PeopleImport, Trouble> {
        self.member()?;
        let registry = self.registry()?;
        let known = self.store.known_people()?;
        read_people(&content(file)?, &registry, &known).map_err(|error| file_refused(&error, "no_name_column"))
    }

    /// The registry as its document has it.
    pub(super) fn registry(&mut self) -> Result<Registry, Trouble> {
        let me = self.member()?;
        let document = self.shelf.take(&self.store, &DocumentId::Registry(me.city.clone()))?;
        let mut registry = Registry {
            city: me.city,
            name: String::new(),
            time_zone: String::new(),
            hub_addresses: Vec::new(),
            districts: Default::default(),
            kinds: Default::default(),
            organisations: Default::default(),
        };
        for record in document.records().into_iter().flatten() {
            match record {
                Record::City(head) => {
                    registry.name = head.name;
                    registry.time_zone = head.time_zone;
                    registry.hub_addresses = head.hub_addresses;
                }
                Record::District(id, District { name, centre }) => {
                    registry.districts.insert(id, District { name, centre });
                }
                Record::Kind(id, kind) => {
                    registry.kinds.insert(id, kind);
                }
                Record::Organisation(organisation) => {
                    registry.organisations.insert(organisation.id.clone(), organisation);
                }
                _ => {}
            }
        }
        Ok(registry)
    }

    fn people_report(&self, import: import::PeopleImport) -> PeopleReport {
        let lines = import.lines.into_iter().filter(|line| line.fate != PersonFate::Empty);
        PeopleReport {
            encoding: import.encoding.name().to_owned(),
            columns: super::tables::columns(import.columns, |meaning| meaning.code()),
            counts: super::tables::counts(&import.counts),
            lines: lines
                .map(|line| LineView {
                    line: line.line,
                    name: line.name,
                    fate: self.fate(line.fate),
                    kept_in_note: line.kept_in_note,
                })
                .collect(),
        }
    }

    fn fate(&self, fate: PersonFate) -> LineFate {
        match fate {
            PersonFate::Taken(_) | PersonFate::Empty => LineFate::Taken,
            PersonFate::MergedWithLine { line, .. } => LineFate::MergedWithLine { line },
            PersonFate::MergedWithKnown { id, person } => LineFate::MergedWithKnown { name: person.name(), id },
            PersonFate::Proposed { candidate, candidate_name, why, .. } => {
                let (line, id) = match candidate {
                    Candidate::Line(line) => (Some(line), None),
                    Candidate::Known(id) => (None, Some(id)),
                };
                LineFate::Proposed { line, id, name: candidate_name, same_contact: why == Likeness::SameContact }
            }
            PersonFate::Refused(cells) => {
                LineFate::Refused { cells: cells.into_iter().map(super::tables::cell).collect() }
            }
        }
    }
}

/// An import on its way into a draft.
struct Import<'a> {
    desk: &'a mut Desk,
    org: mainforte_domain::OrgId,
    draft: Draft,
    /// Whom each line became.
    of_line: std::collections::BTreeMap<u32, mainforte_domain::Person>,
}

impl Import<'_> {
    fn take(&mut self, line: u32, fate: &PersonFate, merge: bool) -> Result<(), Trouble> {
        match fate {
            PersonFate::Taken(person) => self.add(line, person),
            PersonFate::MergedWithKnown { id, person } => self.merge_known(id, person),
            PersonFate::Proposed { candidate: Candidate::Known(id), person, .. } if merge => {
                self.merge_known(id, person)
            }
            PersonFate::Proposed { candidate: Candidate::Line(earlier), person, .. } if merge => {
                self.merge_line(*earlier, line, person)
            }
            PersonFate::Proposed { person, .. } => self.add(line, person),
            // What a merged line says stands in the earlier line's person already.
            PersonFate::MergedWithLine { .. } | PersonFate::Refused(_) | PersonFate::Empty => Ok(()),
        }
    }

    fn add(&mut self, line: u32, person: &import::ImportedPerson) -> Result<(), Trouble> {
        let id: VolunteerId = fresh::id(&*self.desk.world, "v")?;
        let person = person.clone().into_person(id.clone());
        self.of_line.insert(line, person.clone());
        self.draft.put(DocumentId::Person(self.org.clone(), id), Record::Person(person), Some(Back::Cancel));
        Ok(())
    }

    fn merge_known(&mut self, id: &VolunteerId, added: &import::ImportedPerson) -> Result<(), Trouble> {
        let Some(found) = self.desk.store.person(id)?.filter(|p| p.owner == self.org) else { return Ok(()) };
        let mut after = found.person.clone();
        added.add_to(&mut after);
        let back = Back::Restore(Box::new(Record::Person(found.person)));
        self.draft.put(DocumentId::Person(self.org.clone(), id.clone()), Record::Person(after), Some(back));
        Ok(())
    }

    fn merge_line(&mut self, earlier: u32, line: u32, added: &import::ImportedPerson) -> Result<(), Trouble> {
        let Some(mut person) = self.of_line.get(&earlier).cloned() else { return self.add(line, added) };
        added.add_to(&mut person);
        for line in [earlier, line] {
            self.of_line.insert(line, person.clone());
        }
        let document = DocumentId::Person(self.org.clone(), person.id.clone());
        self.draft.put(document, Record::Person(person), None);
        Ok(())
    }
}

/// The file's bytes.
pub(super) fn content(file: &ImportFile) -> Result<Vec<u8>, Trouble> {
    let decoded = data_encoding::BASE64.decode(file.content.0.as_bytes());
    decoded.map_err(|_| Refusal::File { problem: "not_base64".to_owned() }.into())
}

/// Why a file is no table; `headerless` is the code for one whose columns nobody recognises.
pub(super) fn file_refused(error: &TableError, headerless: &str) -> Trouble {
    let problem = match error {
        TableError::TooLarge(_) | TableError::TooManyLines | TableError::TooManyColumns => "too_large",
        TableError::Spreadsheet => "spreadsheet",
        TableError::NotText => "not_a_table",
        TableError::Empty => "empty",
        TableError::NoHeader { .. } => headerless,
    };
    Refusal::File { problem: problem.to_owned() }.into()
}
