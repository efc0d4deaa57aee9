use crate::owner::meta;
use crate::store::set_meta;
use crate::{Reader, Store, StoreError};
use rusqlite::Connection;

const EPOCH: &str = "epoch";
/// The names that this database had before, one after the other.
const FORMER: &str = "former-epochs";
/// So many of them are remembered.
const FORMER_MAX: usize = 16;

impl Store {
    /// Gives the database another name: every peer that knows it by an earlier one compares everything with it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn renew_epoch(&mut self, epoch: [u8; 16]) -> Result<(), StoreError> {
        let (doing, former) = ("giving the database another name", self.epoch());
        // Together: a name that is still in use and noted as a former one would never be taken for news again.
        let transaction = self.atomically(doing)?;
        note_former(&transaction, &former)?;
        set_meta(&transaction, EPOCH, &epoch)?;
        transaction.commit(doing)?;
        self.reader_mut().note_epoch(epoch);
        Ok(())
    }

    /// Notes a name that the database had, in this state or in one that is gone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note_former_epoch(&mut self, epoch: [u8; 16]) -> Result<(), StoreError> {
        note_former(&self.connection, &epoch)
    }
}

impl Reader {
    /// Whether the database had that name before it was given the one that it has.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn was_epoch(&self, epoch: &[u8; 16]) -> Result<bool, StoreError> {
        was_epoch(&self.connection, epoch)
    }
}

fn was_epoch(connection: &Connection, epoch: &[u8; 16]) -> Result<bool, StoreError> {
    let former = meta(connection, FORMER)?.unwrap_or_default();
    Ok(former.chunks(epoch.len()).any(|name| name == epoch))
}

fn note_former(connection: &Connection, epoch: &[u8; 16]) -> Result<(), StoreError> {
    if was_epoch(connection, epoch)? {
        return Ok(());
    }
    let mut former = meta(connection, FORMER)?.unwrap_or_default();
    former.splice(0..0, epoch.iter().copied());
    former.truncate(FORMER_MAX * epoch.len());
    set_meta(connection, FORMER, &former)
}
