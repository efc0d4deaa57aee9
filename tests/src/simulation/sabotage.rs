//! Breaking a machine on purpose, between the session and the desk: what the verdict does not see then, it would not see in
//! a defect either.

use super::law::Law;
use super::machine::Machine;
use super::reclaimed::Reclaimed;
use anyhow::Result;
use mainforte_api::Refusal;
use mainforte_documents::Document;
use mainforte_domain::{DeviceId, DocumentId, Minute, Right};
use mainforte_node::BareNode;
use mainforte_store::{Commit, DocumentUpdate};
use mainforte_sync::{DeviceKey, Input, Output, Seal, Sealed, TrustBody, TrustEntry, tombstone};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

/// What is broken, on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// A seal that does not hold is taken for one that does.
    SealCheckSkipped,
    /// A machine that starts draws the same again: put back from a copy, it writes on under the actor that it had.
    ActorReused,
    /// A batch's last seal is lost, and the cursor moved past it all the same.
    CursorBeforeChanges,
    /// The peer is told that a batch is on disk, and it never is.
    AckBeforeDisk,
    /// What was committed is not acknowledged.
    AckDropped,
    /// What the peer holds is taken for equal without a look.
    ComparisonSkipped,
    /// A laptop takes the trust entry that erases somebody, and keeps what it holds of them.
    TombstoneIgnored,
    /// The log is read for a peer without a look at who may read what.
    ReaderIgnored,
    /// A booking counts as confirmed though others contest it.
    ContestIgnored,
    /// The same, as far as only the hours of a loan are concerned.
    QuotaIgnored,
    /// The same, though the city took the loan back, and it was heard of.
    ReclaimIgnored,
}

impl Sabotage {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::SealCheckSkipped,
        Self::ActorReused,
        Self::CursorBeforeChanges,
        Self::AckBeforeDisk,
        Self::AckDropped,
        Self::ComparisonSkipped,
        Self::TombstoneIgnored,
        Self::ReaderIgnored,
        Self::ContestIgnored,
        Self::QuotaIgnored,
        Self::ReclaimIgnored,
    ];

    /// What it breaks: the first of these laws is named by what is found, sooner or later, and until then one of the others.
    pub fn breaks(self) -> &'static [Law] {
        match self {
            Self::SealCheckSkipped => &[Law::NothingForgedIsHeld],
            Self::ActorReused => &[Law::HonestWorkIsTaken, Law::DocumentsAreEqual, Law::NothingIsLost],
            Self::CursorBeforeChanges | Self::AckBeforeDisk => {
                &[Law::DocumentsAreEqual, Law::HonestWorkIsTaken, Law::ComesToRest, Law::NothingIsLost]
            }
            Self::AckDropped => &[Law::NothingWaits],
            // What was built on what is never asked for waits for it.
            Self::ComparisonSkipped => &[Law::DocumentsAreEqual, Law::HonestWorkIsTaken],
            Self::TombstoneIgnored => &[Law::ErasedStaysErased],
            Self::ReaderIgnored => &[Law::NothingLeaks],
            Self::ContestIgnored | Self::ReclaimIgnored => &[Law::NobodyIsBookedTwice],
            Self::QuotaIgnored => &[Law::QuotasAreKept],
        }
    }
}

/// A broken machine's tools.
pub(super) struct Saboteur {
    kind: Option<Sabotage>,
    /// With these a seal is made that holds, where one that does not is taken: what follows is then the same.
    keys: BTreeMap<DeviceId, [u8; 32]>,
    clock: Arc<AtomicI64>,
}

impl Saboteur {
    pub(super) fn new(clock: &Arc<AtomicI64>) -> Self {
        Self { kind: None, keys: BTreeMap::new(), clock: Arc::clone(clock) }
    }

    pub(super) fn breaks(&mut self, kind: Option<Sabotage>, keys: impl IntoIterator<Item = (DeviceId, [u8; 32])>) {
        self.kind = kind;
        self.keys.extend(keys);
    }

    pub(super) fn is_at_work(&self) -> bool {
        self.kind.is_some()
    }

    pub(super) fn is(&self, kind: Sabotage) -> bool {
        self.kind == Some(kind)
    }

