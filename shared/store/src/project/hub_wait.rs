use super::{Projection, Source};
use crate::StoreError;
use crate::value::{to_json, write};
use mainforte_api::Topic;
use mainforte_domain::{GoOn, HubWait};

impl Projection<'_> {
    /// Only the city's own outbox says that its hub waits.
    pub(super) fn put_hub_wait(&mut self, from: Source<'_>, wait: &HubWait) -> Result<(), StoreError> {
        if !self.is_of_city(from) {
            return Ok(());
        }
        let doing = "projecting for whom the hub waits";
        let sql = "INSERT INTO hub_waits (document, hub, record) VALUES (?1, ?2, ?3)
            ON CONFLICT (document, hub) DO UPDATE SET record = excluded.record";
        write(self.connection, doing, sql, (from.num, wait.hub.0, to_json(doing, wait)?))?;
        self.touch([Topic::Devices]);
        Ok(())
    }

    /// Only the city's laptops ask it to go on.
    pub(super) fn put_go_on(&mut self, from: Source<'_>, go_on: &GoOn) -> Result<(), StoreError> {
        if !self.is_of_city(from) {
            return Ok(());
        }
        let sql = "INSERT OR IGNORE INTO go_ons (document, wait) VALUES (?1, ?2)";
        write(self.connection, "projecting that the hub is to go on", sql, (from.num, &go_on.wait))?;
        self.touch([Topic::Devices]);
        Ok(())
    }
}
