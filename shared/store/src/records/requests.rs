//! What devices ask of the hub in their outbox, beside loans.

use crate::value::{first, json, rows};
use crate::{Reader, StoreError};
use mainforte_domain::{DeviceId, HubWait};
use rusqlite::Connection;

impl Reader {
    /// Devices that operators ask to shut out and that are not, by id, with why the hub refused, if it did.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn revoke_requests(&self) -> Result<Vec<(DeviceId, Option<String>)>, StoreError> {
        let sql = "SELECT device, refused FROM revoke_requests r
            WHERE NOT EXISTS (SELECT 1 FROM devices d WHERE d.device = r.device AND d.revoked = 1) ORDER BY device";
        rows(&self.connection, "reading who is to be shut out", sql, [], |row| Ok((DeviceId(row.get(0)?), row.get(1)?)))
    }

    /// What the city's hubs in good standing say of their waiting, and whether an operator asks them to wait no longer.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn hub_waits(&self) -> Result<Vec<(HubWait, bool)>, StoreError> {
        let sql = "SELECT w.record, EXISTS (SELECT 1 FROM go_ons g WHERE g.wait = w.record ->> 'name')
            FROM hub_waits w JOIN devices d ON d.device = w.hub AND d.role = 'hub' AND d.revoked = 0 ORDER BY w.hub";
        rows(&self.connection, "reading for whom the hub waits", sql, [], |row| Ok((json(row, 0)?, row.get(1)?)))
    }

    /// What people call a device; none when the trust log does not name it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn device_name(&self, device: &DeviceId) -> Result<Option<String>, StoreError> {
        device_name(&self.connection, device)
    }
}

pub(crate) fn device_name(connection: &Connection, device: &DeviceId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT name FROM devices WHERE device = ?1";
    first(connection, "reading a device's name", sql, [device.0], |row| row.get(0))
}
