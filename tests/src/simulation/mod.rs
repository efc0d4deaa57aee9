//! A city on a virtual network with a virtual clock: the real sessions, desks and encrypted stores of a hub, an operator and
//! four associations, driven by a seed. The same seed does the same again, save for what SQLite itself draws.
//!
//! A run is three acts: *trouble*, in which devices work, connections break, disks fail, and somebody cheats; *calm*, in
//! which everything heals and all exchange what they have; *verdict*, which looks for what must never be.

mod bombs;
mod bundles;
mod cast;
mod deeds;
mod emptied;
mod erased;
mod faults;
mod forms;
mod hostile;
mod law;
mod ledger;
mod link;
mod listening;
mod machine;
mod overspent;
mod probe;
mod rebuilt;
mod reclaimed;
mod requests;
mod sabotage;
mod shut_out;
mod stumble;
mod together;
mod trace;
mod verdict;
mod world;

pub use cast::Cast;
pub use law::Law;
pub use sabotage::Sabotage;
pub use trace::Finding;

use crate::sample::Chance;
use anyhow::Context;
use ledger::Ledger;
use link::Link;
use machine::Machine;
use sabotage::Saboteur;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use trace::Trace;

/// What a run did.
#[derive(Debug, Clone, Copy, Default)]
pub struct Report {
    /// Steps of trouble.
    pub steps: usize,
    /// Commands that were answered with yes.
    pub commands: usize,
    /// Changes that every reader had to hold in the end.
    pub changes: usize,
}

/// One run.
pub struct Simulation {
    folder: TempDir,
    chance: Chance,
    /// The true time; each machine's own may be wrong.
    clock: Arc<AtomicI64>,
    machines: Vec<Machine>,
    links: Vec<Link>,
    /// Pairs that cannot reach each other now.
    apart: BTreeSet<(usize, usize)>,
    things: deeds::Things,
    /// Devices that somebody has asked to shut out: the hub may do it much later.
    leaving: BTreeSet<mainforte_domain::DeviceId>,
    /// Devices that were shut out are let at the others again.
    out_may_meet: bool,
    /// What they wrote when everybody else knew.
    too_late: Vec<[u8; 32]>,
    ledger: Ledger,
    mallory: hostile::Mallory,
    /// Frames with changes that went by, for whoever plays them again.
    overheard: VecDeque<Vec<u8>>,
    /// Frames that went by, and their bytes.
    sent: (usize, usize),
    /// Files that are carried about.
    carried: Vec<bundles::Carried>,
    /// The hub's database as it was when the city was founded.
    founding: std::path::PathBuf,
    /// The hub's disk went back: when it erased whom is lost with it.
    hub_went_back: bool,
    /// Databases put aside, by machine.
    backups: BTreeMap<usize, Vec<std::path::PathBuf>>,
    files: usize,
    commands: usize,
    saboteur: Saboteur,
    trace: Trace,
}

impl Simulation {
    /// Plays the seed on a copy of the cast.
    ///
    /// # Errors
    /// What must never be, with the last steps before it.
    pub fn run(cast: &Cast, seed: u64) -> Result<Report, Box<Finding>> {
        Self::run_with(cast, seed, None)
    }

    /// The same with machines that are broken on purpose.
    ///
    /// # Errors
    /// As [`run`](Self::run); here it is what one hopes for.
    pub fn run_broken(cast: &Cast, seed: u64, sabotage: Sabotage) -> Result<Report, Box<Finding>> {
        Self::run_with(cast, seed, Some(sabotage))
    }

    /// The steps of a run, as far as they are told, with what it found last: of one seed they are the same each time.
    ///
    /// # Errors
    /// When the stage cannot be set.
    pub fn steps(cast: &Cast, seed: u64) -> anyhow::Result<Vec<String>> {
        let mut run = cast.stage(seed)?;
        let end = run.play().map_or_else(|error| format!("{error:#}"), |report| format!("{report:?}"));
        run.trace.note(end);
        Ok(run.trace.steps())
    }

    fn run_with(cast: &Cast, seed: u64, sabotage: Option<Sabotage>) -> Result<Report, Box<Finding>> {
        let mut run = cast.stage(seed).map_err(|error| Box::new(Finding::new(seed, &error, &Trace::default())))?;
        run.let_break(sabotage).map_err(|error| Box::new(Finding::new(seed, &error, &Trace::default())))?;
        run.play().map_err(|error| Box::new(Finding::new(seed, &error, &run.trace)))
    }

    fn let_break(&mut self, sabotage: Option<Sabotage>) -> anyhow::Result<()> {
        let mut keys = vec![(self.mallory.device(), hostile::SECRET)];
        for machine in self.machines.iter().filter(|_| sabotage.is_some()) {
            let Some(node) = &machine.node else { continue };
            let secret = node.store().meta("device-key")?.and_then(|secret| secret.try_into().ok());
            keys.extend(secret.map(|secret| (machine.device, secret)));
        }
        self.saboteur.breaks(sabotage, keys);
        Ok(())
    }

    fn play(&mut self) -> anyhow::Result<Report> {
        let steps = 40 + self.chance.below(80);
        for _ in 0..steps {
            self.step()?;
        }
        self.out_may_meet = false;
        self.calm()?;
        self.end_the_waiting()?;
        self.those_who_are_shut_out_return()?;
        self.probe()?;
        self.judge()?;
        self.a_rebuild_changes_nothing().context(Law::ARebuildChangesNothing)?;
        self.trace.note(format!("{} frames of {} bytes", self.sent.0, self.sent.1));
        Ok(Report { steps, commands: self.commands, changes: self.ledger.len() })
    }

    fn step(&mut self) -> anyhow::Result<()> {
        self.clock.fetch_add(self.chance.below(20) as i64, Ordering::Relaxed);
        match self.chance.below(100) {
            0..39 => self.deed()?,
            39..69 => self.meet()?,
            69..73 => self.cheat()?,
            73..76 => self.cut_one(),
            // To write on under the same actor takes a disk that went back.
            76..80 if self.saboteur.is(Sabotage::ActorReused) => self.back_up()?,
            76..80 => self.part_or_heal(),
            80..84 if self.saboteur.is(Sabotage::ActorReused) => self.restore()?,
            80..84 => self.crash()?,
            84..86 => self.switch_off_or_on()?,
            86..87 => self.skew(),
            87..88 => self.repair()?,
            88..90 => self.back_up()?,
            90..92 => self.restore()?,
            92..93 => self.fill_disk()?,
            93..94 => self.copy_machine()?,
            94..95 => self.newcomer()?,
            95..96 => self.go_on()?,
            96..98 => self.bundle()?,
            98..99 => self.rarely()?,
            _ => self.stumble()?,
        }
        let moves = self.chance.below(60);
        self.traffic(moves)?;
        if self.chance.percent(20) {
            self.nothing_is_confirmed_twice().context(Law::NobodyIsBookedTwice)?;
        }
        Ok(())
    }

    fn rarely(&mut self) -> anyhow::Result<()> {
        match self.chance.below(6) {
            0 => self.wipe_hub(),
            2 | 3 => self.overspend_a_loan(),
            1 => self.empty_an_association(),
            4 => self.reclaim_and_lend_on(),
            _ => {
                let machine = self.random_machine();
                self.keep_house(machine);
                Ok(())
            }
        }
    }

    fn random_machine(&mut self) -> usize {
        self.chance.below(self.machines.len())
    }
}
