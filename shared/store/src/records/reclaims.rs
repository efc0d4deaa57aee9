use crate::value::{json, rows};
use crate::{Reader, StoreError};
use mainforte_domain::{Loan, ReclaimRequest};

impl Reader {
    /// Loans that operators ask the issuer to take back and that still stand, by id.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn open_reclaims(&self) -> Result<Vec<(ReclaimRequest, Loan)>, StoreError> {
        // From the few that are open to their loans: of its own the planner may choose the other way.
        let sql = "SELECT r.record, l.record FROM reclaim_requests r CROSS JOIN loans l ON l.id = r.loan
            WHERE r.open = 1 AND l.status = 'granted' ORDER BY r.loan";
        rows(&self.connection, "reading what is to be taken back", sql, [], |row| Ok((json(row, 0)?, json(row, 1)?)))
    }
}
