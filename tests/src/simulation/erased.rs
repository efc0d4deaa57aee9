//! Of who is erased nothing is left, in no table of anybody.

use super::Simulation;
use anyhow::{Result, bail};
use mainforte_domain::VolunteerId;
use mainforte_node::BareNode;
use mainforte_sync::Trust;

impl Simulation {
    /// Of who is erased nobody holds anything, whoever brought it and whatever was put back, and everybody says so.
    pub(super) fn erased_stays_erased(&self) -> Result<()> {
        for (machine, node) in self.running() {
            let Some(trust) = node.trust() else { continue };
            if let Some(document) = node.store().documents()?.iter().find(|document| trust.forbids(document)) {
                bail!("{} holds {document}, which is erased", machine.name);
            }
            self.nobody_is_named(&machine.name, node, &trust)?;
            let Some(last) = trust.last_erasure() else { continue };
            let was_here = trust.device(&machine.device).is_some_and(|known| known.enrolled_at_number < last);
            if was_here && node.store().erased_up_to()?.get(&machine.device).is_none_or(|said| *said < last) {
                bail!("{} does not say that it has erased up to {last}", machine.name);
            }
        }
        Ok(())
    }

    /// Their names stand nowhere: not in the log, what screens show, the full text, the history or what was refused.
    fn nobody_is_named(&self, machine: &str, node: &BareNode, trust: &Trust) -> Result<()> {
        let is_erased = |volunteer: &VolunteerId| {
            trust.organisations().keys().chain([trust.city()]).any(|owner| trust.is_erased(owner, volunteer))
        };
        let erased = self.things.names.iter().filter(|(volunteer, _)| is_erased(volunteer));
        let names: Vec<&str> = erased.flat_map(|(_, names)| names).map(String::as_str).collect();
        match node.store().mentions(&names)?.first() {
            Some(table) => bail!("{machine} still names somebody who is erased in {table}"),
            None => Ok(()),
        }
    }
}
