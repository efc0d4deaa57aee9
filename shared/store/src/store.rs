use crate::commit::note_cursor;
use crate::error::Doing;
use crate::lock::StoreLock;
use crate::owner::{CITY, ORG};
use crate::together::Together;
use crate::value::{column, count, number, write};
use crate::{Reader, ReaderSource, StoreError, StoreKey, connect};
use mainforte_domain::{DeviceId, Minute, OrgId};
use mainforte_sync::{Cursor, LastSeen};
use rusqlite::Connection;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The database of one device: the only thing that writes to it, and a [`Reader`] of it.
///
/// Every command and everything that arrives is one [`commit`](Self::commit): when it answers, changes, seals, read models,
/// history and log position are on disk together; when it errs, nothing of it is.
#[derive(Debug)]
pub struct Store {
    /// Reads with the connection that writes: what was just written is still in its cache, while every commit empties the
    /// caches of the others, and each page that is read again is deciphered again.
    reader: Reader,
    path: PathBuf,
    key: Option<StoreKey>,
    /// What is to be done once commits that were begun together are on disk.
    pub(crate) together: Option<Together>,
    /// Dropped last: until the connections are closed nobody else may come in.
    _lock: StoreLock,
}

impl Store {
    /// Opens the database, or creates it.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process has it, [`StoreError::WrongKey`] when the key is not the one it was made
    /// with, [`StoreError::Damaged`] when it cannot be read with the right key, [`StoreError::NewerVersion`] when a newer
    /// Mainforte wrote it.
    pub fn open(path: &Path, key: &StoreKey) -> Result<Self, StoreError> {
        Self::open_with(path, Some(key))
    }

    pub(crate) fn open_with(path: &Path, key: Option<&StoreKey>) -> Result<Self, StoreError> {
        let mut lock = StoreLock::take(path)?;
        let known = key.and_then(|key| lock.knows(key));
        if known == Some(false) && path.exists() {
            return Err(StoreError::WrongKey);
        }
        let writer = connect::writer(path, key).map_err(|error| match (error, known) {
            (StoreError::WrongKey, Some(true)) => StoreError::damaged("opening the database", "its first page"),
            (error, _) => error,
        })?;
        if let (Some(key), false) = (key, known == Some(true)) {
            lock.note(key)?;
        }
        let reader = Reader::new(writer, Arc::default())?;
        Ok(Self { reader, path: path.to_owned(), key: key.cloned(), together: None, _lock: lock })
    }

    /// What opens readers of this database for other threads.
    pub fn readers(&self) -> ReaderSource {
        ReaderSource { path: self.path.clone(), key: self.key.clone(), recent: Arc::clone(self.recent()) }
    }

