use super::{Projection, compared};
use crate::commit::list_device;
use crate::value::{Hashes, id, rows, write};
use crate::{Store, StoreError};
use mainforte_documents::Record;
use mainforte_domain::DocumentId;
use mainforte_sync::toggled;

/// Everything that is made from the documents and the trust log.
pub(crate) const READ_MODELS: &[&str] = &[
    "cities",
    "districts",
    "kinds",
    "organisations",
    "devices",
    "people_text",
    "people_tags",
    "people_records",
    "people",
    "cards",
    "places",
    "needs",
    "roles",
    "shifts",
    "bookings",
    "booked_weeks",
    "contests",
    "settlements",
    "loans",
    "give_backs",
    "returned",
    "whereabouts",
    "asks",
    "lend_requests",
    "invites",
    "reclaim_requests",
    "revoke_requests",
    "hub_waits",
    "go_ons",
    "erase_requests",
    "erased_up_to",
];

impl Store {
    /// Combines each document's change hashes again. Answers how many digests were not what they should be, and are now.
    ///
    /// # Errors
    /// When they cannot be read or written; then they stay as they were.
    pub fn mend_digests(&mut self) -> Result<u32, StoreError> {
        let doing = "mending the digests";
        let transaction = self.atomically(doing)?;
        let sql = "SELECT num, digest FROM documents ORDER BY num";
        let documents: Vec<(i64, Hashes)> = rows(&transaction, doing, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut mended = 0;
        for (num, held) in documents {
            let sql = "SELECT hash FROM changes WHERE document = ?1";
            let hashes: Vec<[u8; 32]> = rows(&transaction, doing, sql, [num], |row| row.get(0))?;
            let digest = hashes.iter().fold([0; 32], toggled);
            if held.0.first() != Some(&digest) {
                write(&transaction, doing, "UPDATE documents SET digest = ?2 WHERE num = ?1", (num, digest))?;
                mended += 1;
            }
        }
        transaction.commit(doing)?;
        Ok(mended)
    }

    /// Makes the read models again from the documents, whose records the caller reads. They are the same rows as before,
    /// or what was wrong with them is mended: answers of how many that is so.
    ///
    /// # Errors
    /// When they cannot be written; then they stay as they were.
    pub fn rebuild(&mut self, mut records: impl FnMut(&DocumentId) -> Vec<Record>) -> Result<u32, StoreError> {
        let doing = "rebuilding the read models";
        let trust = self.trust_log()?;
        let transaction = self.atomically(doing)?;
        let before = compared::sums(&transaction)?;
        for table in READ_MODELS {
            write(&transaction, doing, &format!("DELETE FROM {table}"), [])?;
        }
        trust.iter().try_for_each(|entry| list_device(&transaction, &entry.body))?;
        let sql = "SELECT id, num FROM documents ORDER BY id";
        let documents: Vec<(DocumentId, i64)> =
            rows(&transaction, doing, sql, [], |row| Ok((id(row, 0)?, row.get(1)?)))?;
        let mut projection = Projection::begin(&transaction)?;
        for (document, num) in &documents {
            for record in records(document) {
                projection.put(document, *num, &record)?;
            }
        }
        projection.finish()?;
        let after = compared::sums(&transaction)?;
        transaction.commit(doing)?;
        let mended = before.iter().zip(&after).filter(|(before, after)| before != after).count();
        Ok(u32::try_from(mended).unwrap_or(u32::MAX))
    }
}
