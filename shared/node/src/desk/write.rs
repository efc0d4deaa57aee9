//! From records to sealed changes on disk, in one transaction.

use super::Desk;
use super::undo::{Back, UndoStep};
use crate::trouble::Trouble;
use mainforte_documents::{Record, RecordKey};
use mainforte_domain::{DocumentId, Minute, VolunteerId};
use mainforte_store::{CommandEntry, Commit, DocumentUpdate, Joined};
use mainforte_sync::{Seal, Sealed, SealedChange, TrustEntry};
use std::collections::{BTreeMap, BTreeSet};

/// Changes that one seal covers at most; the receiving side refuses more.
const SEAL_ENTRIES: usize = 256;

/// What a command is about to write.
pub(crate) struct Draft {
    records: BTreeMap<DocumentId, Vec<(Record, Option<Back>)>>,
    pub(crate) entry: Option<CommandEntry>,
    pub(crate) trust: Vec<TrustEntry>,
    /// Whose this device becomes with that.
    pub(crate) joined: Option<Joined>,
    pub(crate) undone: Option<i64>,
    /// Documents on whose last changes this device speaks for what a device that was shut out wrote.
    pub(crate) vouched: BTreeSet<DocumentId>,
    /// What waited to be written again, by row, and is with this.
    pub(crate) written_again: Vec<i64>,
}

/// What was written.
pub(crate) struct Written {
    /// The history entry, when the command makes one.
    pub(crate) entry: Option<i64>,
}

impl Draft {
    /// A step of the history that people see.
    pub(crate) fn of(name: &str, subject: impl Into<String>, count: usize) -> Self {
        let entry = CommandEntry {
            name: name.to_owned(),
            subject: subject.into(),
            count: u32::try_from(count).unwrap_or(u32::MAX),
            undo: None,
            volunteer: None,
        };
        Self { entry: Some(entry), ..Self::silent() }
    }

    /// Housekeeping that no history shows.
    pub(crate) fn silent() -> Self {
        Self {
            records: BTreeMap::new(),
            entry: None,
            trust: Vec::new(),
            joined: None,
            undone: None,
            vouched: BTreeSet::new(),
            written_again: Vec::new(),
        }
    }

    /// The person whom the step is about.
    pub(crate) fn about(mut self, volunteer: &VolunteerId) -> Self {
        if let Some(entry) = &mut self.entry {
            entry.volunteer = Some(volunteer.clone());
        }
        self
    }

    /// Writes a record; `back` is what undo writes in its place.
    pub(crate) fn put(&mut self, document: DocumentId, record: Record, back: Option<Back>) {
        self.records.entry(document).or_default().push((record, back));
    }

    /// The records and the vouching of each document as a draft of its own, housekeeping that no history shows.
    pub(crate) fn by_document(mut self) -> BTreeMap<DocumentId, Self> {
        let mut drafts: BTreeMap<DocumentId, Self> = BTreeMap::new();
        for (document, records) in std::mem::take(&mut self.records) {
            let draft = Self { records: BTreeMap::from([(document.clone(), records)]), ..Self::silent() };
            drafts.insert(document, draft);
        }
        for document in std::mem::take(&mut self.vouched) {
            drafts.entry(document.clone()).or_insert_with(Self::silent).vouched.insert(document);
        }
        drafts
    }
}

impl Desk {
    /// Writes a draft: changes, seals, read models, history, all or nothing.
    pub(crate) fn write(&mut self, draft: Draft, now: Minute) -> Result<Written, Trouble> {
        let documents: Vec<DocumentId> = draft.records.keys().chain(&draft.vouched).cloned().collect();
        self.write_all(draft, now).inspect_err(|_| self.shelf.forget(&documents))
    }

