//! Twins: two changes under one (actor, sequence number), which prove a cheat or a copied disk. An automerge document holds
//! one of them at most, so all devices have to choose the same one, whichever came first to each.
//!
//! The rule looks at the changes and at nothing else. In the order of (number of the first operation, hash) each stands
//! when everything that it builds on stands and its turn is not taken yet. Operations are numbered after those of all that
//! a change builds on, so in this order the changes can be applied as well. What does not stand has no say in what does:
//! devices that know of different losers choose alike.

use crate::history::{self, History, Last};
use crate::{ChangeFacts, ChangeHash, Document, DocumentError, RecordKey, absorb, genesis};
use automerge::ReadDoc;
use mainforte_domain::DocumentId;
use std::collections::{BTreeSet, HashMap};

/// A change that may stand.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// What it says of itself.
    pub facts: ChangeFacts,
    /// Itself.
    pub bytes: &'a [u8],
    /// It stood here until now, so its content was checked when it was taken.
    pub held: bool,
}

/// A document made again, and the changes that stand in it.
#[derive(Debug, Clone)]
pub struct Rebuilt {
    /// The document.
    pub document: Document,
    /// In an order in which they can be applied.
    pub standing: Vec<ChangeHash>,
}

/// Makes a document of the candidates that stand. New ones are checked as [`Document::absorb`] does; one that is refused
/// does not stand. Fails when a change that was held cannot be applied.
pub fn rebuild(id: &DocumentId, mut candidates: Vec<Candidate<'_>>) -> Result<Rebuilt, DocumentError> {
    candidates.sort_by_key(|candidate| (rank(&candidate.facts), !candidate.held));
    candidates.dedup_by(|a, b| a.facts.hash == b.facts.hash);
    let mut document = Document::new(id);
    let mut turns = Turns::of(id);
    let (mut standing, mut held) = (Vec::new(), Vec::new());
    for Candidate { facts, bytes, held: known } in candidates {
        if !turns.admit(&facts) {
            continue;
        }
        if known {
            held.push(bytes);
        } else {
            document = with(document, &std::mem::take(&mut held))?;
            if document.absorb(&[bytes]).is_err() {
                continue;
            }
        }
        standing.push(facts.hash);
        turns.note(facts);
    }
    Ok(Rebuilt { document: with(document, &held)?, standing })
}

/// Earlier ranks first.
fn rank(facts: &ChangeFacts) -> (u64, ChangeHash) {
    (facts.start_op, facts.hash)
}

/// Adds changes that were checked once before.
fn with(document: Document, changes: &[&[u8]]) -> Result<Document, DocumentError> {
    if changes.is_empty() {
        return Ok(document);
    }
    Document::load(document.id(), Some(&document.save()), changes.iter().copied())
}

/// The changes that stand so far: their last operations, and whose turn it is.
struct Turns {
    max_ops: HashMap<ChangeHash, u64>,
    history: History,
}

impl Turns {
    fn of(id: &DocumentId) -> Self {
        let (blank, hash) = (genesis::blank(id.kind()), genesis::genesis_hash(id.kind()));
        let max_ops = history::max_op(&blank, &hash).into_iter().map(|max_op| (hash, max_op)).collect();
        Self { max_ops, history: History::of(&blank) }
    }

    fn admit(&self, facts: &ChangeFacts) -> bool {
        let below: Option<Vec<u64>> = facts.deps.iter().map(|dep| self.max_ops.get(dep).copied()).collect();
        let highest = below.and_then(|ops| ops.into_iter().max());
        let its_turn = match self.history.last(&facts.actor) {
            None => facts.seq == 1,
            Some(last) => facts.seq == last.seq.saturating_add(1) && facts.deps.contains(&last.hash),
        };
        its_turn && highest.is_some_and(|highest| facts.start_op == highest.saturating_add(1))
    }

    fn note(&mut self, facts: ChangeFacts) {
        self.max_ops.insert(facts.hash, facts.max_op());
        self.history.note(facts.actor, Last { seq: facts.seq, hash: facts.hash });
    }
}

impl Document {
    /// Whether it holds everything that this change builds on, and another change in its place.
    pub fn has_twin_of(&self, facts: &ChangeFacts) -> bool {
        self.has_its_turn_taken(facts) && facts.deps.iter().all(|dep| self.has(dep))
    }

    /// Whether this change stands rather than the one in its place, once all that it builds on stands.
    pub fn yields_to(&self, facts: &ChangeFacts) -> bool {
        if !self.has_its_turn_taken(facts) {
            return false;
        }
        let mut held = self.automerge().get_changes_meta(&[]).into_iter();
        let twin = held.find(|held| held.seq == facts.seq && held.actor.to_bytes() == facts.actor.as_slice());
        twin.is_some_and(|twin| rank(facts) < (twin.start_op, twin.hash.0))
    }

    fn has_its_turn_taken(&self, facts: &ChangeFacts) -> bool {
        !self.has(&facts.hash) && self.history().last(&facts.actor).is_some_and(|last| last.seq >= facts.seq)
    }

    /// The records in which some of its changes wrote; what cannot be read is left out.
    pub fn written_by(&self, changes: &BTreeSet<ChangeHash>) -> BTreeSet<RecordKey> {
        let decoded: Vec<_> = changes
            .iter()
            .filter_map(|hash| self.automerge().get_change_by_hash(&automerge::ChangeHash(*hash)))
            .collect();
        absorb::records_of(self.automerge(), self.id(), &decoded).unwrap_or_default()
    }
}
