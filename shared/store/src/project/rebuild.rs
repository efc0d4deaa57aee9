use super::Projection;
use crate::commit::list_device;
use crate::value::{id, rows, write};
use crate::{Store, StoreError, error::Doing};
use mainforte_documents::Record;
use mainforte_domain::DocumentId;
use rusqlite::TransactionBehavior;

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
    "revoke_requests",
];

impl Store {
    /// Makes the read models again from the documents, whose records the caller reads. They are the same rows as before,
    /// or what was wrong with them is mended.
    ///
    /// # Errors
    /// When they cannot be written; then they stay as they were.
    pub fn rebuild(&mut self, mut records: impl FnMut(&DocumentId) -> Vec<Record>) -> Result<(), StoreError> {
        let doing = "rebuilding the read models";
        let trust = self.trust_log()?;
        let transaction = self.writer.transaction_with_behavior(TransactionBehavior::Immediate).doing(doing)?;
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
        transaction.commit().doing(doing)
    }
}
