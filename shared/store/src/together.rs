//! What is on disk at once or not at all: one commit, or several that are written together.

use crate::error::Doing;
use crate::log::Appended;
use crate::{Store, StoreError};
use rusqlite::{Connection, Savepoint, Transaction, TransactionBehavior};
use std::ops::Deref;

/// Commits that are not on disk yet, and what follows once they are.
#[derive(Debug, Default)]
pub(crate) struct Together {
    kept: Vec<Kept>,
}

/// What follows from a commit that is on disk.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) recent: Option<News>,
    /// Documents were removed: they are not to linger in the write-ahead log.
    pub(crate) removes: bool,
}

/// What became of the log.
#[derive(Debug)]
pub(crate) enum News {
    Grown(Appended),
    SomethingLeft,
}

impl Store {
    /// From here on commits answer without waiting for the disk: it is [`save_together`](Self::save_together) that waits, once
    /// for all of them. A commit that errs takes back what it did, and nothing of the others. Until then other readers see
    /// nothing of them.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn begin_together(&mut self) -> Result<(), StoreError> {
        let begun = self.connection.execute_batch("BEGIN IMMEDIATE").doing("beginning several commits");
        begun.map(|()| self.together = Some(Together::default()))
    }

    /// Writes what was committed since [`begin_together`](Self::begin_together): all of it is on disk when this answers, or
    /// nothing when it errs.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and whatever else keeps it from being written.
    pub fn save_together(&mut self) -> Result<(), StoreError> {
        let Some(Together { kept }) = self.together.take() else { return Ok(()) };
        let saved = self.connection.execute_batch("COMMIT").doing("committing together");
        if saved.is_err() {
            self.give_up_together();
            return saved;
        }
        let removes = kept.iter().any(|kept| kept.removes);
        kept.into_iter().filter_map(|kept| kept.recent).for_each(|news| self.note_recent(news));
        if removes {
            self.forget_removed();
        }
        Ok(())
    }

    /// Whether commits are being made together.
    pub(crate) fn is_together(&self) -> bool {
        self.together.is_some()
    }

    /// Takes back what was committed since [`begin_together`](Self::begin_together), if it was; what is kept in memory of the
    /// database is what is on disk.
    pub fn give_up_together(&mut self) {
        self.together = None;
        // On a full disk the database has done so by itself.
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "what could not be written cannot be taken back");
        }
        self.recent().forget();
        if let Err(error) = self.reader_mut().read_epoch() {
            tracing::error!(%error, "the database's name cannot be read again");
        }
    }

    /// A commit is on disk, or one of those that will be together.
    pub(crate) fn is_kept(&mut self, kept: Kept) {
        if let Some(together) = &mut self.together {
            together.kept.push(kept);
            return;
        }
        kept.recent.into_iter().for_each(|news| self.note_recent(news));
        if kept.removes {
            self.forget_removed();
        }
    }

    fn note_recent(&self, news: News) {
        match news {
            News::Grown(appended) => self.recent().note(appended),
            News::SomethingLeft => self.recent().forget(),
        }
    }

    /// The removal is committed already; that its traces leave the write-ahead log a little later is no failure of it.
    fn forget_removed(&mut self) {
        match self.checkpoint() {
            Ok(true) => {}
            Ok(false) => tracing::warn!("a reader keeps what was removed in the write-ahead log until it is emptied"),
            Err(error) => tracing::warn!(%error, "what was removed stays in the write-ahead log until it is emptied"),
        }
    }

    /// Begins what is written whole or not at all.
    pub(crate) fn atomically(&mut self, doing: &'static str) -> Result<Atomic<'_>, StoreError> {
        let is_together = self.is_together();
        let writer = self.writer();
        Ok(if is_together {
            Atomic::Part(writer.savepoint().doing(doing)?)
        } else {
            Atomic::Whole(writer.transaction_with_behavior(TransactionBehavior::Immediate).doing(doing)?)
        })
    }
}

/// A transaction, or a part of the one that several commits share. What is not committed is taken back.
#[derive(Debug)]
pub(crate) enum Atomic<'c> {
    Whole(Transaction<'c>),
    Part(Savepoint<'c>),
}

impl Atomic<'_> {
    pub(crate) fn commit(self, doing: &'static str) -> Result<(), StoreError> {
        match self {
            Self::Whole(transaction) => transaction.commit(),
            Self::Part(part) => part.commit(),
        }
        .doing(doing)
    }
}

impl Deref for Atomic<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Whole(transaction) => transaction,
            Self::Part(part) => part,
        }
    }
}

/// One state of the database, for several statements that read.
#[derive(Debug)]
pub(crate) struct AtOnce<'c> {
    connection: &'c Connection,
    /// None in the middle of commits that are made together: nobody else writes.
    _reading: Option<Transaction<'c>>,
}

impl<'c> AtOnce<'c> {
    pub(crate) fn begin(connection: &'c Connection) -> Result<Self, StoreError> {
        let begin = connection.is_autocommit().then(|| connection.unchecked_transaction());
        Ok(Self { connection, _reading: begin.transpose().doing("beginning to read")? })
    }
}

impl Deref for AtOnce<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}
