use crate::value::{count, first, minute, rows};
use crate::{Reader, StoreError};
use mainforte_api::PeerRow;
use mainforte_domain::DeviceId;
use mainforte_sync::Cursor;

impl Reader {
    /// How far a peer's log has been read; none: not at all.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn cursor(&self, peer: &DeviceId) -> Result<Option<Cursor>, StoreError> {
        let sql = "SELECT epoch, position, chain FROM peers WHERE device = ?1 AND epoch IS NOT NULL";
        first(&self.connection, "reading how far a peer was read", sql, [peer.0], |row| {
            Ok(Cursor { epoch: row.get(0)?, position: count(row.get(1)?), chain: row.get(2)? })
        })
    }

    /// Whether there was anything to do with a peer before, whatever is still known of how far its log was read.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn was_met(&self, peer: &DeviceId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM peers WHERE device = ?1";
        let known = first(&self.connection, "looking for a peer", sql, [peer.0], |row| row.get::<_, i64>(0))?;
        Ok(known.is_some())
    }

    /// How far a peer has confirmed this device's log; 0: nothing.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn acked(&self, peer: &DeviceId) -> Result<u64, StoreError> {
        let sql = "SELECT acked FROM peers WHERE device = ?1";
        let acked = first(&self.connection, "reading what a peer has", sql, [peer.0], |row| row.get(0))?;
        Ok(count(acked.unwrap_or(0)))
    }

    /// The devices that this one has had to do with and that are not shut out, by organisation and name. Whether they are
    /// connected is not known here.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn peers(&self) -> Result<Vec<PeerRow>, StoreError> {
        let names = self.organisation_names()?;
        let sql = "SELECT d.device, d.name, d.org, p.seen FROM devices d JOIN peers p ON p.device = d.device
            WHERE d.revoked = 0 ORDER BY d.org, d.name, d.device";
        rows(&self.connection, "listing the other devices", sql, [], |row| {
            let seen: Option<i64> = row.get(3)?;
            let last_seen = seen.map(|_| minute(row, 3)).transpose()?;
            let org = crate::value::id(row, 2)?;
            let device = DeviceId(row.get(0)?);
            Ok(PeerRow { device, name: row.get(1)?, org_name: names.of(&org), connected: false, last_seen })
        })
    }
}
