use super::Simulation;
use anyhow::{Result, bail};
use mainforte_domain::{DeviceId, DocumentId};
use mainforte_sync::SealedChange;
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
    /// How far a machine's log goes.
    pub(super) fn log_end(&self, machine: usize) -> Result<u64> {
        let node = self.machines[machine].node.as_ref();
        Ok(node.map(|node| node.store().position()).transpose()?.unwrap_or_default())
    }

    /// What a machine's log has gained after `before`.
    pub(super) fn written_since(&self, machine: usize, before: u64) -> Result<Vec<SealedChange>> {
        let at = &self.machines[machine];
        let Some(node) = &at.node else { return Ok(Vec::new()) };
        let slice = node.store().log_after(&at.device, &at.org, before, true, usize::MAX)?;
        Ok(slice.sealed.into_iter().flat_map(|sealed| sealed.changes).collect())
    }

    /// Writes down what the machine's log has gained after `before`.
    pub(super) fn acknowledge(&mut self, machine: usize, before: u64) -> Result<()> {
        let at = &self.machines[machine];
        for change in self.written_since(machine, before)? {
            let entry = Entry { document: change.document, by: at.name.clone(), device: at.device };
            self.ledger.changes.insert(change.hash, entry);
        }
        Ok(())
    }

    fn hashes(&self) -> Vec<[u8; 32]> {
        self.ledger.changes.keys().copied().collect()
    }

    /// What of the ledger a machine holds.
    pub(super) fn held_by(&self, machine: usize) -> Result<BTreeSet<[u8; 32]>> {
        let node = self.machines[machine].node.as_ref();
        Ok(node.map(|node| node.store().known(&self.hashes())).transpose()?.unwrap_or_default())
    }

    /// The same for each machine, by name.
    pub(super) fn holdings(&self) -> Result<BTreeMap<String, BTreeSet<[u8; 32]>>> {
        let each = self.machines.iter().enumerate();
        each.map(|(number, machine)| Ok((machine.name.clone(), self.held_by(number)?))).collect()
    }

    /// Whether a machine that lost its power has on its disk what it had.
    pub(super) fn still_holds(&self, machine: usize, held: &BTreeSet<[u8; 32]>) -> Result<()> {
        let now = self.held_by(machine)?;
        match held.difference(&now).find(|hash| self.must_stand(hash)) {
            Some(hash) => bail!("{} no longer holds {}", self.machines[machine].name, self.told(hash)),
            None => Ok(()),
        }
    }

    /// Nothing that was acknowledged is lost everywhere.
    pub(super) fn all_is_held(&self, holdings: &BTreeMap<String, BTreeSet<[u8; 32]>>) -> Result<()> {
        let again = self.written_again()?;
        let nowhere = |hash: &&[u8; 32]| holdings.values().all(|held| !held.contains(*hash));
        let mut gone = self.ledger.changes.keys().filter(nowhere);
        match gone.find(|hash| !again.contains(*hash) && self.must_stand(hash)) {
            Some(hash) => bail!("nobody holds {}", self.told(hash)),
            None => Ok(()),
        }
    }

    /// A disk went away, and machines that nobody knows: what nobody else held went with them, and nobody promised otherwise.
    pub(super) fn write_off(&mut self, before: &BTreeMap<String, BTreeSet<[u8; 32]>>, disk: &str) -> Result<()> {
        let (now, again) = (self.holdings()?, self.written_again()?);
        let here = |name: &String| name != disk && self.machines.iter().any(|machine| machine.name == *name);
        let mut gone = Vec::new();
        for hash in self.ledger.changes.keys().filter(|hash| now.values().all(|held| !held.contains(*hash))) {
            let other = before.iter().find(|(name, held)| here(name) && held.contains(hash));
            if let Some((name, _)) = other.filter(|_| !again.contains(hash) && self.must_stand(hash)) {
                bail!("{name} lost {} when {disk} was put back", self.told(hash));
            }
            gone.push(*hash);
        }
        self.ledger.changes.retain(|hash, _| !gone.contains(hash));
        Ok(())
    }

    /// Whether nothing excuses that a change is not held: its device was shut out, or the person is erased.
    fn must_stand(&self, hash: &[u8; 32]) -> bool {
        let erased = |document| {
            let trusts = self.machines.iter().filter_map(|machine| machine.node.as_ref()?.trust());
            trusts.into_iter().any(|trust| trust.forbids(document))
        };
        self.ledger.changes.get(hash).is_some_and(|entry| !self.is_out(&entry.device) && !erased(&entry.document))
    }

    fn told(&self, hash: &[u8; 32]) -> String {
        let start: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let entry = self.ledger.changes.get(hash);
        entry
            .map(|Entry { document, by, .. }| format!("the change {start} of {document} that {by} acknowledged"))
            .unwrap_or(start)
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
            if let Some((hash, _)) = lacking {
                bail!("{} lacks {}", machine.name, self.told(hash));
            }
        }
        Ok(())
    }
}
