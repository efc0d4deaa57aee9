use super::Simulation;
use super::law::Law;
use super::machine::{self, Machine, Place};
use super::sabotage::Sabotage;
use anyhow::{Context, Result, bail};
use mainforte_api::Command;
use mainforte_domain::DeviceId;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

const DAY: i64 = 1_440;
const BACKUPS_MAX: usize = 3;

impl Simulation {
    pub(super) fn new_file(&mut self) -> PathBuf {
        self.files += 1;
        self.folder.path().join(format!("{}.db", self.files))
    }

    /// Fresh draws for a machine that starts.
    pub(super) fn seed(&mut self) -> u64 {
        self.chance.below(usize::MAX) as u64
    }

    /// A connection breaks; what is under way is lost, in the middle of a frame as well.
    pub(super) fn cut_one(&mut self) {
        if !self.links.is_empty() {
            let link = self.chance.below(self.links.len());
            self.links.swap_remove(link);
            self.trace.note("a connection breaks");
        }
    }

    pub(super) fn part_or_heal(&mut self) {
        let (a, b) = (self.random_machine(), self.random_machine());
        let pair = (a.min(b), a.max(b));
        if !self.apart.remove(&pair) {
            self.apart.insert(pair);
            self.links.retain(|link| !(link.touches(a) && link.touches(b)));
        }
    }

    /// The power fails: whatever the disk has at this moment is what is left.
    pub(super) fn crash(&mut self) -> Result<()> {
        let machine = if self.chance.percent(30) { 0 } else { self.random_machine() };
        if self.machines[machine].node.is_none() {
            return Ok(());
        }
        if self.chance.percent(70) {
            self.work_until_the_power_fails(machine)?;
        }
        self.holds_only_what_it_may_read(machine).context(Law::NothingLeaks)?;
        let held = self.held_by(machine)?;
        let file = self.new_file();
        machine::copy(&self.machines[machine].database, &file)?;
        self.replace_disk(machine, file);
        self.trace.note(format!("{} crashes", self.machines[machine].name));
        self.switch_on(machine)?;
        self.still_holds(machine, &held).context(Law::NothingIsLost)
    }

    /// One act may be several transactions: the power fails before any of them.
    fn work_until_the_power_fails(&mut self, machine: usize) -> Result<()> {
        if machine == 0 {
            self.somebody_asks()?;
        }
        let commits = self.chance.below(5) as i64;
        self.machines[machine].cut_power_after(commits)?;
        self.trace.note(format!("{} has {commits} commits left", self.machines[machine].name));
        for _ in 0..30 {
            let other = if machine == 0 { self.random_machine() } else { 0 };
            match self.chance.below(10) {
                0..2 => self.deed_of(machine)?,
                2..4 => self.connect(machine, other)?,
                _ => self.traffic(6)?,
            }
            if self.machines[machine].is_dead() {
                break;
            }
        }
        Ok(())
    }

    /// Somebody asks the hub for something that it does in several steps, and is connected to it.
    fn somebody_asks(&mut self) -> Result<()> {
        let asking = 1 + self.chance.below(self.machines.len() - 1);
        if let Some(command) = self.request(asking) {
            self.execute(asking, command)?;
        }
        self.connect(asking, 0)
    }

    fn replace_disk(&mut self, machine: usize, database: PathBuf) {
        self.links.retain(|link| !link.touches(machine));
        self.machines[machine].node = None;
        self.machines[machine].database = database;
    }

    pub(super) fn switch_on(&mut self, machine: usize) -> Result<()> {
        if self.machines[machine].node.is_some() {
            return Ok(());
        }
        let fresh = self.seed();
        let reused = self.saboteur.is(Sabotage::ActorReused);
        let seed = if reused { machine as u64 } else { fresh };
        self.machines[machine].switch_on(&self.clock, seed)
    }

    pub(super) fn switch_off_or_on(&mut self) -> Result<()> {
        let machine = self.random_machine();
        if self.machines[machine].node.take().is_none() {
            return self.switch_on(machine);
        }
        self.links.retain(|link| !link.touches(machine));
        self.trace.note(format!("{} is switched off", self.machines[machine].name));
        Ok(())
    }

    /// A clock goes wrong by up to a day.
    pub(super) fn skew(&mut self) {
        let machine = self.random_machine();
        let skew = self.chance.below(2 * DAY as usize) as i64 - DAY;
        self.machines[machine].skew.store(skew, Ordering::Relaxed);
    }

    pub(super) fn back_up(&mut self) -> Result<()> {
        let machine = self.random_machine();
        let file = self.new_file();
        machine::copy(&self.machines[machine].database, &file)?;
        let kept = self.backups.entry(machine).or_default();
        kept.push(file);
        if kept.len() > BACKUPS_MAX {
            kept.remove(0);
        }
        self.trace.note(format!("{} is backed up", self.machines[machine].name));
        Ok(())
    }

