use super::Simulation;
use anyhow::Result;
use mainforte_domain::{DeviceId, DocumentId};
use std::collections::{BTreeMap, BTreeSet};

/// The changes that were acknowledged to somebody at a desk. None may be lost while a machine of good standing holds it.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    changes: BTreeMap<[u8; 32], Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    document: DocumentId,
    by: String,
    device: DeviceId,
}

impl Ledger {
    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }
}

impl Simulation {
    /// Writes down what the machine's log has gained after `before`.
    pub(super) fn acknowledge(&mut self, machine: usize, before: u64) -> Result<()> {
        let at = &self.machines[machine];
        let Some(node) = &at.node else { return Ok(()) };
        let slice = node.store().log_after(&at.device, &at.org, before, true, usize::MAX)?;
        for change in slice.sealed.into_iter().flat_map(|sealed| sealed.changes) {
            let entry = Entry { document: change.document, by: at.name.clone(), device: at.device };
            self.ledger.changes.insert(change.hash, entry);
        }
        Ok(())
    }

    /// A disk went away: what nobody else holds went with it, and nobody promised otherwise.
    pub(super) fn write_off(&mut self) -> Result<()> {
        let hashes: Vec<[u8; 32]> = self.ledger.changes.keys().copied().collect();
        let mut held = BTreeSet::new();
        for node in self.machines.iter().filter_map(|machine| machine.node.as_ref()) {
            held.extend(node.store().known(&hashes)?);
        }
        self.ledger.changes.retain(|hash, _| held.contains(hash));
        Ok(())
    }

    /// Changes that fell with one of Mallory's contradictory ones: their devices have written them again.
    fn written_again(&self) -> Result<BTreeSet<[u8; 32]>> {
        let mut fallen = BTreeSet::new();
        for node in self.machines.iter().filter_map(|machine| machine.node.as_ref()) {
            for document in node.store().documents()?.iter().filter(|document| self.is_hers(&document.to_string())) {
                fallen.extend(node.store().outranked(document)?.into_iter().map(|waiting| waiting.change.hash));
            }
        }
        Ok(fallen)
    }

    /// Every change that stands in the ledger is held by every machine that may read it.
    pub(super) fn nothing_is_lost(&self) -> Result<()> {
        let hashes: Vec<[u8; 32]> = self.ledger.changes.keys().copied().collect();
        let again = self.written_again()?;
        for machine in self.machines.iter().filter(|machine| !self.is_out(&machine.device)) {
            let Some(node) = &machine.node else { continue };
            let Some(trust) = node.trust() else { continue };
            let known = node.store().known(&hashes)?;
            let lacking = self.ledger.changes.iter().find(|(hash, entry)| {
                let document = &entry.document;
                let excused = again.contains(*hash) || self.is_out(&entry.device);
                !known.contains(*hash)
                    && !excused
                    && !trust.forbids(document)
                    && document.readable_by(&machine.org, trust.city())
            });
            if let Some((hash, Entry { document, by, .. })) = lacking {
                let start: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
                anyhow::bail!("{} lacks the change {start} of {document} that {by} acknowledged", machine.name);
            }
        }
        Ok(())
    }
}
