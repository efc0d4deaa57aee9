//! *Vérifier et réparer*: everything that is made from the log is made again, and the log itself is compared with the hub's
//! at the next contact. The log, where people's work is, is only read; but a change of which the bytes are spoiled leaves it, so
//! that whoever has it brings it back.

use super::refused::kept_waiting;
use super::twins::{Known, candidates};
use super::{Desk, meta};
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Topic};
use mainforte_documents::{ChangeHash, Document, Rebuilt, Record, rebuild};
use mainforte_domain::{DocumentId, Minute};
use mainforte_store::{Commit, DocumentUpdate, Quarantined, Reader, RebuiltDocument};
use mainforte_sync::{LastSeen, Reason};
use std::collections::BTreeSet;

/// So many of this device's own changes wait in quarantine for what they build on, and no more: it is bounded, and they may be
/// nowhere else.
const OWN_MAX: usize = 200;

/// What was found while reading everything again.
#[derive(Default)]
struct Findings {
    documents: u32,
    /// Neither what is stored of them nor their log can be read whole.
    damaged: Vec<DocumentId>,
    mended: Vec<DocumentUpdate>,
}

/// What is left of documents whose log is damaged.
#[derive(Default)]
struct Salvage {
    rebuilt: Vec<RebuiltDocument>,
    /// This device's own changes that build on what is gone.
    waiting: Vec<Quarantined>,
    unreadable: u32,
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
        let Salvage { rebuilt, waiting: quarantined, unreadable } = self.salvage(&damaged)?;
        let incomplete = small(rebuilt.len());
        // From here on this run writes under other actors: what the old ones wrote last may be gone.
        self.shelf.remove(&damaged);
        self.commit(Commit { documents: mended, rebuilt, quarantined, ..Commit::at(now) })?;
        self.store.forget_cursors()?;
        self.touched.extend(Topic::WORK);
        Ok(Outcome::Repaired { documents, mended: count, lists, incomplete, unreadable })
    }

    fn salvage(&mut self, damaged: &[DocumentId]) -> Result<Salvage, Trouble> {
        let mut salvage = Salvage::default();
        for id in damaged {
            match self.whole_part_of(id) {
                Ok((rebuilt, waiting)) if waiting.len() <= OWN_MAX => {
                    salvage.rebuilt.push(rebuilt);
                    salvage.waiting.extend(waiting);
                }
                Ok(_) => salvage.unreadable = salvage.unreadable.saturating_add(1),
                Err(error) if error.is_of_the_item() => {
                    tracing::error!(%id, %error, "nothing of a document can be read");
                    salvage.unreadable = salvage.unreadable.saturating_add(1);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(salvage)
    }

    /// The document of the changes that are whole and build on whole ones. The others leave the log: its digest is another one
    /// then, so whoever has them brings them. What this device wrote, which nobody else may have, waits for what is gone.
    fn whole_part_of(&self, id: &DocumentId) -> Result<(RebuiltDocument, Vec<Quarantined>), Trouble> {
        let whole = self.logged(id)?;
        let Rebuilt { document, standing } = rebuild(id, candidates(&whole, &Known::new()))?;
        let stands: BTreeSet<ChangeHash> = standing.into_iter().collect();
        let logged = self.store.changes(id, id.owner())?;
        let logged = logged.iter().flat_map(|sealed| &sealed.changes).map(|change| change.hash);
        let fallen = logged.filter(|hash| !stands.contains(hash)).collect();
        let fell = whole.into_iter().filter(|(hash, _)| !stands.contains(hash)).map(|(_, (waiting, _))| waiting);
        let own = fell.filter(|waiting| waiting.seal.device == self.device());
        let waiting = own.map(|waiting| kept_waiting(waiting, &Reason::MissingDependencies)).collect();
        let (heads, snapshot) = (document.heads(), document.checked_save().ok());
        let records = document.records().into_iter().flatten().collect();
        Ok((RebuiltDocument { id: id.clone(), fallen, records, heads, snapshot }, waiting))
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
            None => match from_the_log(reader, id) {
                Some(document) => {
                    let (heads, snapshot) = (document.heads(), document.checked_save().ok());
                    self.mended.push(DocumentUpdate { id: id.clone(), records: Vec::new(), heads, snapshot });
                    document
                }
                None => {
                    tracing::error!(%id, "a document cannot be read from its log");
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

fn from_the_log(reader: &Reader, id: &DocumentId) -> Option<Document> {
    let sealed = reader.changes(id, id.owner()).ok()?;
    let changes = sealed.iter().flat_map(|sealed| &sealed.changes).map(|change| change.bytes.as_slice());
    Document::load(id, None, changes).ok()
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
