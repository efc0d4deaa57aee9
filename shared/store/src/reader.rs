use crate::log::Recent;
use crate::owner::{Owner, meta};
use crate::together::AtOnce;
use crate::value::first;
use crate::{StoreError, StoreKey, connect, store};
use mainforte_domain::CityCalendar;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::Arc;

/// Answers questions from a connection of its own: it sees what is committed and never waits for the writer.
#[derive(Debug)]
pub struct Reader {
    pub(crate) connection: Connection,
    epoch: [u8; 16],
    recent: Arc<Recent>,
}

/// Opens readers of one database, without the store that writes to it.
#[derive(Debug, Clone)]
pub struct ReaderSource {
    pub(crate) path: PathBuf,
    pub(crate) key: Option<StoreKey>,
    pub(crate) recent: Arc<Recent>,
}

impl ReaderSource {
    /// One more reader, for another thread: what it asks never waits for the writer.
    ///
    /// # Errors
    /// When the database cannot be opened once more.
    pub fn open(&self) -> Result<Reader, StoreError> {
        Reader::new(connect::reader(&self.path, self.key.as_ref())?, Arc::clone(&self.recent))
    }
}

impl Reader {
    pub(crate) fn new(connection: Connection, recent: Arc<Recent>) -> Result<Self, StoreError> {
        let epoch = epoch(&connection)?;
        Ok(Self { connection, epoch, recent })
    }

    /// The end of the log, as far as it was written a moment ago.
    pub fn recent(&self) -> &Arc<Recent> {
        &self.recent
    }

    pub(crate) fn note_epoch(&mut self, epoch: [u8; 16]) {
        self.epoch = epoch;
    }

    /// Reads several statements from one state of the database.
    pub(crate) fn at_once(&self) -> Result<AtOnce<'_>, StoreError> {
        AtOnce::begin(&self.connection)
    }

    /// Reads again from the disk what is kept of it in memory.
    pub(crate) fn read_epoch(&mut self) -> Result<(), StoreError> {
        self.epoch = epoch(&self.connection)?;
        Ok(())
    }

    /// A value kept under a name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        meta(&self.connection, key)
    }

    /// Whose device this is; none before it has joined.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn owner(&self) -> Result<Option<Owner>, StoreError> {
        Owner::read(&self.connection)
    }

    /// Random for each database: a peer that knows another epoch starts over.
    pub fn epoch(&self) -> [u8; 16] {
        self.epoch
    }

    /// How far the log goes: the number of its last change, 0 before the first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn position(&self) -> Result<u64, StoreError> {
        store::last_position(&self.connection)
    }

    /// The city's clock face; before the registry has come, that of Europe/Paris.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn calendar(&self) -> Result<CityCalendar, StoreError> {
        calendar(&self.connection)
    }

    /// The city's time zone, `Europe/Paris` before the registry has come.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn time_zone(&self) -> Result<String, StoreError> {
        time_zone(&self.connection)
    }
}

fn epoch(connection: &Connection) -> Result<[u8; 16], StoreError> {
    let doing = "reading the epoch";
    let epoch = first(connection, doing, "SELECT value FROM meta WHERE key = 'epoch'", [], |row| row.get(0))?;
    epoch.ok_or_else(|| StoreError::damaged(doing, "there is none"))
}

pub(crate) fn time_zone(connection: &Connection) -> Result<String, StoreError> {
    let zone = first(connection, "reading the time zone", "SELECT time_zone FROM cities", [], |row| row.get(0))?;
    Ok(zone.unwrap_or_else(|| DEFAULT_ZONE.to_owned()))
}

const DEFAULT_ZONE: &str = "Europe/Paris";

pub(crate) fn calendar(connection: &Connection) -> Result<CityCalendar, StoreError> {
    let zone = time_zone(connection)?;
    // A registry with a zone that this version does not know must not take every screen away.
    let calendar = CityCalendar::new(&zone).or_else(|_| CityCalendar::new(DEFAULT_ZONE));
    calendar.map_err(|error| StoreError::damaged("reading the time zone", error))
}