    /// One more reader, for another thread: what it asks never waits for the writer.
    ///
    /// # Errors
    /// When the database cannot be opened once more.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        self.readers().open()
    }

    pub(crate) fn reader_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }

    pub(crate) fn writer(&mut self) -> &mut Connection {
        &mut self.reader.connection
    }

    /// Keeps a small value under a name; [`Reader::meta`] reads it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_meta(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        set_meta(&self.connection, key, value)
    }

    /// Says whose device this is and in which city. Before anything is committed: what is projected, and whom changes may
    /// reach, follows from it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_owner(&mut self, me: &OrgId, city: &OrgId) -> Result<(), StoreError> {
        set_meta(&self.connection, CITY, city.as_str().as_bytes())?;
        set_meta(&self.connection, ORG, me.as_str().as_bytes())
    }

    /// Notes that a peer has this device's log up to `position`. Should the power fail, the note may be lost: then a little is
    /// sent twice.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_acked(&mut self, peer: &DeviceId, position: u64, now: Minute) -> Result<(), StoreError> {
        let sql = "INSERT INTO peers (device, acked, seen) VALUES (?1, ?2, ?3)
            ON CONFLICT (device) DO UPDATE SET acked = excluded.acked, seen = excluded.seen";
        self.in_passing(|writer| {
            write(writer, "noting what a peer has", sql, (peer.0, column(position), now.0)).map(drop)
        })
    }

    /// Notes how far a peer's log was read, when there was nothing in it to commit. Should the power fail, the note may be
    /// lost: then a little is sent twice.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_cursor(&mut self, peer: &DeviceId, cursor: &Cursor, now: Minute) -> Result<(), StoreError> {
        self.in_passing(|writer| note_cursor(writer, peer, cursor, now))
    }

    /// Forgets how far a peer's log was read, and how far the peer had this one: all is compared when it is next met.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn forget_cursor(&mut self, peer: &DeviceId) -> Result<(), StoreError> {
        let sql = "UPDATE peers SET epoch = NULL, position = NULL, chain = NULL, acked = 0 WHERE device = ?1";
        write(&self.connection, "forgetting how far a peer was read", sql, [peer.0]).map(drop)
    }

    /// Forgets how far a peer's log was read, and nothing else of it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn forget_place(&mut self, peer: &DeviceId) -> Result<(), StoreError> {
        let sql = "UPDATE peers SET epoch = NULL, position = NULL, chain = NULL WHERE device = ?1";
        write(&self.connection, "forgetting the place in a peer's log", sql, [peer.0]).map(drop)
    }

    /// Notes that a peer was heard of. Should the power fail, the note may be lost.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn seen(&mut self, peer: &DeviceId, now: Minute) -> Result<(), StoreError> {
        let sql = "INSERT INTO peers (device, seen) VALUES (?1, ?2)
            ON CONFLICT (device) DO UPDATE SET seen = excluded.seen";
        self.in_passing(|writer| write(writer, "noting that a peer was heard of", sql, (peer.0, now.0)).map(drop))
    }

    /// Writes without waiting for the disk. The next commit waits for this as well.
    pub(crate) fn in_passing(
        &mut self,
        note: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let doing = "writing in passing";
        let write = |store: &mut Self| {
            let transaction = store.atomically(doing)?;
            note(&transaction)?;
            transaction.commit(doing)
        };
        if self.is_together() {
            return write(self);
        }
        self.connection.pragma_update(None, "synchronous", "NORMAL").doing(doing)?;
        let noted = write(self);
        self.connection.pragma_update(None, "synchronous", "FULL").doing(doing)?;
        noted
    }

    /// Notes what the hub told of when devices were last heard of; what is known better here stays.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn heard(&mut self, devices: &[LastSeen]) -> Result<(), StoreError> {
        let doing = "noting whom the hub heard of";
        let transaction = self.atomically(doing)?;
        let sql = "INSERT INTO peers (device, seen) VALUES (?1, ?2)
            ON CONFLICT (device) DO UPDATE SET seen = max(coalesce(seen, excluded.seen), excluded.seen)";
        for seen in devices {
            write(&transaction, doing, sql, (seen.device.0, seen.at.0))?;
        }
        transaction.commit(doing)
    }

    /// Forgets how far the peers' logs were read: at the next contact everything is compared, document by document.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn forget_cursors(&mut self) -> Result<(), StoreError> {
        let sql = "UPDATE peers SET epoch = NULL, position = NULL, chain = NULL";
        write(&self.connection, "forgetting how far peers were read", sql, []).map(drop)
    }

    /// Whether the database may take more of the disk than it has: when it may not, commits that need room fail as on a full
    /// disk. For trials of that.
    ///
    /// # Errors
    /// When it cannot be set.
    pub fn set_room(&mut self, room: bool) -> Result<(), StoreError> {
        // Below its present size the limit becomes that size.
        let pages = if room { "4294967294" } else { "1" };
        let sql = format!("PRAGMA max_page_count = {pages}");
        number(&self.connection, "limiting the database's size", &sql, []).map(drop)
    }

    /// Counts `left` down with every commit. One that finds nothing left does not reach the disk, nor does any after it: the
    /// power has failed. For trials of that; a database that is opened again counts nothing.
    ///
    /// # Errors
    /// When it cannot be set.
    pub fn cut_power_after(&mut self, left: Arc<AtomicI64>) -> Result<(), StoreError> {
        let refused = move || left.fetch_sub(1, Ordering::Relaxed) <= 0;
        self.connection.commit_hook(Some(refused)).doing("counting commits")
    }

    /// Counts `left` down with every commit, and refuses the one that finds nothing left, as on a full disk; what comes after it
    /// is written again. For trials of that; a database that is opened again counts nothing.
    ///
    /// # Errors
    /// When it cannot be set.
    pub fn fail_once_after(&mut self, left: Arc<AtomicI64>) -> Result<(), StoreError> {
        let refused = move || left.fetch_sub(1, Ordering::Relaxed) == 0;
        self.connection.commit_hook(Some(refused)).doing("counting commits")
    }

    /// Moves what was committed from the write-ahead log into the database file and empties it. Commits that remove
    /// documents do so by themselves, so that what was removed does not linger there. Answers whether it could: a reader
    /// that is in the middle of something for longer than a few seconds keeps it from being emptied.
    ///
    /// # Errors
    /// When it cannot be written. Nothing is lost then.
    pub fn checkpoint(&mut self) -> Result<bool, StoreError> {
        let doing = "emptying the write-ahead log";
        Ok(number(&self.connection, doing, "PRAGMA wal_checkpoint(TRUNCATE)", [])? == 0)
    }
}

pub(crate) fn set_meta(connection: &Connection, key: &str, value: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    write(connection, "keeping a value", sql, (key, value)).map(drop)
}

/// The highest position ever given, 0 before the first.
pub(crate) fn last_position(connection: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT max(
        coalesce((SELECT max(position) FROM changes), 0), coalesce((SELECT max(position) FROM removed_positions), 0))";
    Ok(count(number(connection, "reading the log's position", sql, [])?))
}

/// A store answers all that its readers do.
impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}
