//! Whoever asked the hub for something has been answered in the end.

use super::Simulation;
use super::machine::{Machine, Place};
use anyhow::{Result, bail};
use mainforte_api::Command;
use mainforte_domain::{EraseRequest, EraseStep, OrgId, VolunteerId};
use mainforte_node::BareNode;
use mainforte_sync::Trust;
use std::collections::BTreeMap;

impl Simulation {
    /// A hub that was put back and waits for somebody who never comes is told at last to wait no longer.
    pub(super) fn end_the_waiting(&mut self) -> Result<()> {
        if self.machines[0].node.as_ref().is_some_and(|hub| hub.is_waiting()) {
            self.execute(0, Command::Restored { go_on: true })?;
            self.calm()?;
        }
        Ok(())
    }

    /// At the city's, nothing is left that was asked for: to shut out, to erase, to lend, to take back or note as given back.
    pub(super) fn no_request_is_open(&self) -> Result<()> {
        for (machine, node) in self.running().filter(|(machine, _)| machine.place != Place::Association) {
            let Some(trust) = node.trust() else { continue };
            if let Some((device, _)) =
                node.store().revoke_requests()?.into_iter().find(|(_, refused)| refused.is_none())
            {
                bail!("{}: {} is still to be shut out", machine.name, device.short());
            }
            if let Some(request) = node.store().open_lend_requests()?.first() {
                bail!("{}: {} is still to be lent", machine.name, request.id);
            }
            if let Some((request, _)) = node.store().open_reclaims()?.first() {
                bail!("{}: {} is still to be taken back", machine.name, request.loan);
            }
            self.no_erasure_is_open(machine, node, &trust)?;
            self.no_give_back_is_open(machine, node, &trust)?;
        }
        Ok(())
    }

    fn no_erasure_is_open(&self, machine: &Machine, node: &BareNode, trust: &Trust) -> Result<()> {
        let all = node.store().erase_requests()?;
        let of_city = all.iter().filter(|(by, _)| by == trust.city());
        let word: BTreeMap<(&OrgId, &VolunteerId), EraseStep> =
            of_city.map(|(_, said)| ((&said.owner, &said.volunteer), said.step)).collect();
        for (by, EraseRequest { owner, volunteer, .. }) in &all {
            let word = word.get(&(owner, volunteer)).copied().unwrap_or(EraseStep::Asked);
            let answered = trust.is_erased(owner, volunteer) || matches!(word, EraseStep::Held | EraseStep::Declined);
            if by == owner && !answered {
                bail!("{}: {volunteer} of {owner} is still to be erased", machine.name);
            }
        }
        Ok(())
    }

    /// A give-back takes a word of each device of the association. Mallory never says one.
    fn no_give_back_is_open(&self, machine: &Machine, node: &BareNode, trust: &Trust) -> Result<()> {
        let silent = trust.org_of(&self.mallory.device());
        match node.store().give_backs_open()?.iter().find(|(loan, _)| Some(&loan.to) != silent) {
            Some((loan, _)) => bail!("{}: {} was given back, and nobody has taken note", machine.name, loan.id),
            None => Ok(()),
        }
    }
}