    fn write_all(&mut self, mut draft: Draft, now: Minute) -> Result<Written, Trouble> {
        let mut undo = Vec::new();
        let mut changes = Vec::new();
        let mut updates = Vec::new();
        for (id, records) in std::mem::take(&mut draft.records) {
            if let Some(volunteer) = id.subject().filter(|_| self.forbids(&id)) {
                return Err(Trouble::not_found("volunteer", volunteer));
            }
            let (record_list, backs): (Vec<Record>, Vec<Option<Back>>) = records.into_iter().unzip();
            let (document, actor) = self.shelf.take_to_write(&self.store, &id, &self.key, &*self.world)?;
            let Some(change) = document.edit(&actor, &record_list)? else { continue };
            let (records, heads) = (read(document, &change.touched), document.heads());
            for (record, back) in record_list.iter().zip(backs) {
                if let Some(back) = back {
                    let key = record.key();
                    let after = match records.iter().find(|written| written.key() == key) {
                        Some(written) => fingerprint(Some(written))?,
                        None => fingerprint(document.record(&key).map_err(Trouble::fault)?.as_ref())?,
                    };
                    undo.push(UndoStep { document: id.clone(), key, after, back });
                }
            }
            let snapshot = self.shelf.snapshot_after(&id, 1);
            updates.push(DocumentUpdate { id: id.clone(), records, heads, snapshot });
            changes.push((id, change.hash, change.bytes));
        }
        let entry_known = self.trust.as_ref().map_or(0, |t| t.number());
        for id in std::mem::take(&mut draft.vouched) {
            let (document, actor) = self.shelf.take_to_write(&self.store, &id, &self.key, &*self.world)?;
            let Some(change) = document.vouch(&actor, entry_known)? else { continue };
            let heads = document.heads();
            let snapshot = self.shelf.snapshot_after(&id, 1);
            updates.push(DocumentUpdate { id: id.clone(), records: Vec::new(), heads, snapshot });
            changes.push((id, change.hash, change.bytes));
        }
        if let (Some(entry), false) = (&mut draft.entry, undo.is_empty()) {
            entry.undo = Some(serde_json::to_value(&undo).map_err(Trouble::fault)?);
        }
        let nothing =
            changes.is_empty() && draft.trust.is_empty() && draft.undone.is_none() && draft.written_again.is_empty();
        if nothing {
            return Ok(Written { entry: None });
        }
        let committed = self.commit(Commit {
            sealed: self.seal(changes)?,
            documents: updates,
            trust: draft.trust,
            joined: draft.joined,
            command: draft.entry,
            undone: draft.undone,
            written_again: draft.written_again,
            ..Commit::at(now)
        })?;
        Ok(Written { entry: committed.entry })
    }

    pub(super) fn seal(&self, changes: Vec<(DocumentId, [u8; 32], Vec<u8>)>) -> Result<Vec<Sealed>, Trouble> {
        let trust = self.trust.as_ref().map_or(0, |t| t.number());
        let mut counter = self.store.next_counter()?;
        let mut sealed = Vec::new();
        let mut changes = changes.into_iter().peekable();
        while changes.peek().is_some() {
            let batch: Vec<_> = changes.by_ref().take(SEAL_ENTRIES).collect();
            let entries: Vec<(DocumentId, [u8; 32])> = batch.iter().map(|(id, hash, _)| (id.clone(), *hash)).collect();
            let seal = Seal::new(&self.key, counter, trust, &entries).map_err(Trouble::fault)?;
            counter += 1;
            let changes = batch
                .into_iter()
                .zip(0..)
                .map(|((document, hash, bytes), index)| SealedChange { index, document, hash, bytes })
                .collect();
            sealed.push(Sealed { seal, changes });
        }
        Ok(sealed)
    }
}

/// The records that a change touched, as they stand now; a malformed one is left out, for that record alone.
pub(super) fn read<'a>(
    document: &mainforte_documents::Document,
    keys: impl IntoIterator<Item = &'a RecordKey>,
) -> Vec<Record> {
    keys.into_iter().filter_map(|key| document.record(key).ok().flatten()).collect()
}

/// A record's value in short, to see whether somebody has built on it.
pub(super) fn fingerprint(record: Option<&Record>) -> Result<String, Trouble> {
    let bytes = serde_json::to_vec(&record).map_err(Trouble::fault)?;
    Ok(blake3::hash(&bytes).to_hex().as_str().chars().take(32).collect())
}
