//! People of one's own.

use super::undo::Back;
use super::{Desk, Draft, drafts};
use crate::fresh;
use crate::trouble::Trouble;
use mainforte_api::{Outcome, PairRule, PersonDraft};
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
        let form = drafts::person(id.clone(), form)?;
        let after = Person { apart: before.apart.clone(), together: before.together.clone(), ..form };
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

    /// Says with whom somebody goes or does not go. It stands with both, so that either can be lost without the rule.
    pub(super) fn set_pair(
        &mut self,
        one: &VolunteerId,
        other: &VolunteerId,
        rule: Option<PairRule>,
        now: Minute,
    ) -> Result<Outcome, Trouble> {
        if one == other {
            return Err(Trouble::invalid("pair", "with_themselves", other));
        }
        let both = [(self.own_person(one)?, other), (self.own_person(other)?, one)];
        // One name only: the other's would stay in the history when that person is erased.
        let mut draft = Draft::of("set_pair", both[0].0.name(), 1).about(one);
        for (before, partner) in both {
            let mut after = before.clone();
            after.apart.remove(partner);
            after.together.remove(partner);
            match rule {
                Some(PairRule::Apart) => after.apart.extend([partner.clone()]),
                Some(PairRule::Together) => after.together.extend([partner.clone()]),
                None => {}
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
