//! Places, needs and shifts.

use super::undo::Back;
use super::{Desk, Draft, drafts};
use crate::fresh;
use crate::trouble::Trouble;
use mainforte_api::{NeedDraft, Outcome, PlaceDraft, Refusal, ShiftEdit};
use mainforte_documents::Record;
use mainforte_domain::{
    DistrictId, DocumentId, KindId, Minute, Need, NeedId, NeedStatus, OrgId, Place, PlaceId, Shift, ShiftId,
    ShiftStatus, Window, fold,
};
use mainforte_store::StoredShift;

const SLOTS_MAX: usize = 400;

impl Desk {
    pub(super) fn put_place(&mut self, form: PlaceDraft, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        let name = drafts::needed("name", &form.name)?;
        let before = form.id.as_ref().map(|id| self.store.place(id)).transpose()?.flatten();
        let id = match form.id {
            Some(id) => id,
            None => fresh::named(&*self.world, &name)?,
        };
        let mut draft = Draft::of("put_place", name.clone(), 1);
        let back = before.clone().map(|place| Back::Restore(Box::new(Record::Place(place))));
        let place = Place { id: id.clone(), name, district: form.district, point: before.and_then(|p| p.point) };
        draft.put(DocumentId::Association(me.org), Record::Place(place), back);
        let written = self.write(draft, now)?;
        Ok(Outcome::PlaceSaved { id, entry: written.entry })
    }

    pub(super) fn publish_need(&mut self, form: NeedDraft, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        let calendar = self.calendar()?;
        let title = drafts::needed("title", &form.title)?;
        let roles = drafts::roles(form.roles)?;
        if form.slots.is_empty() || form.slots.len() > SLOTS_MAX {
            let problem = if form.slots.is_empty() { "empty" } else { "too_many" };
            return Err(Trouble::invalid("slots", problem, form.slots.len()));
        }
        let windows = form.slots.iter().map(|s| drafts::window(s, &calendar)).collect::<Result<Vec<Window>, _>>()?;
        let mut draft = Draft::of("publish_need", title.clone(), windows.len());
        let place = self.place_named(&mut draft, &me.org, &drafts::needed("place", &form.place)?, form.district)?;
        let need = self.new_need(&mut draft, &me.org, (&title, &form.kind, &form.note), &windows, now)?;
        let mut shifts = Vec::with_capacity(windows.len());
        for window in windows {
            let shift = Shift {
                id: fresh::id(&*self.world, "s")?,
                need: need.clone(),
                title: title.clone(),
                kind: form.kind.clone(),
                place: place.clone(),
                window,
                priority: form.priority,
                remote: form.remote,
                needs_vetted: form.needs_vetted,
                language: form.language.clone().filter(|l| !l.trim().is_empty()),
                roles: roles.clone(),
                status: ShiftStatus::Planned,
            };
            shifts.push(shift.id.clone());
            draft.put(self.board(&me.org, window.from)?, Record::Shift(shift), Some(Back::Cancel));
        }
        let written = self.write(draft, now)?;
        Ok(Outcome::NeedPublished { id: need, shifts, entry: written.entry })
    }

    pub(super) fn edit_shift(&mut self, id: &ShiftId, edit: ShiftEdit, now: Minute) -> Result<Outcome, Trouble> {
        let StoredShift { shift: before, document, .. } = self.own_shift(id)?;
        let mut after = before.clone();
        if let Some(title) = &edit.title {
            after.title = drafts::needed("title", title)?;
        }
        if let Some(window) = edit.window {
            after.window = Window::new(window.from, window.until)
                .filter(|w| w.length().0 <= 1440)
                .ok_or_else(|| Trouble::invalid("window", "ends_before_start", window.until.0))?;
        }
        after.priority = edit.priority.unwrap_or(after.priority);
        if let Some(roles) = edit.roles {
            after.roles = drafts::roles(roles)?;
        }
        let mut draft = Draft::of("edit_shift", after.title.clone(), 1);
        draft.put(document, Record::Shift(after), Some(Back::Restore(Box::new(Record::Shift(before)))));
        let written = self.write(draft, now)?;
        Ok(Outcome::Done { entry: written.entry })
    }

    pub(super) fn cancel_shift(&mut self, id: &ShiftId, now: Minute) -> Result<Outcome, Trouble> {
        let StoredShift { shift: before, document, .. } = self.own_shift(id)?;
        if before.status == ShiftStatus::Cancelled {
            return Err(Refusal::Cancelled.into());
        }
        let after = Shift { status: ShiftStatus::Cancelled, ..before.clone() };
        let mut draft = Draft::of("cancel_shift", after.title.clone(), 1);
        draft.put(document, Record::Shift(after), Some(Back::Restore(Box::new(Record::Shift(before)))));
        let written = self.write(draft, now)?;
        Ok(Outcome::Done { entry: written.entry })
    }

    /// The place of that name, made in the same draft when there is none.
    pub(super) fn place_named(
        &mut self,
        draft: &mut Draft,
        org: &OrgId,
        name: &str,
        district: Option<DistrictId>,
    ) -> Result<PlaceId, Trouble> {
        if let Some(place) = self.store.place_by_name(org, &fold(name))? {
            return Ok(place.id);
        }
        let place = Place { id: fresh::named(&*self.world, name)?, name: name.to_owned(), district, point: None };
        let id = place.id.clone();
        draft.put(DocumentId::Association(org.clone()), Record::Place(place), None);
        Ok(id)
    }

    /// A need in the board of its first shift.
    pub(super) fn new_need(
        &mut self,
        draft: &mut Draft,
        org: &OrgId,
        (title, kind, note): (&str, &KindId, &str),
        windows: &[Window],
        now: Minute,
    ) -> Result<NeedId, Trouble> {
        let need = Need {
            id: fresh::id(&*self.world, "n")?,
            title: title.to_owned(),
            kind: kind.clone(),
            note: note.to_owned(),
            published: now,
            status: NeedStatus::Open,
        };
        let id = need.id.clone();
        let first = windows.iter().map(|w| w.from).min().unwrap_or(now);
        draft.put(self.board(org, first)?, Record::Need(need), Some(Back::Cancel));
        Ok(id)
    }

    /// The board of the month in which a point in time falls.
    pub(super) fn board(&self, org: &OrgId, at: Minute) -> Result<DocumentId, Trouble> {
        Ok(DocumentId::Board(org.clone(), self.calendar()?.month(at)))
    }

    /// A shift of one's own organisation.
    pub(super) fn own_shift(&self, id: &ShiftId) -> Result<StoredShift, Trouble> {
        let me = self.member()?;
        let found = self.store.shift(id)?.filter(|s| *s.document.owner() == me.org);
        found.ok_or_else(|| Trouble::not_found("shift", id))
    }
}