    /// A disk breaks, and its backup is put back.
    pub(super) fn restore(&mut self) -> Result<()> {
        let Some((&machine, kept)) = self.backups.iter().nth(self.chance.below(self.backups.len())) else {
            return Ok(());
        };
        let Some(backup) = kept.get(self.chance.below(kept.len())).cloned() else { return Ok(()) };
        self.put_back(machine, &backup)
    }

    /// Puts a backup back. Before that nothing may be lost; with it only what that disk alone held.
    fn put_back(&mut self, machine: usize, backup: &Path) -> Result<()> {
        (0..self.machines.len()).try_for_each(|machine| self.switch_on(machine))?;
        let before = self.holdings()?;
        self.all_is_held(&before).context(Law::NothingIsLost)?;
        self.holds_only_what_it_may_read(machine).context(Law::NothingLeaks)?;
        let file = self.new_file();
        machine::copy(backup, &file)?;
        self.replace_disk(machine, file);
        let name = self.machines[machine].name.clone();
        let of = backup.file_name().unwrap_or_default().to_string_lossy();
        self.trace.note(format!("{name} is restored from {of}"));
        self.switch_on(machine)?;
        if self.machines[machine].place == Place::Hub {
            self.hub_restored()?;
        }
        self.write_off(&before, &name).context(Law::NothingIsLost)
    }

    /// The hub has lost all but its founding, and is fed again by those whom it had signed in.
    pub(super) fn wipe_hub(&mut self) -> Result<()> {
        let founding = self.founding.clone();
        self.put_back(0, &founding)
    }

    /// Whoever puts a hub's backup back says so. A laptop signed in since of which nobody else knows has to be invited anew.
    fn hub_restored(&mut self) -> Result<()> {
        self.hub_went_back = true;
        let told = self.execute(0, Command::Restored { go_on: false })?;
        if !matches!(told, Some(Ok(_))) {
            bail!("the hub does not take it that it was put back: {told:?}");
        }
        self.those_whom_nobody_knows_leave();
        Ok(())
    }

    /// One after the other: whoever leaves takes along whom it alone knew.
    fn those_whom_nobody_knows_leave(&mut self) {
        let known_to = |machine: &Machine, device: &DeviceId| {
            let trust = machine.node.as_ref().and_then(|node| node.trust());
            trust.is_some_and(|trust| trust.device(device).is_some())
        };
        let known = |device: &DeviceId| self.machines.iter().any(|m| m.device != *device && known_to(m, device));
        let gone = self.machines.iter().map(|machine| machine.device).find(|device| !known(device));
        if let Some(device) = gone {
            self.forget_machines(&device);
            self.those_whom_nobody_knows_leave();
        }
    }

    /// Somebody at the hub's command line ends the waiting, once all laptops that are there have reported.
    pub(super) fn go_on(&mut self) -> Result<()> {
        let waiting = self.machines[0].node.as_ref().is_some_and(|hub| hub.is_waiting());
        if waiting && self.chance.percent(30) {
            self.calm()?;
            self.execute(0, Command::Restored { go_on: true })?;
        }
        Ok(())
    }

    /// Machines leave the city for good: their places in all lists with them.
    fn forget_machines(&mut self, device: &DeviceId) {
        self.links.clear();
        self.apart.clear();
        self.backups.clear();
        self.machines.retain(|machine| machine.device != *device);
    }

    /// Somebody copies a laptop's disk to another laptop, and uses both.
    pub(super) fn copy_machine(&mut self) -> Result<()> {
        let original = self.random_machine();
        let of = &self.machines[original];
        // The two never meet, being one device: a colleague carries what the city may not read.
        let colleague =
            self.machines.iter().any(|m| m.org == of.org && m.device != of.device && !self.leaving.contains(&m.device));
        if !colleague || of.place != Place::Association || self.machines.iter().any(|m| m.name.ends_with("copy")) {
            return Ok(());
        }
        let (name, place, device, org) = (format!("{} copy", of.name), of.place, of.device, of.org.clone());
        let database = self.new_file();
        machine::copy(&self.machines[original].database, &database)?;
        self.trace.note(format!("{name} is made"));
        let (node, skew, entries, power) = (None, Arc::default(), Vec::new(), None);
        let root = None;
        self.machines.push(Machine { name, place, device, org, database, node, root, skew, entries, power });
        self.switch_on(self.machines.len() - 1)
    }

    /// A disk is full for a while: commits that need room fail.
    pub(super) fn fill_disk(&mut self) -> Result<()> {
        let machine = self.random_machine();
        let Some(node) = &mut self.machines[machine].node else { return Ok(()) };
        node.fill_disk(true).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        self.trace.note(format!("the disk of {} is full", self.machines[machine].name));
        let moves = self.chance.below(60);
        self.deed()?;
        self.traffic(moves)?;
        self.deed()?;
        match &mut self.machines[machine].node {
            Some(node) => node.fill_disk(false).map_err(|refusal| anyhow::anyhow!("{refusal:?}")),
            None => Ok(()),
        }
    }
}
