//! The mailbox: on the hub, sealed parcels for an association's devices; on a laptop, how far it has deposited.

mod room;

use crate::value::{column, count, first, number, rows, write};
use crate::{Reader, Store, StoreError};
use mainforte_domain::{DeviceId, Minute, OrgId};
use rusqlite::Connection;

/// Parcels kept for one association at most.
pub const MAILBOX_PARCELS_MAX: i64 = 4_096;
/// Bytes of them at most.
pub const MAILBOX_BYTES_MAX: i64 = 64 * 1024 * 1024;
/// What nobody has fetched for so long goes: a year.
pub const MAILBOX_MINUTES_MAX: i64 = 366 * 24 * 60;

impl Reader {
    /// The first parcel that a device has not fetched, with its number.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn parcel_for(&self, device: &DeviceId) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        self.parcel_after(device, 0)
    }

    /// The same, among those with a higher number than `after`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn parcel_after(&self, device: &DeviceId, after: u64) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let sql = "SELECT p.number, p.bytes FROM parcel_readers r JOIN parcels p ON p.number = r.parcel
            WHERE r.device = ?1 AND r.parcel > ?2 ORDER BY r.parcel LIMIT 1";
        let key = (device.0, column(after));
        first(&self.connection, "reading the mailbox", sql, key, |row| Ok((count(row.get(0)?), row.get(1)?)))
    }

    /// The highest number given to a parcel: it grows with each deposit.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn last_parcel(&self) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'parcels'), 0)";
        Ok(count(number(&self.connection, "reading the mailbox", sql, [])?))
    }

    /// How far the log was deposited for a device.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn posted(&self, device: &DeviceId) -> Result<u64, StoreError> {
        let sql = "SELECT position FROM posted WHERE device = ?1";
        let posted = first(&self.connection, "reading what was deposited", sql, [device.0], |row| row.get(0))?;
        Ok(count(posted.unwrap_or(0)))
    }
}

impl Store {
    /// Keeps a parcel of `sender` for these devices. Answers whether there was room for it: what the mailbox cannot hold stays
    /// with its sender.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_parcel(
        &mut self,
        org: &OrgId,
        sender: &DeviceId,
        readers: &[DeviceId],
        bytes: &[u8],
        now: Minute,
    ) -> Result<bool, StoreError> {
        let doing = "keeping a parcel";
        let transaction = self.atomically(doing)?;
        let hash = *blake3::hash(bytes).as_bytes();
        let known = first(&transaction, doing, "SELECT 1 FROM parcels WHERE hash = ?1", [hash], |_| Ok(()))?.is_some();
        let mut kept = known || room::has_room(&transaction, org, sender, bytes.len())?;
        if !kept {
            tidy(&transaction, now)?;
            kept = room::has_room(&transaction, org, sender, bytes.len())?;
        }
        if kept && !known {
            let sql = "INSERT INTO parcels (org, sender, at, bytes, hash) VALUES (?1, ?2, ?3, ?4, ?5)";
            write(&transaction, doing, sql, (org.as_str(), sender.0, now.0, bytes, hash))?;
            let parcel = transaction.last_insert_rowid();
            let sql = "INSERT OR IGNORE INTO parcel_readers (device, parcel) VALUES (?1, ?2)";
            readers.iter().try_for_each(|device| write(&transaction, doing, sql, (device.0, parcel)).map(drop))?;
        }
        transaction.commit(doing)?;
        Ok(kept)
    }

    /// A device has fetched a parcel; with the last of its readers it goes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn fetched(&mut self, device: &DeviceId, parcel: u64) -> Result<(), StoreError> {
        let doing = "emptying the mailbox";
        let transaction = self.atomically(doing)?;
        let sql = "DELETE FROM parcel_readers WHERE device = ?1 AND parcel = ?2";
        write(&transaction, doing, sql, (device.0, column(parcel)))?;
        let_go(&transaction, column(parcel))?;
        transaction.commit(doing)
    }

    /// Lets go of what waits for devices that were shut out, and of what nobody has come for in a year.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tidy_mailbox(&mut self, now: Minute) -> Result<(), StoreError> {
        let doing = "tidying the mailbox";
        let transaction = self.atomically(doing)?;
        tidy(&transaction, now)?;
        transaction.commit(doing)
    }

    /// Notes how far the log was deposited for these devices; it never goes back. Should the power fail, the note may be lost:
    /// then a little is deposited twice.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_posted(&mut self, devices: &[DeviceId], position: u64) -> Result<(), StoreError> {
        let doing = "noting what was deposited";
        let sql = "INSERT INTO posted (device, position) VALUES (?1, ?2)
            ON CONFLICT (device) DO UPDATE SET position = max(position, excluded.position)";
        self.in_passing(|writer| {
            devices.iter().try_for_each(|device| write(writer, doing, sql, (device.0, column(position))).map(drop))
        })
    }

    /// Forgets what was deposited: the mailbox is another one than before.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn forget_posted(&mut self) -> Result<(), StoreError> {
        write(&self.connection, "forgetting what was deposited", "DELETE FROM posted", []).map(drop)
    }
}

/// Whoever is shut out reads nothing more, and what nobody comes for does not stay for ever.
fn tidy(connection: &Connection, now: Minute) -> Result<(), StoreError> {
    let doing = "tidying the mailbox";
    let sql =
        "DELETE FROM parcel_readers WHERE device IN (SELECT device FROM devices WHERE revoked = 1) RETURNING parcel";
    let parcels: Vec<i64> = rows(connection, doing, sql, [], |row| row.get(0))?;
    parcels.into_iter().try_for_each(|parcel| let_go(connection, parcel))?;
    let sql = "DELETE FROM parcels WHERE at < ?1";
    write(connection, doing, sql, [now.0.saturating_sub(MAILBOX_MINUTES_MAX)]).map(drop)
}

/// With the last of its readers a parcel goes.
fn let_go(connection: &Connection, parcel: i64) -> Result<(), StoreError> {
    let sql = "DELETE FROM parcels
        WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM parcel_readers WHERE parcel = ?1)";
    write(connection, "letting a parcel go", sql, [parcel]).map(drop)
}
