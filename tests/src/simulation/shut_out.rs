//! Laptops that were shut out come back: they are told, lock, and nothing of what they have written since gets in.

use super::Simulation;
use super::law::Law;
use anyhow::{Context, Result, bail};
use mainforte_api::{Command, PlaceDraft, Query, Refusal};

impl Simulation {
    /// Whether a machine knows that it was shut out: then it dials nobody, and lets nobody in.
    pub(super) fn is_locked(&self, machine: usize) -> bool {
        let machine = &self.machines[machine];
        machine.shuts_out(&machine.device)
    }

    /// Those who have not heard of it go on working, and then meet everybody who has.
    pub(super) fn those_who_are_shut_out_return(&mut self) -> Result<()> {
        let out = |run: &Self, machine: usize| run.is_out(&run.machines[machine].device);
        let returning: Vec<usize> = (0..self.machines.len()).filter(|machine| out(self, *machine)).collect();
        if returning.is_empty() {
            return Ok(());
        }
        for machine in &returning {
            self.write_too_late(*machine)?;
        }
        self.out_may_meet = true;
        self.links.clear();
        for machine in &returning {
            (0..self.machines.len()).try_for_each(|other| self.connect_quietly(*machine, other))?;
        }
        self.rest()?;
        self.links.clear();
        returning.into_iter().try_for_each(|machine| self.is_told(machine)).context(Law::TheShutOutAreTold)
    }

    fn write_too_late(&mut self, machine: usize) -> Result<()> {
        if self.is_locked(machine) {
            return Ok(());
        }
        let place = PlaceDraft { id: None, name: "Trop tard".to_owned(), district: None };
        let before = self.log_end(machine)?;
        if let Some(Ok(_)) = self.execute(machine, Command::PutPlace { place })? {
            let written = self.written_since(machine, before)?;
            self.too_late.extend(written.iter().map(|change| change.hash));
        }
        Ok(())
    }

    fn is_told(&self, machine: usize) -> Result<()> {
        let name = &self.machines[machine].name;
        if !self.is_locked(machine) {
            bail!("{name} was shut out and has met the hub, and does not know it");
        }
        let Some(node) = &self.machines[machine].node else { return Ok(()) };
        match node.query(Query::Catalogue) {
            Err(Refusal::Revoked) => Ok(()),
            other => bail!("{name} was shut out and still shows something: {other:?}"),
        }
    }

    /// Nobody in good standing holds what was written after everybody else knew.
    pub(super) fn nothing_comes_too_late(&self) -> Result<()> {
        for (machine, node) in self.running() {
            if !node.store().known(&self.too_late)?.is_empty() {
                bail!("{} took what a laptop wrote after it was shut out", machine.name);
            }
        }
        Ok(())
    }
}
