use super::{Projection, Source};
use crate::StoreError;
use crate::value::{column, to_json, write};
use mainforte_api::Topic;
use mainforte_domain::{DeviceId, EraseRequest};

impl Projection<'_> {
    pub(super) fn put_erase_request(&mut self, from: Source<'_>, request: &EraseRequest) -> Result<(), StoreError> {
        let doing = "projecting an erasure asked for";
        let sql =
            "INSERT INTO erase_requests (document, asked_by, owner, volunteer, record) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (document, owner, volunteer) DO UPDATE SET record = excluded.record";
        let (asked_by, owner, volunteer) =
            (from.id.owner().as_str(), request.owner.as_str(), request.volunteer.as_str());
        write(self.connection, doing, sql, (from.num, asked_by, owner, volunteer, to_json(doing, request)?))?;
        self.touch([Topic::Erasures]);
        Ok(())
    }

    pub(super) fn put_erased_up_to(
        &mut self,
        from: Source<'_>,
        device: &DeviceId,
        number: u64,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO erased_up_to (document, org, device, number) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (document, device) DO UPDATE SET number = excluded.number";
        let row = (from.num, from.id.owner().as_str(), device.0, column(number));
        write(self.connection, "projecting what a device has erased", sql, row)?;
        self.touch([Topic::Erasures]);
        Ok(())
    }
}
