//! What this device does by itself once somebody is erased, and once a card has ended.

use super::sorting::Sorting;
use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_documents::{Document, Record};
use mainforte_domain::{Booking, BookingStatus, DocumentId, Minute};
use mainforte_store::Commit;

/// Whoever shows a card keeps it so much longer than those who read it: renewed within that time, the card still builds on
/// what a reader with a slow clock holds.
const OWN_CARD_MINUTES: i64 = 2 * 24 * 60;

impl Desk {
    /// The documents went with the trust entry. Here: bookings to come of whoever is gone are cancelled, and the others are
    /// told how far this device has come.
    pub(super) fn follow_erasures(&mut self, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        let Some(trust) = self.trust.clone() else { return Ok(()) };
        let Some(last) = trust.last_erasure() else { return Ok(()) };
        let mut draft = Draft::silent();
        for (booking, board) in self.store.bookings_after(&me.org, now)? {
            let gone = [&me.org, &me.city].into_iter().any(|owner| trust.is_erased(owner, &booking.volunteer));
            if gone && self.is_seen_writable(&board)? {
                let cancelled = Booking { status: BookingStatus::Cancelled, ..booking };
                draft.put(board, Record::Booking(cancelled), None);
            }
        }
        let device = self.device();
        let was_here = trust.device(&device).is_some_and(|known| known.enrolled_at_number < last);
        let said = self.store.erased_up_to()?.get(&device).copied();
        if was_here && said.is_none_or(|said| said < last) {
            draft.put(DocumentId::Outbox(me.org), Record::Erased { device, number: last }, None);
        }
        self.write_each("what follows from an erasure", draft, now)
    }

    /// A card that has ended has no reason to be here, on a device that is offline neither.
    pub(crate) fn remove_ended_cards(&mut self, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        let mut removed = self.store.ended_cards(now)?;
        if removed.is_empty() {
            return Ok(());
        }
        let long_ended = self.store.ended_cards(now.plus(-OWN_CARD_MINUTES))?;
        removed.retain(|card| card.owner() != &me.org || long_ended.contains(card));
        if removed.is_empty() {
            return Ok(());
        }
        self.commit(Commit { removed, ..Commit::at(now) })?;
        Ok(())
    }

    /// A card that had ended when it came is not kept.
    pub(super) fn leave_out_ended(&mut self, sorting: &mut Sorting, now: Minute) -> Result<(), Trouble> {
        let cards = sorting.touched.keys().filter(|id| matches!(id, DocumentId::Card { .. })).cloned();
        let cards: Vec<DocumentId> = cards.collect();
        for card in cards {
            if self.store.holds(&card)? {
                continue;
            }
            let document = self.unfolded(&card, &mut sorting.touched)?;
            if !has_ended(document, now) {
                continue;
            }
            sorting.touched.remove(&card);
            sorting.admitted.iter_mut().for_each(|sealed| sealed.changes.retain(|change| change.document != card));
            self.shelf.forget([&card]);
        }
        sorting.admitted.retain(|sealed| !sealed.changes.is_empty());
        Ok(())
    }
}

fn has_ended(card: &Document, now: Minute) -> bool {
    let ends = card.records().into_iter().flatten().filter_map(|record| match record {
        Record::Card(card) => Some(card.ends),
        _ => None,
    });
    ends.max().is_some_and(|ends| ends <= now)
}
