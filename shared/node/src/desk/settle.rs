//! *À régler*: one of two bookings of one person stands.

use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_api::Outcome;
use mainforte_documents::Record;
use mainforte_domain::{BookingId, Minute, Settlement, SettlementId};

impl Desk {
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
