//! People of one's own.

use super::undo::Back;
use super::{Desk, Draft, drafts};
use crate::fresh;
use crate::trouble::Trouble;
use mainforte_api::{Outcome, PersonDraft};
use mainforte_documents::Record;
use mainforte_domain::{DocumentId, Minute, Person, PersonStatus, VolunteerId};

impl Desk {
    pub(super) fn add_person(&mut self, draft: PersonDraft, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        let person = drafts::person(fresh::id(&*self.world, "v")?, draft)?;
        let id = person.id.clone();
        let mut draft = Draft::of("add_person", person.name(), 1).about(&id);
        draft.put(DocumentId::Person(me.org, id.clone()), Record::Person(person), Some(Back::Cancel));
        let written = self.write(draft, now)?;
        Ok(Outcome::PersonSaved { id, entry: written.entry })
    }

    pub(super) fn edit_person(&mut self, id: &VolunteerId, form: PersonDraft, now: Minute) -> Result<Outcome, Trouble> {
        let before = self.own_person(id)?;
        let after = drafts::person(id.clone(), form)?;
        let mut draft = Draft::of("edit_person", after.name(), 1).about(id);
        self.put_person(&mut draft, before, after)?;
        let written = self.write(draft, now)?;
        Ok(Outcome::PersonSaved { id: id.clone(), entry: written.entry })
    }

    pub(super) fn set_person_status(
        &mut self,
        ids: &[VolunteerId],
        status: PersonStatus,
        now: Minute,
    ) -> Result<Outcome, Trouble> {
        let mut draft = Draft::of("set_person_status", String::new(), ids.len());
        if let Some(named) = ids.first() {
            draft = draft.about(named);
        }
        for id in ids {
            let before = self.own_person(id)?;
            let after = Person { status, ..before.clone() };
            if let Some(entry) = draft.entry.as_mut().filter(|e| e.subject.is_empty()) {
                entry.subject = after.name();
            }
            self.put_person(&mut draft, before, after)?;
        }
        let written = self.write(draft, now)?;
        Ok(Outcome::Done { entry: written.entry })
    }

    fn put_person(&self, draft: &mut Draft, before: Person, after: Person) -> Result<(), Trouble> {
        let me = self.member()?;
        let document = DocumentId::Person(me.org, after.id.clone());
        draft.put(document, Record::Person(after), Some(Back::Restore(Box::new(Record::Person(before)))));
        Ok(())
    }

    pub(super) fn own_person(&self, id: &VolunteerId) -> Result<Person, Trouble> {
        let me = self.member()?;
        let found = self.store.person(id)?.filter(|found| found.owner == me.org);
        Ok(found.ok_or_else(|| Trouble::not_found("volunteer", id))?.person)
    }
}
