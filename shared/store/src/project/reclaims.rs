use super::{Projection, Source};
use crate::StoreError;
use crate::value::{to_json, write};
use mainforte_api::Topic;
use mainforte_domain::ReclaimRequest;

impl Projection<'_> {
    /// Only the city's laptops ask the issuer to take a loan back.
    pub(super) fn put_reclaim_request(&mut self, from: Source<'_>, request: &ReclaimRequest) -> Result<(), StoreError> {
        if !self.is_of_city(from) {
            return Ok(());
        }
        let doing = "projecting a reclaim asked for";
        let sql = "INSERT INTO reclaim_requests (document, loan, record) VALUES (?1, ?2, ?3)
            ON CONFLICT (document, loan) DO UPDATE SET record = excluded.record";
        write(self.connection, doing, sql, (from.num, request.loan.as_str(), to_json(doing, request)?))?;
        self.touch([Topic::Loans]);
        Ok(())
    }
}
