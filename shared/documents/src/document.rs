use crate::history::{self, History, Last};
use crate::{ChangeHash, DocumentError, Limits, Malformed, Record, RecordKey, Refused};
use crate::{absorb, genesis, inspect, layout};
use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{ActorId, Automerge, Change, ROOT, ReadDoc};
use mainforte_domain::DocumentId;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The level of writing of this program. Raised only when older programs would do harm by writing.
pub const WRITER: u32 = 1;

/// The root field of [`Document::vouch`].
const VOUCHED: &str = "vouched";

/// A document: its id, and what it holds.
///
/// Two documents that hold the same changes answer every question equally, in whatever order the changes came.
#[derive(Debug, Clone)]
pub struct Document {
    id: DocumentId,
    doc: Automerge,
    history: History,
    /// About how many bytes it takes when it is saved.
    size: usize,
}

/// A change that [`Document::edit`] made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChange {
    /// Its hash.
    pub hash: ChangeHash,
    /// Itself, as others [`Document::absorb`] it.
    pub bytes: Vec<u8>,
    /// The records that it wrote.
    pub touched: BTreeSet<RecordKey>,
}

impl Document {
    /// A document that holds the genesis change of its kind and nothing else. The genesis is never stored as a change nor
    /// sent: it is here from the start.
    pub fn new(id: &DocumentId) -> Self {
        Self::from_doc(id, genesis::blank(id.kind()), 0)
    }

    fn from_doc(id: &DocumentId, doc: Automerge, size: usize) -> Self {
        let history = History::of(&doc);
        Self { id: id.clone(), doc, history, size }
    }

    /// Loads what this device stored: a snapshot from [`Self::save`], if there is one, and the changes since, in any
    /// order. Both were checked when they were taken; they are not checked against the rules again. Fails when
    /// something is missing or damaged.
    pub fn load<'a>(
        id: &DocumentId,
        snapshot: Option<&[u8]>,
        changes: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, DocumentError> {
        let changes: Vec<_> = changes.into_iter().collect();
        let size = snapshot.map_or(0, <[u8]>::len) + changes.iter().map(|change| change.len()).sum::<usize>();
        let doc = guarded(|| load(id, snapshot, &changes))?;
        Ok(Self::from_doc(id, doc, size))
    }

    pub(crate) fn automerge(&self) -> &Automerge {
        &self.doc
    }

    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// Its id.
    pub fn id(&self) -> &DocumentId {
        &self.id
    }

    /// The whole document as one snapshot. Prefer [`Self::checked_save`] where the snapshot replaces changes.
    pub fn save(&self) -> Vec<u8> {
        self.doc.save()
    }

    /// The whole document as one snapshot that has been loaded again and gave the same heads.
    pub fn checked_save(&self) -> Result<Vec<u8>, DocumentError> {
        checked_save(&self.doc)
    }

