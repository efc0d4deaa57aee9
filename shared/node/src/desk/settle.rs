//! *À régler*: one of two bookings of one person stands; what was refused was seen.

use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_api::{Outcome, RefusedId, Topic};
use mainforte_documents::Record;
use mainforte_domain::{BookingId, Minute, Settlement, SettlementId};

impl Desk {
    /// A group of refused changes was seen, or is to be shown again. Nothing of it is forgotten.
    pub(super) fn set_aside(&mut self, group: &RefusedId, back: bool) -> Result<Outcome, Trouble> {
        self.member()?;
        if !self.store.set_aside(group, !back)? {
            return Err(Trouble::not_found("refused", &group.reason));
        }
        self.touched.insert(Topic::Quarantine);
        Ok(Outcome::Done { entry: None })
    }

    pub(super) fn settle(&mut self, id: SettlementId, keep: BookingId, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        if keep != id.first && keep != id.second {
            return Err(Trouble::not_found("booking", keep));
        }
        let of = |booking: &BookingId| -> Result<_, Trouble> {
            let found = self.store.booking(booking)?.filter(|b| *b.document.owner() == me.org);
            found.ok_or_else(|| Trouble::not_found("booking", booking))
        };
        let first = of(&id.first)?;
        of(&id.second)?;
        let volunteer = first.booking.volunteer;
        let subject = self.store.person(&volunteer)?.map_or_else(String::new, |p| p.person.name());
        let mut draft = Draft::of("settle", subject, 1).about(&volunteer);
        // The pair's register stands in the board of its first booking, the same for every laptop.
        let settlement = Settlement { id, keep, by: self.device(), at: now };
        draft.put(first.document, Record::Settlement(settlement), None);
        let written = self.write(draft, now)?;
        Ok(Outcome::Done { entry: written.entry })
    }
}
