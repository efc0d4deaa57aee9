//! The documents in use, kept in memory; the others stay on disk.

use super::heal::from_the_log;
use crate::surroundings::{Surroundings, draw};
use crate::trouble::Trouble;
use mainforte_documents::Document;
use mainforte_domain::DocumentId;
use mainforte_store::Store;
use mainforte_sync::DeviceKey;
use mainforte_sync::actor::actor;
use std::collections::{BTreeSet, HashMap};

/// How many documents stay in memory. A person's takes a few kilobytes, a busy month's board about one megabyte.
const KEPT: usize = 256;

#[derive(Default)]
pub(crate) struct Shelf {
    documents: HashMap<DocumentId, Entry>,
    tick: u64,
    /// Of this run's actors, drawn when the first is needed. One for all documents: on the wire it is written once.
    nonce: Option<[u8; 8]>,
    /// Those that were made again from the log, for what was saved of them could not be loaded.
    healed: BTreeSet<DocumentId>,
}

struct Entry {
    document: Document,
    /// Changes since the stored snapshot.
    tail: usize,
    used: u64,
}

/// Changes after which a document is stored as a snapshot, so that loading it stays quick.
const TAIL_MAX: usize = 64;

impl Shelf {
    /// Whether the document is in memory.
    pub(crate) fn has(&self, id: &DocumentId) -> bool {
        self.documents.contains_key(id)
    }

    /// The document, loaded from the store or new.
    pub(crate) fn take(&mut self, store: &Store, id: &DocumentId) -> Result<&mut Document, Trouble> {
        Ok(&mut self.entry(store, id)?.document)
    }

    /// The document and this run's actor for it.
    pub(crate) fn take_to_write(
        &mut self,
        store: &Store,
        id: &DocumentId,
        key: &DeviceKey,
        world: &dyn Surroundings,
    ) -> Result<(&mut Document, [u8; 24]), Trouble> {
        let nonce = *self.nonce.get_or_insert_with(|| draw(world));
        Ok((&mut self.entry(store, id)?.document, actor(&key.id(), id, nonce)))
    }

    /// A snapshot to store with the next commit, once so many changes came that loading would be slow.
    pub(crate) fn snapshot_after(&mut self, id: &DocumentId, changes: usize) -> Option<Vec<u8>> {
        let entry = self.documents.get_mut(id)?;
        entry.tail += changes;
        if entry.tail < TAIL_MAX {
            return None;
        }
        entry.tail = 0;
        // Without a snapshot loading is slower, and that is all: no hostile change must keep others from being written.
        let saved = entry.document.checked_save();
        saved.inspect_err(|error| tracing::warn!(%id, %error, "a document is not kept as a snapshot")).ok()
    }

    /// The document, when it is in memory.
    pub(crate) fn at_hand(&self, id: &DocumentId) -> Option<&Document> {
        self.documents.get(id).map(|entry| &entry.document)
    }

    /// The documents that were made again from the log since this was last asked: they have yet to be saved.
    pub(crate) fn take_healed(&mut self) -> BTreeSet<DocumentId> {
        std::mem::take(&mut self.healed)
    }

    /// Puts a document back that was made again. From here on this run writes under other actors: what the old one wrote
    /// last may have fallen, and nobody may write twice under one number.
    pub(crate) fn put_back(&mut self, document: Document) {
        self.tick += 1;
        self.nonce = None;
        let entry = Entry { tail: 0, used: self.tick, document };
        self.documents.insert(entry.document.id().clone(), entry);
    }

    /// Forgets documents whose changes did not reach the disk.
    pub(crate) fn forget<'a>(&mut self, ids: impl IntoIterator<Item = &'a DocumentId>) {
        for id in ids {
            self.documents.remove(id);
        }
    }

    /// Forgets documents that are gone from the store. Were one to begin again, its changes must not be counted on from
    /// those that are gone: from here on this run writes under other actors.
    pub(crate) fn remove(&mut self, ids: &[DocumentId]) {
        if !ids.is_empty() {
            self.forget(ids);
            self.nonce = None;
        }
    }

    fn entry(&mut self, store: &Store, id: &DocumentId) -> Result<&mut Entry, Trouble> {
        self.tick += 1;
        let used = self.tick;
        if !self.documents.contains_key(id) {
            let (document, tail) = match load(store, id) {
                Err(Trouble::Document(error)) => {
                    let Some(document) = from_the_log(store, id)? else { return Err(error.into()) };
                    tracing::warn!(%id, %error, "what was saved of a document is damaged: it is made again from the log");
                    self.healed.insert(id.clone());
                    (document, 0)
                }
                loaded => loaded?,
            };
            self.documents.insert(id.clone(), Entry { document, tail, used });
        }
        let entry = self.documents.get_mut(id).ok_or_else(|| Trouble::fault("a document left the shelf"))?;
        entry.used = used;
        Ok(entry)
    }

    /// Drops the half that was not used for longest. Only between commits: what is being written must not leave.
    pub(crate) fn make_room(&mut self) {
        if self.documents.len() < KEPT {
            return;
        }
        let mut used: Vec<u64> = self.documents.values().map(|e| e.used).collect();
        used.sort_unstable();
        let middle = used.get(used.len() / 2).copied().unwrap_or(0);
        self.documents.retain(|_, entry| entry.used >= middle);
    }
}

fn load(store: &Store, id: &DocumentId) -> Result<(Document, usize), Trouble> {
    let Some(stored) = store.document(id)? else { return Ok((Document::new(id), 0)) };
    let document = Document::load(id, stored.snapshot.as_deref(), stored.changes.iter().map(Vec::as_slice))?;
    Ok((document, stored.changes.len()))
}