    /// The changes on which no other builds, sorted. Equal heads, equal documents.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.doc.get_heads().into_iter().map(|hash| hash.0).collect()
    }

    /// BLAKE3 over the sorted heads: 32 bytes that are equal where documents are equal.
    pub fn digest(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for head in self.heads() {
            hasher.update(&head);
        }
        *hasher.finalize().as_bytes()
    }

    /// Whether it holds that change.
    pub fn has(&self, hash: &ChangeHash) -> bool {
        history::max_op(&self.doc, hash).is_some()
    }

    /// The changes that one who holds `known` lacks, each after those that it builds on; never the genesis. Unknown hashes
    /// count for nothing.
    pub fn changes_since(&self, known: &[ChangeHash]) -> Vec<(ChangeHash, Vec<u8>)> {
        let mut known: Vec<_> = known.iter().filter(|hash| self.has(hash)).map(|h| automerge::ChangeHash(*h)).collect();
        known.push(automerge::ChangeHash(genesis::genesis_hash(self.id.kind())));
        let mut changes = self.doc.get_changes(&known);
        changes.sort_by_key(|change| (change.start_op(), change.hash()));
        changes.into_iter().map(|change| (change.hash().0, change.raw_bytes().to_vec())).collect()
    }

    /// The level of writing that the document asks for: above [`WRITER`] it is read-only here.
    pub fn min_writer(&self) -> u32 {
        match self.doc.get(ROOT, "min_writer") {
            Ok(Some((value, _))) => value.as_i64().and_then(|level| level.try_into().ok()).unwrap_or(WRITER),
            _ => WRITER,
        }
    }

    /// Writes records as one change by `actor` (1 to 64 bytes, one writer at a time), or nothing when nothing differs.
    ///
    /// Of each record only the fields that differ from what the document holds now are written, so that an edit
    /// of another field made apart survives: read, change and write back without absorbing in between.
    pub fn edit(&mut self, actor: &[u8], records: &[Record]) -> Result<Option<NewChange>, DocumentError> {
        self.check_writable(actor, records)?;
        let id = self.id.clone();
        self.change(actor, |tx| write(tx, &id, records))
    }

    /// Writes a change that says nothing of any record, on top of all others: with it a device says that it took what is
    /// there before it learnt, with entry `number` of the trust log, that one of the authors was shut out.
    pub fn vouch(&mut self, actor: &[u8], number: u64) -> Result<Option<NewChange>, DocumentError> {
        self.check_writable(actor, &[])?;
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.change(actor, |tx| {
            tx.put(ROOT, VOUCHED, number)?;
            Ok(BTreeSet::new())
        })
    }

    /// Makes a change on a copy, which becomes the document when all went well.
    fn change(
        &mut self,
        actor: &[u8],
        write: impl FnOnce(&mut Transaction<'_>) -> Result<BTreeSet<RecordKey>, DocumentError>,
    ) -> Result<Option<NewChange>, DocumentError> {
        let mut copy = self.doc.clone();
        copy.set_actor(ActorId::from(actor));
        let mut tx = copy.transaction();
        let touched = write(&mut tx)?;
        if tx.pending_ops() == 0 {
            return Ok(None);
        }
        let (Some(hash), _) = tx.commit_with(CommitOptions::default().with_time(0)) else { return Ok(None) };
        let change = copy.get_change_by_hash(&hash).ok_or_else(|| DocumentError::Engine("lost a change".to_owned()))?;
        let bytes = change.raw_bytes().to_vec();
        let facts = inspect(&bytes, &Limits::default()).map_err(DocumentError::TooMuch)?;
        self.doc = copy;
        self.history.note(facts.actor, Last { seq: facts.seq, hash: facts.hash });
        self.size += bytes.len();
        Ok(Some(NewChange { hash: facts.hash, bytes, touched }))
    }

    fn check_writable(&self, actor: &[u8], records: &[Record]) -> Result<(), DocumentError> {
        if !(1..=64).contains(&actor.len()) {
            return Err(DocumentError::BadActor(actor.len()));
        }
        if self.min_writer() > WRITER {
            return Err(DocumentError::NeedsNewerProgram { needed: self.min_writer(), ours: WRITER });
        }
        match records.iter().find(|record| !record.fits(&self.id)) {
            Some(record) => Err(DocumentError::Misplaced(record.key())),
            None => Ok(()),
        }
    }

    /// Takes changes that others made, in any order, all or none: on an error the document is as before. Those that it
    /// holds already are passed over. Returns the records that were written to, whether or not they read differently now.
    ///
    /// Checked are size and shape ([`inspect`] with the default limits), sequence, numbering and dependencies, where it
    /// writes, and that the document can be saved afterwards. Not checked here: who made them.
    pub fn absorb(&mut self, changes: &[&[u8]]) -> Result<BTreeSet<RecordKey>, Refused> {
        let accepted = absorb::check(&self.doc, &self.history, changes, &Limits::default())?;
        if accepted.is_empty() {
            return Ok(BTreeSet::new());
        }
        let size = self.size + accepted.bytes();
        let applied = absorb::apply(&self.doc, &self.id, &accepted, size)?;
        self.doc = applied.doc;
        self.history.extend(accepted.history);
        self.size = size;
        Ok(applied.touched)
    }

    /// The record under a key, or nothing. What a hostile writer broke is an error of that record alone.
    pub fn record(&self, key: &RecordKey) -> Result<Option<Record>, Malformed> {
        layout::read(&self.doc, &self.id, key)
    }

    /// Every record, in the order of their keys.
    pub fn records(&self) -> Vec<Result<Record, Malformed>> {
        let keys = layout::keys(&self.doc, &self.id);
        keys.iter().filter_map(|key| self.record(key).transpose()).collect()
    }
}

fn write(tx: &mut Transaction<'_>, id: &DocumentId, records: &[Record]) -> Result<BTreeSet<RecordKey>, DocumentError> {
    let mut touched = BTreeSet::new();
    for record in records {
        let (key, before) = (record.key(), tx.pending_ops());
        if layout::read(tx, id, &key).ok().flatten().as_ref() == Some(record) {
            continue;
        }
        layout::write(tx, record)?;
        if tx.pending_ops() > before {
            touched.insert(key);
        }
    }
    Ok(touched)
}

fn load(id: &DocumentId, snapshot: Option<&[u8]>, changes: &[&[u8]]) -> Result<Automerge, DocumentError> {
    let damaged = |error: &dyn std::fmt::Display| DocumentError::Damaged(error.to_string());
    let mut doc = match snapshot {
        Some(bytes) => Automerge::load(bytes).map_err(|error| damaged(&error))?,
        None => genesis::blank(id.kind()),
    };
    if history::max_op(&doc, &genesis::genesis_hash(id.kind())).is_none() {
        return Err(DocumentError::ForeignGenesis);
    }
    let decode = |bytes: &&[u8]| Change::try_from(*bytes).map_err(|error| damaged(&error));
    doc.apply_changes(changes.iter().map(decode).collect::<Result<Vec<_>, _>>()?).map_err(|error| damaged(&error))?;
    match doc.get_missing_deps(&[]).len() {
        0 => Ok(doc),
        missing => Err(DocumentError::Damaged(format!("{missing} changes are missing"))),
    }
}

fn checked_save(doc: &Automerge) -> Result<Vec<u8>, DocumentError> {
    guarded(|| {
        let bytes = doc.save();
        let again = Automerge::load(&bytes).map_err(|error| DocumentError::Damaged(error.to_string()))?;
        if again.get_heads() == doc.get_heads() {
            Ok(bytes)
        } else {
            Err(DocumentError::Damaged("it loads with other heads".to_owned()))
        }
    })
}

/// Automerge asserts on some damaged content.
fn guarded<T>(work: impl FnOnce() -> Result<T, DocumentError>) -> Result<T, DocumentError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(DocumentError::Damaged("automerge gave up on it".to_owned())))
}
