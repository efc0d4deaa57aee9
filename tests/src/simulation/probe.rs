use super::Simulation;
use super::forms;
use super::law::Law;
use anyhow::{Context, Result, bail};
use mainforte_api::{Command, PlaceDraft};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// Connections are made anew so often at most until all hold the same.
const ROUNDS: usize = 7;

/// So many rounds in which nothing moves show that nothing will.
const STILL_ROUNDS: usize = 2;

/// The place that a machine adds after all trouble.
pub(super) fn last_word(machine: usize) -> String {
    format!("Salle {machine}")
}

impl Simulation {
    /// Heals everything: clocks go right, everybody is on, all who would meet do, until nothing more moves.
    pub(super) fn calm(&mut self) -> Result<()> {
        self.trace.note("calm");
        self.apart.clear();
        for machine in 0..self.machines.len() {
            self.machines[machine].skew.store(0, Ordering::Relaxed);
            self.switch_on(machine)?;
        }
        self.come_to_rest()
    }

    fn come_to_rest(&mut self) -> Result<()> {
        let Err(restless) = self.settle() else { return Ok(()) };
        if restless.is::<Law>() {
            return Err(restless);
        }
        // What differs says more than that something goes on.
        self.documents_are_equal().context(Law::DocumentsAreEqual)?;
        Err(restless.context(Law::ComesToRest))
    }

    fn settle(&mut self) -> Result<()> {
        let (mut before, mut still) = (BTreeMap::new(), 0);
        for _ in 0..ROUNDS {
            self.links.clear();
            (0..self.machines.len()).for_each(|machine| self.keep_house(machine));
            for a in 0..self.machines.len() {
                for b in 0..a {
                    self.connect_quietly(a, b)?;
                }
            }
            self.rest()?;
            let now = self.all_digests()?;
            // Two machines with one copied database contradict a colleague in turn: each is compared with every other time.
            still = if now == before { still + 1 } else { 0 };
            if still == STILL_ROUNDS {
                return Ok(());
            }
            before = now;
        }
        bail!("the devices still exchange something after {ROUNDS} rounds of connections")
    }

    /// What a running node does every few minutes.
    pub(super) fn keep_house(&mut self, machine: usize) {
        if let Some(node) = &mut self.machines[machine].node {
            node.keep_house();
        }
    }

    /// Whatever happened, what everybody writes from now on reaches everybody who may read it.
    pub(super) fn probe(&mut self) -> Result<()> {
        for machine in 0..self.machines.len() {
            if self.is_out(&self.machines[machine].device) {
                continue;
            }
            let name = last_word(machine);
            let place = PlaceDraft { id: None, name, district: None };
            self.must(machine, Command::PutPlace { place }).context(Law::LaterWorkArrives)?;
            let person = forms::person(&mut self.chance);
            self.must(machine, Command::AddPerson { person }).context(Law::LaterWorkArrives)?;
        }
        self.come_to_rest()
    }

    /// A command that nothing speaks against.
    fn must(&mut self, machine: usize, command: Command) -> Result<()> {
        let name = self.machines[machine].name.clone();
        match self.execute(machine, command)? {
            Some(Ok(_)) => Ok(()),
            Some(Err(refusal)) => bail!("{name} may not write any more: {refusal:?}"),
            None => bail!("{name} is off"),
        }
    }
}
