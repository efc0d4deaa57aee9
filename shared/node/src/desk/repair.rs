//! *Vérifier et réparer*: everything that is made from the log is made again, and the log itself is compared with the hub's
//! at the next contact. The log, where people's work is, is only read; what of it is damaged itself leaves it, for the others to bring
//! it again.

use super::heal::of_its_log;
use super::{Desk, meta};
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Topic};
use mainforte_documents::{Document, Record};
use mainforte_domain::{DocumentId, Minute};
use mainforte_store::{Commit, DocumentUpdate, Reader};
use mainforte_sync::LastSeen;

/// What was found while reading everything again.
#[derive(Default)]
struct Findings {
    documents: u32,
    mended: Vec<DocumentUpdate>,
    /// Documents of which the log is damaged as well.
    damaged: Vec<DocumentId>,
}

impl Desk {
    pub(super) fn repair(&mut self, now: Minute) -> Result<Outcome, Trouble> {
        self.member()?;
        let reader = self.store.reader()?;
        let mut findings = Findings::default();
        let lists = self.store.rebuild(|id| findings.read(&reader, id))?;
        let Findings { documents, damaged, mended } = findings;
        let ids: Vec<DocumentId> = reader.documents()?;
        self.shelf.forget(&ids);
        let count = small(mended.len()).saturating_add(self.store.mend_digests()?);
        self.commit(Commit { documents: mended, ..Commit::at(now) })?;
        let mut incomplete = 0;
        for id in &damaged {
            let salvaged = self.salvage(id, now);
            tracing::error!(%id, ?salvaged, "the log of a document is damaged");
            incomplete += u32::from(matches!(salvaged, Ok(true)));
            self.has_tried_one("a document of which the log is damaged", id, salvaged.map(drop))?;
        }
        // Last: the others are to see what has left the log.
        self.store.forget_cursors()?;
        // What failed for what was damaged is done now, or said again.
        self.passed_over.forget();
        self.is_behind = true;
        self.touched.extend(Topic::WORK);
        let unreadable = small(damaged.len()).saturating_sub(incomplete);
        Ok(Outcome::Repaired { documents, mended: count, lists, incomplete, unreadable })
    }

    /// Until when an operator's laptop knows who was heard of; nothing on others, which show it to nobody.
    pub(crate) fn seen_until(&self) -> Result<Option<Minute>, Trouble> {
        if !self.member().is_ok_and(|me| me.is_city()) {
            return Ok(None);
        }
        let known = self.store.meta(meta::SEEN_UNTIL)?.and_then(|bytes| bytes.try_into().ok());
        Ok(Some(Minute(known.map_or(0, i64::from_be_bytes))))
    }

    /// The hub has told whom it heard of.
    pub(crate) fn hub_heard(&mut self, devices: &[LastSeen]) -> Result<(), Trouble> {
        let me = self.device();
        let others: Vec<LastSeen> = devices.iter().filter(|seen| seen.device != me).copied().collect();
        self.store.heard(&others)?;
        if let Some(until) = devices.iter().map(|seen| seen.at).max() {
            self.store.set_meta(meta::SEEN_UNTIL, &until.0.to_be_bytes())?;
        }
        self.touched.insert(Topic::Devices);
        Ok(())
    }
}

impl Findings {
    /// The records of a document: as it is stored, or when that is not what the log says, from the log.
    fn read(&mut self, reader: &Reader, id: &DocumentId) -> Vec<Record> {
        self.documents = self.documents.saturating_add(1);
        let document = match stored(reader, id) {
            Some(document) => document,
            None => match of_its_log(reader, id).ok().flatten() {
                Some(document) => {
                    let (heads, snapshot) = (document.heads(), document.checked_save().ok());
                    self.mended.push(DocumentUpdate { id: id.clone(), records: Vec::new(), heads, snapshot });
                    document
                }
                None => {
                    self.damaged.push(id.clone());
                    return Vec::new();
                }
            },
        };
        document.records().into_iter().flatten().collect()
    }
}

/// The document from its snapshot, when it holds all changes that the log has of it.
fn stored(reader: &Reader, id: &DocumentId) -> Option<Document> {
    let stored = reader.document(id).ok()??;
    let changes = stored.changes.iter().map(Vec::as_slice);
    let document = Document::load(id, stored.snapshot.as_deref(), changes).ok()?;
    let logged = reader.changes(id, id.owner()).ok()?;
    let mut hashes = logged.iter().flat_map(|sealed| &sealed.changes).map(|change| change.hash);
    hashes.all(|hash| document.has(&hash)).then_some(document)
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