    /// Whether a booking counts as confirmed; `reclaimed` when the loan that it stands on was taken back.
    pub(super) fn confirms(&self, right: Right, reclaimed: Option<Reclaimed>) -> bool {
        match right {
            Right::Held => true,
            Right::Contested => self.is(Sabotage::ContestIgnored) || self.is(Sabotage::QuotaIgnored),
            Right::Requested => self.is(Sabotage::ReclaimIgnored) && reclaimed == Some(Reclaimed::Heard),
        }
    }

    /// Does what a session wants at a machine that is on, as it would when it were broken so.
    pub(super) fn act(&self, machine: &mut Machine, peer: DeviceId, output: Output) -> Result<Option<Input>, Refusal> {
        let Some(node) = &mut machine.node else { return Ok(None) };
        match (self.kind, output) {
            (Some(Sabotage::SealCheckSkipped), Output::Commit { batch, mut sealed, cursor }) => {
                sealed.iter_mut().filter(|one| one.check().is_err()).for_each(|one| self.seal_again(one));
                node.act(peer, Output::Commit { batch, sealed, cursor })
            }
            (Some(Sabotage::CursorBeforeChanges), Output::Commit { batch, mut sealed, cursor }) => {
                sealed.truncate(sealed.len().saturating_sub(1));
                node.act(peer, Output::Commit { batch, sealed, cursor })
            }
            (Some(Sabotage::AckBeforeDisk), Output::Commit { batch, .. }) => Ok(Some(Input::Committed { batch })),
            (Some(Sabotage::AckDropped), commit @ Output::Commit { .. }) => node.act(peer, commit).map(|_| None),
            (Some(Sabotage::ComparisonSkipped), Output::Compare { .. }) => {
                Ok(Some(Input::Compared { wants: Vec::new() }))
            }
            (Some(Sabotage::ReaderIgnored), Output::Load { after, echo, bytes }) => {
                let slice = node.store().log_after(&peer, &machine.org, after, echo, bytes);
                let slice = slice.map_err(|error| Refusal::Fault { detail: error.to_string() })?;
                Ok(Some(Input::Loaded { sealed: slice.sealed, mark: slice.mark, more: slice.more }))
            }
            (Some(Sabotage::TombstoneIgnored), Output::ExtendTrust(entries)) => {
                let kept = whom_they_erase(node, &entries).map_err(fault)?;
                let answer = node.act(peer, Output::ExtendTrust(entries))?;
                if !kept.sealed.is_empty() {
                    machine.write_past_the_desk(kept, &self.clock).map_err(fault)?;
                }
                Ok(answer)
            }
            (_, output) => node.act(peer, output),
        }
    }

    fn seal_again(&self, sealed: &mut Sealed) {
        let entries: Vec<_> = sealed.changes.iter().map(|change| (change.document.clone(), change.hash)).collect();
        let Some(secret) = self.keys.get(&sealed.seal.device) else { return };
        let key = DeviceKey::from_secret(secret);
        if let Ok(seal) = Seal::new(&key, sealed.seal.counter, sealed.seal.trust, &entries) {
            sealed.seal = seal;
        }
    }
}

fn fault(error: anyhow::Error) -> Refusal {
    Refusal::Fault { detail: error.to_string() }
}

/// What a machine holds of the people whom entries erase.
fn whom_they_erase(node: &BareNode, entries: &[TrustEntry]) -> Result<Commit> {
    let subjects: Vec<[u8; 32]> = entries
        .iter()
        .filter_map(|entry| match &entry.body {
            TrustBody::Erase { subject, .. } => Some(*subject),
            _ => None,
        })
        .collect();
    let mut kept = Commit { source: Some(node.device()), ..Commit::at(Minute(0)) };
    let is_meant = |id: &DocumentId| id.subject().is_some_and(|who| subjects.contains(&tombstone(id.owner(), who)));
    for id in node.store().documents()?.into_iter().filter(is_meant) {
        let sealed = node.store().changes(&id, id.owner())?;
        let bytes = sealed.iter().flat_map(|one| &one.changes).map(|change| change.bytes.as_slice());
        let document = Document::load(&id, None, bytes)?;
        let records = document.records().into_iter().flatten().collect();
        kept.documents.push(DocumentUpdate { id, records, heads: document.heads(), snapshot: None });
        kept.sealed.extend(sealed);
    }
    Ok(kept)
}
