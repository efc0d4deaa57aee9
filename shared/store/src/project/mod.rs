//! From records to the rows that screens read. Projecting the same records in any order gives the same rows.

mod board;
mod compared;
mod erasure;
mod hub_wait;
mod loans;
mod people;
mod rebuild;
mod reclaims;
mod registry;
mod rights;

pub(crate) use people::sort_name;
#[cfg(test)]
pub(crate) use rebuild::READ_MODELS;

use crate::StoreError;
use crate::owner::Owner;
use crate::value::{id, rows, write};
use mainforte_api::Topic;
use mainforte_documents::Record;
use mainforte_domain::{DocumentId, OrgId, VolunteerId};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Projects what a transaction changes, and at its end derives again what depends on several records.
pub(crate) struct Projection<'a> {
    connection: &'a Connection,
    owner: Option<Owner>,
    topics: BTreeSet<Topic>,
    /// Whose rights to bookings may be other than they were.
    volunteers: BTreeSet<VolunteerId>,
    /// Somebody was taken out of the full text, whose words still stand in it, marked as gone.
    text_has_gaps: bool,
}

/// A document as its records are projected: its id and its row.
#[derive(Clone, Copy)]
struct Source<'a> {
    id: &'a DocumentId,
    num: i64,
}

impl<'a> Projection<'a> {
    pub(crate) fn begin(connection: &'a Connection) -> Result<Self, StoreError> {
        let owner = Owner::read(connection)?;
        Ok(Self { connection, owner, topics: BTreeSet::new(), volunteers: BTreeSet::new(), text_has_gaps: false })
    }

    /// Notes that screens about these topics may show something else.
    pub(crate) fn touch(&mut self, topics: impl IntoIterator<Item = Topic>) {
        self.topics.extend(topics);
    }

    /// Projects a record of a document. One that does not belong there, or a registry or loans of another city, is passed
    /// over: it is kept and relayed, but says nothing here.
    pub(crate) fn put(&mut self, id: &DocumentId, num: i64, record: &Record) -> Result<(), StoreError> {
        if !record.fits(id) || !self.concerns_us(id) {
            return Ok(());
        }
        let from = Source { id, num };
        match record {
            Record::City(head) => self.put_city(from, head),
            Record::District(id, district) => self.put_district(from, id, district),
            Record::Kind(id, kind) => self.put_kind(from, id, kind),
            Record::Organisation(organisation) => self.put_organisation(from, organisation),
            Record::Place(place) => self.put_place(from, place),
            Record::Need(need) => self.put_need(from, need),
            Record::Shift(shift) => self.put_shift(from, shift),
            Record::Booking(booking) => self.put_booking(from, booking),
            Record::Settlement(settlement) => self.put_settlement(from, settlement),
            Record::Ask(ask) => self.put_ask(from, ask),
            Record::GiveBack(give_back) => self.put_give_back(from, give_back),
            Record::LendRequest(request) => self.put_lend_request(from, request),
            Record::Invite(invite) => self.put_invite(from, invite),
            Record::Returned { loan, device } => self.put_returned(from, loan, device),
            Record::Whereabouts { device, addresses } => self.put_whereabouts(from, device, addresses),
            Record::RevokeRequest(request) => self.put_revoke_request(from, request),
            Record::ReclaimRequest(request) => self.put_reclaim_request(from, request),
            Record::HubWait(wait) => self.put_hub_wait(from, wait),
            Record::GoOn(go_on) => self.put_go_on(from, go_on),
            Record::EraseRequest(request) => self.put_erase_request(from, request),
            Record::Erased { device, number } => self.put_erased_up_to(from, device, *number),
            Record::Person(person) => self.put_person(from, person),
            Record::Loan(loan) => self.put_loan(from, loan),
            Record::Card(card) => self.put_card(from, card),
        }
    }

    /// What is to be forgotten of a document besides the rows that go with it by themselves.
    pub(crate) fn remove(&mut self, id: &DocumentId, num: i64) -> Result<(), StoreError> {
        let doing = "finding whom a document is about";
        for sql in [
            "SELECT volunteer FROM bookings WHERE document = ?1",
            "SELECT volunteer FROM loans WHERE document = ?1",
            "SELECT id FROM people WHERE document = ?1",
            "SELECT l.volunteer FROM give_backs g JOIN loans l ON l.id = g.loan AND l.org = g.org WHERE g.document = ?1",
        ] {
            self.volunteers.extend(rows(self.connection, doing, sql, [num], id_of)?);
        }
        self.forget_person(num)?;
        self.touch(topics_of(id));
        Ok(())
    }

    /// Derives the rights again of everybody who was touched. Answers what screens may show differently.
    pub(crate) fn finish(mut self) -> Result<BTreeSet<Topic>, StoreError> {
        if self.text_has_gaps {
            // Written anew as a whole: the words of whoever is gone are gone then, and secure_delete overwrites them.
            let sql = "INSERT INTO people_text (people_text) VALUES ('optimize')";
            write(self.connection, "closing the gaps in the full text", sql, [])?;
        }
        if self.volunteers.is_empty() {
            return Ok(self.topics);
        }
        let calendar = crate::reader::calendar(self.connection)?;
        for volunteer in std::mem::take(&mut self.volunteers) {
            self.show_best(&volunteer)?;
            self.derive_rights(&volunteer, &calendar)?;
        }
        Ok(self.topics)
    }

    /// Of registries and loans only those of one's own city count: anybody could write others.
    fn concerns_us(&self, id: &DocumentId) -> bool {
        let ours = |city: &OrgId| self.owner.as_ref().is_some_and(|owner| owner.city == *city);
        match id {
            DocumentId::Registry(city) | DocumentId::Loans { city, .. } => ours(city),
            _ => true,
        }
    }
}

fn id_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<VolunteerId> {
    id(row, 0)
}

fn topics_of(id: &DocumentId) -> Vec<Topic> {
    match id {
        DocumentId::Registry(_) => vec![Topic::Me, Topic::Catalogue, Topic::Devices],
        DocumentId::Association(_) => vec![Topic::Catalogue],
        DocumentId::Board(..) => vec![Topic::Board, Topic::Settle],
        DocumentId::Outbox(_) => vec![Topic::Loans, Topic::Devices],
        DocumentId::Person(..) | DocumentId::Card { .. } => vec![Topic::People],
        DocumentId::Loans { .. } => vec![Topic::Loans, Topic::Board],
    }
}
