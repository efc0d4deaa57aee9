//! Readers of the store for whoever asks: one each, so that nobody waits for the writer or for another question.

use crate::trouble::Trouble;
use mainforte_store::{Reader, ReaderSource, Store};
use std::sync::{Mutex, PoisonError};

/// So many are kept open. After a burst the rest go, with their files and up to two megabytes of cache each.
const KEPT_MAX: usize = 8;

pub(crate) struct Readers {
    source: ReaderSource,
    free: Mutex<Vec<Reader>>,
}

impl Readers {
    /// Opens the first one, so that a store which cannot be read is noticed at once.
    pub(crate) fn of(store: &Store) -> Result<Self, Trouble> {
        let source = store.readers();
        let free = Mutex::new(vec![source.open()?]);
        Ok(Self { source, free })
    }

    /// Reads with a reader that nobody else has meanwhile.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Reader) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let free = self.free().pop();
        let reader = match free {
            Some(reader) => reader,
            None => self.source.open()?,
        };
        let result = work(&reader);
        let mut free = self.free();
        if free.len() < KEPT_MAX {
            free.push(reader);
        }
        result
    }

    fn free(&self) -> std::sync::MutexGuard<'_, Vec<Reader>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_store::StoreKey;

    /// So many questions at once, each while the others are still asked.
    fn ask(readers: &Readers, at_once: usize) {
        let asked = readers.read(|reader| {
            reader.position()?;
            if at_once > 1 {
                ask(readers, at_once - 1);
            }
            Ok(())
        });
        asked.unwrap();
    }

    #[test]
    fn a_burst_of_questions_leaves_few_readers_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::new([7; 32])).unwrap();
        let readers = Readers::of(&store).unwrap();
        ask(&readers, 3);
        assert_eq!(readers.free().len(), 3, "they are used again");
        ask(&readers, 20);
        assert_eq!(readers.free().len(), KEPT_MAX);
    }
}
