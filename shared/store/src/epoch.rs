use crate::owner::meta;
use crate::{Reader, Store, StoreError, store};

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
        self.note_former_epoch(self.epoch())?;
        self.set_meta(EPOCH, &epoch)?;
        self.reader_mut().note_epoch(epoch);
        Ok(())
    }

    /// Notes a name that the database had, in this state or in one that is gone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note_former_epoch(&mut self, epoch: [u8; 16]) -> Result<(), StoreError> {
        if self.was_epoch(&epoch)? {
            return Ok(());
        }
        let mut former = meta(&self.connection, FORMER)?.unwrap_or_default();
        former.splice(0..0, epoch);
        former.truncate(FORMER_MAX * epoch.len());
        store::set_meta(&self.connection, FORMER, &former)
    }
}

impl Reader {
    /// Whether the database had that name before it was given the one that it has.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn was_epoch(&self, epoch: &[u8; 16]) -> Result<bool, StoreError> {
        let former = self.meta(FORMER)?.unwrap_or_default();
        Ok(former.chunks(epoch.len()).any(|name| name == epoch))
    }
}
