//! Moving people: what they leave ends and what they take begins in one commit, all or nothing, with one undo.

use super::undo::Back;
use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Proposal, Refusal, Step};
use mainforte_documents::Record;
use mainforte_domain::{Answer, Booking, BookingId, BookingStatus, Minute, ShiftId, ShiftStatus, Window};
use mainforte_store::StoredBooking;
use std::collections::{BTreeMap, BTreeSet};

impl Desk {
    pub(super) fn rearrange(&mut self, steps: Vec<Step>, now: Minute) -> Result<Outcome, Trouble> {
        let mut left: BTreeMap<BookingId, StoredBooking> = BTreeMap::new();
        for id in steps.iter().flat_map(|step| &step.leaves) {
            left.insert(id.clone(), self.movable(id)?);
        }
        let takes: Vec<Proposal> = steps.into_iter().flat_map(|step| step.takes).collect();
        self.check_places(&takes, &left)?;
        self.check_time(&takes, &left)?;
        let subject = match takes.as_slice() {
            [one] => self.store.person(&one.volunteer)?.map_or_else(String::new, |p| p.person.name()),
            _ => String::new(),
        };
        let mut draft = Draft::of("rearrange", subject, takes.len().max(left.len()));
        if let [one] = takes.as_slice() {
            draft = draft.about(&one.volunteer);
        }
        for StoredBooking { booking: before, document, .. } in left.into_values() {
            let after = Booking { status: BookingStatus::Cancelled, ..before.clone() };
            draft.put(document, Record::Booking(after), Some(Back::Restore(Box::new(Record::Booking(before)))));
        }
        self.write_takes(draft, takes, Vec::new(), now)
    }

    /// Notes that somebody cannot come to any of these bookings.
    pub(super) fn withdraw(&mut self, bookings: &[BookingId], now: Minute) -> Result<Outcome, Trouble> {
        let mut draft = Draft::of("withdraw", String::new(), bookings.len());
        for id in bookings {
            let StoredBooking { booking: before, document, .. } = self.own_booking(id)?;
            if let Some(entry) = draft.entry.as_mut().filter(|entry| entry.subject.is_empty()) {
                entry.subject = self.store.person(&before.volunteer)?.map_or_else(String::new, |p| p.person.name());
                entry.volunteer = Some(before.volunteer.clone());
            }
            let after = Booking { answer: Answer::Withdrew, ..before.clone() };
            draft.put(document, Record::Booking(after), Some(Back::Restore(Box::new(Record::Booking(before)))));
        }
        let written = self.write(draft, now)?;
        Ok(Outcome::Done { entry: written.entry })
    }

    /// A booking that may be moved: nobody who has said yes is.
    fn movable(&self, id: &BookingId) -> Result<StoredBooking, Trouble> {
        let found = self.own_booking(id)?;
        if found.booking.answer == Answer::Yes { Err(Refusal::SaidYes.into()) } else { Ok(found) }
    }

    /// Every shift stands, nobody is twice in one, and no role has more than its places once all is done.
    fn check_places(&self, takes: &[Proposal], left: &BTreeMap<BookingId, StoredBooking>) -> Result<(), Trouble> {
        let shifts: BTreeSet<&ShiftId> = takes.iter().map(|take| &take.shift).collect();
        for shift in shifts {
            let stored = self.own_shift(shift)?;
            if stored.shift.status == ShiftStatus::Cancelled {
                return Err(Refusal::Cancelled.into());
            }
            let mut there: Vec<(String, mainforte_domain::VolunteerId)> = Vec::new();
            for booking in self.store.standing_bookings(shift)? {
                if !left.contains_key(&booking.id) {
                    there.push((booking.role, booking.volunteer));
                }
            }
            for take in takes.iter().filter(|take| take.shift == *shift) {
                let role = stored.shift.roles.get(&take.role);
                let role = role.ok_or_else(|| Trouble::not_found("role", &take.role))?;
                if there.iter().any(|(_, volunteer)| *volunteer == take.volunteer) {
                    return Err(Refusal::AlreadyBooked.into());
                }
                if there.iter().filter(|(name, _)| *name == take.role).count() >= role.max as usize {
                    return Err(Refusal::RoleFull.into());
                }
                there.push((take.role.clone(), take.volunteer.clone()));
            }
        }
        Ok(())
    }

    /// Nobody stands in two places at once when all is done.
    fn check_time(&self, takes: &[Proposal], left: &BTreeMap<BookingId, StoredBooking>) -> Result<(), Trouble> {
        let mut taken: Vec<(&Proposal, Window)> = Vec::new();
        for take in takes {
            if self.store.person(&take.volunteer)?.is_none() {
                return Err(Trouble::not_found("volunteer", &take.volunteer));
            }
            let window = self.own_shift(&take.shift)?.shift.window;
            let busy = self.clash(take, left)?;
            let twice = taken.iter().find(|(other, time)| other.volunteer == take.volunteer && time.overlaps(&window));
            if let Some(shift) = busy.or_else(|| twice.map(|(other, _)| other.shift.clone())) {
                return Err(Refusal::Overlap { shift }.into());
            }
            taken.push((take, window));
        }
        Ok(())
    }

    /// The shift in which somebody stands already at that time, those that they leave apart.
    pub(super) fn clash(
        &self,
        take: &Proposal,
        left: &BTreeMap<BookingId, StoredBooking>,
    ) -> Result<Option<ShiftId>, Trouble> {
        let window = self.own_shift(&take.shift)?.shift.window;
        let busy = self.store.bookings_of(&take.volunteer, &window)?;
        let other =
            busy.into_iter().find(|(booking, _)| !left.contains_key(&booking.id) && booking.shift != take.shift);
        Ok(other.map(|(booking, _)| booking.shift))
    }
}
