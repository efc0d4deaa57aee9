//! Booking people, taking bookings back, writing down what they said.

use super::undo::Back;
use super::{Desk, Draft};
use crate::fresh;
use crate::planner;
use crate::trouble::Trouble;
use mainforte_api::{EligibilityRule, Outcome, Proposal, Refusal};
use mainforte_documents::Record;
use mainforte_domain::{Answer, Booking, BookingId, BookingStatus, Minute, Right, ShiftStatus};
use mainforte_store::StoredBooking;
use std::collections::BTreeMap;

impl Desk {
    pub(super) fn book(&mut self, proposal: Proposal, deliberately: bool, now: Minute) -> Result<Outcome, Trouble> {
        self.check_bookable(&proposal, deliberately)?;
        let rules = if deliberately { Vec::new() } else { planner::broken_rules(&self.store, &proposal)? };
        if let Some(EligibilityRule::Overlap { shift }) =
            rules.iter().find(|r| matches!(r, EligibilityRule::Overlap { .. }))
        {
            return Err(Refusal::Overlap { shift: shift.clone() }.into());
        }
        // Booking somebody whom the association does not hold is no breach: it is a request to the city.
        let broken: Vec<EligibilityRule> = rules.into_iter().filter(|r| *r != EligibilityRule::NotHeld).collect();
        if !broken.is_empty() {
            return Err(Refusal::AgainstRule { rules: broken }.into());
        }
        self.write_bookings("book", vec![proposal], Vec::new(), now)
    }

    pub(super) fn accept(&mut self, proposals: Vec<Proposal>, now: Minute) -> Result<Outcome, Trouble> {
        let mut taken = Vec::with_capacity(proposals.len());
        let mut refused = Vec::new();
        let nobody_leaves = BTreeMap::new();
        for proposal in proposals {
            // Somebody may have booked the same person since the plan was made.
            let free =
                self.check_bookable(&proposal, false).and_then(|()| match self.clash(&proposal, &nobody_leaves)? {
                    Some(shift) => Err(Refusal::Overlap { shift }.into()),
                    None => Ok(()),
                });
            match free {
                Ok(()) => taken.push(proposal),
                Err(Trouble::Refused(refusal)) => refused.push((proposal, *refusal)),
                Err(other) => return Err(other),
            }
        }
        self.write_bookings("accept", taken, refused, now)
    }

    pub(super) fn cancel_booking(&mut self, id: &BookingId, now: Minute) -> Result<Outcome, Trouble> {
        self.change_booking("cancel_booking", id, now, |before| Booking { status: BookingStatus::Cancelled, ..before })
    }

    pub(super) fn set_answer(&mut self, id: &BookingId, answer: Answer, now: Minute) -> Result<Outcome, Trouble> {
        self.change_booking("set_answer", id, now, |before| Booking { answer, ..before })
    }

    fn change_booking(
        &mut self,
        name: &str,
        id: &BookingId,
        now: Minute,
        change: impl FnOnce(Booking) -> Booking,
    ) -> Result<Outcome, Trouble> {
        let StoredBooking { booking: before, document, .. } = self.own_booking(id)?;
        let after = change(before.clone());
        let subject = self.store.person(&after.volunteer)?.map_or_else(String::new, |p| p.person.name());
        let mut draft = Draft::of(name, subject, 1).about(&after.volunteer);
        draft.put(document, Record::Booking(after), Some(Back::Restore(Box::new(Record::Booking(before)))));
        let written = self.write(draft, now)?;
        Ok(Outcome::Done { entry: written.entry })
    }

    /// A booking of one's own that has not been taken back.
    pub(super) fn own_booking(&self, id: &BookingId) -> Result<StoredBooking, Trouble> {
        let me = self.member()?;
        let found = self.store.booking(id)?.filter(|found| *found.document.owner() == me.org);
        let found = found.ok_or_else(|| Trouble::not_found("booking", id))?;
        if found.booking.status == BookingStatus::Cancelled { Err(Refusal::Cancelled.into()) } else { Ok(found) }
    }

    /// What no override can pass: the shift stands, the role exists and the person is known and not in it already. Deliberate
    /// booking passes a full role.
    fn check_bookable(&self, proposal: &Proposal, deliberately: bool) -> Result<(), Trouble> {
        let stored = self.own_shift(&proposal.shift)?;
        if stored.shift.status == ShiftStatus::Cancelled {
            return Err(Refusal::Cancelled.into());
        }
        let role = stored.shift.roles.get(&proposal.role);
        let role = role.ok_or_else(|| Trouble::not_found("role", &proposal.role))?;
        if self.store.person(&proposal.volunteer)?.is_none() {
            return Err(Trouble::not_found("volunteer", &proposal.volunteer));
        }
        let standing = self.store.standing_bookings(&proposal.shift)?;
        if standing.iter().any(|b| b.volunteer == proposal.volunteer) {
            return Err(Refusal::AlreadyBooked.into());
        }
        let taken = standing.iter().filter(|b| b.role == proposal.role).count();
        if !deliberately && taken >= role.max as usize {
            return Err(Refusal::RoleFull.into());
        }
        Ok(())
    }

    fn write_bookings(
        &mut self,
        name: &str,
        proposals: Vec<Proposal>,
        refused: Vec<(Proposal, Refusal)>,
        now: Minute,
    ) -> Result<Outcome, Trouble> {
        let subject = match proposals.as_slice() {
            [one] => self.store.person(&one.volunteer)?.map_or_else(String::new, |p| p.person.name()),
            _ => String::new(),
        };
        let mut draft = Draft::of(name, subject, proposals.len());
        if let [one] = proposals.as_slice() {
            draft = draft.about(&one.volunteer);
        }
        self.write_takes(draft, proposals, refused, now)
    }

    /// Writes a draft with new bookings added to it.
    pub(super) fn write_takes(
        &mut self,
        mut draft: Draft,
        proposals: Vec<Proposal>,
        refused: Vec<(Proposal, Refusal)>,
        now: Minute,
    ) -> Result<Outcome, Trouble> {
        let mut bookings = Vec::with_capacity(proposals.len());
        for proposal in proposals {
            let document = self.own_shift(&proposal.shift)?.document;
            let booking = Booking {
                id: fresh::id(&*self.world, "b")?,
                shift: proposal.shift,
                role: proposal.role,
                volunteer: proposal.volunteer,
                answer: Answer::NotAsked,
                status: BookingStatus::Active,
                by: self.device(),
                at: now,
            };
            bookings.push(booking.id.clone());
            draft.put(document, Record::Booking(booking), Some(Back::Cancel));
        }
        let written = self.write(draft, now)?;
        let rights = bookings.iter().map(|id| self.store.booking(id)).collect::<Result<Vec<_>, _>>()?;
        let count = |right: Right| rights.iter().flatten().filter(|b| b.right == Some(right)).count() as u32;
        Ok(Outcome::Booked {
            held: count(Right::Held),
            requested: count(Right::Requested),
            bookings,
            refused,
            entry: written.entry,
        })
    }
}
