//! Who is to be erased, who is, and which devices have done it.

use crate::value::{count, id, json, minute, number, rows, word_in};
use crate::{Reader, StoreError};
use mainforte_domain::{Booking, DeviceId, DocumentId, EraseReason, EraseRequest, Minute, OrgId, VolunteerId};
use std::collections::BTreeMap;

/// An erasure, as the trust log says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredErasure {
    /// Its number in the trust log.
    pub number: u64,
    /// Whose the person was.
    pub owner: OrgId,
    /// Who, as [`mainforte_sync::tombstone`] says it.
    pub subject: [u8; 32],
    /// Who had been shown a card.
    pub shown_to: Vec<OrgId>,
    /// Why.
    pub reason: EraseReason,
    /// When this device heard of it.
    pub at: Minute,
}

impl Reader {
    /// All erasures, by number.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn erasures(&self) -> Result<Vec<StoredErasure>, StoreError> {
        let sql = "SELECT number, owner, subject, shown_to, reason, at FROM erasures ORDER BY number";
        rows(&self.connection, "reading the erasures", sql, [], |row| {
            Ok(StoredErasure {
                number: count(row.get(0)?),
                owner: id(row, 1)?,
                subject: row.get(2)?,
                shown_to: json(row, 3)?,
                reason: word_in(row, 4)?,
                at: minute(row, 5)?,
            })
        })
    }

    /// How many people of an organisation this device has erased since a moment.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub fn erased_since(&self, owner: &OrgId, since: Minute) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM erasures WHERE owner = ?1 AND at > ?2";
        let erased = number(&self.connection, "counting erasures", sql, (owner.as_str(), since.0))?;
        Ok(usize::try_from(erased).unwrap_or(usize::MAX))
    }

    /// What is asked in which organisation's outbox, by owner and person; done or not.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn erase_requests(&self) -> Result<Vec<(OrgId, EraseRequest)>, StoreError> {
        let sql = "SELECT asked_by, record FROM erase_requests ORDER BY owner, volunteer, asked_by";
        rows(&self.connection, "reading erasures asked for", sql, [], |row| Ok((id(row, 0)?, json(row, 1)?)))
    }

    /// Up to which number of the trust log each device says that it has erased.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn erased_up_to(&self) -> Result<BTreeMap<DeviceId, u64>, StoreError> {
        let sql = "SELECT device, max(number) FROM erased_up_to GROUP BY device";
        let known = rows(&self.connection, "reading who has erased", sql, [], |row| {
            Ok((DeviceId(row.get(0)?), count(row.get(1)?)))
        })?;
        Ok(known.into_iter().collect())
    }

    /// To which organisations `owner` shows a card of a person.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn shown_to(&self, owner: &OrgId, volunteer: &VolunteerId) -> Result<Vec<OrgId>, StoreError> {
        let sql = "SELECT DISTINCT to_org FROM cards WHERE from_org = ?1 AND volunteer = ?2 ORDER BY to_org";
        let key = (owner.as_str(), volunteer.as_str());
        rows(&self.connection, "reading who was shown a card", sql, key, |row| id(row, 0))
    }

    /// Bookings on an organisation's boards that stand and end after `now`, each with its board.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn bookings_after(&self, org: &OrgId, now: Minute) -> Result<Vec<(Booking, DocumentId)>, StoreError> {
        let sql = "SELECT b.record, d.id FROM shifts s
            JOIN bookings b ON b.document = s.document AND b.shift = s.id JOIN documents d ON d.num = b.document
            WHERE s.org = ?1 AND s.ends > ?2 AND b.status = 'active' ORDER BY b.id";
        let key = (org.as_str(), now.0);
        rows(&self.connection, "reading the bookings to come", sql, key, |row| Ok((json(row, 0)?, id(row, 1)?)))
    }

    /// Whether anything of a document is held.
    ///
    /// # Errors
    /// When it cannot be looked up.
    pub fn holds(&self, document: &DocumentId) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM documents WHERE id = ?1";
        Ok(number(&self.connection, "looking for a document", sql, [document.to_string()])? > 0)
    }
}
