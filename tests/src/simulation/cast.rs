use super::hostile::Mallory;
use super::ledger::Ledger;
use super::machine::{self, Machine, Place};
use super::sabotage::Saboteur;
use super::trace::Trace;
use super::world::World;
use super::{Simulation, deeds::Things, forms};
use crate::sample::Chance;
use anyhow::{Context, Result, bail};
use mainforte_api::{Command, Outcome};
use mainforte_domain::{DeviceId, KindId, OrgId};
use mainforte_sync::{Invitation, JoinRequest};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use tempfile::TempDir;

/// A founded city whose devices have met, from which every run begins: founding anew would take longer than the run.
pub struct Cast {
    folder: TempDir,
    devices: Vec<(String, Place, DeviceId, OrgId, PathBuf)>,
    root: Option<[u8; 32]>,
    things: Things,
    mallory: Mallory,
    /// The hub's database before anybody joined.
    founding: PathBuf,
}

/// How many laptops each association has. Mallory's is beside those of the last.
const ASSOCIATIONS: [(&str, usize); 4] = [("Restos", 2), ("Croix-Rouge", 2), ("Secours", 1), ("Banque", 1)];

impl Cast {
    /// Founds the city.
    ///
    /// # Errors
    /// When it cannot be written, or something goes wrong already then.
    pub fn new() -> Result<Self> {
        let mut run = Simulation::bare(0, Mallory::new(), Things::default())?;
        run.found()?;
        let root = run.machines.first().and_then(|hub| hub.root);
        let devices = std::mem::take(&mut run.machines).into_iter();
        let devices = devices.map(|m| (m.name, m.place, m.device, m.org, m.database)).collect();
        Ok(Self { folder: run.folder, devices, root, things: run.things, mallory: run.mallory, founding: run.founding })
    }

    /// Sets the stage for a seed.
    pub(super) fn stage(&self, seed: u64) -> Result<Simulation> {
        let mut run = Simulation::bare(seed, self.mallory.clone(), self.things.clone())?;
        run.founding.clone_from(&self.founding);
        for (name, place, device, org, database) in &self.devices {
            let file = run.new_file();
            machine::copy(&self.folder.path().join(database), &file)?;
            run.machines.push(Machine {
                name: name.clone(),
                place: *place,
                device: *device,
                org: org.clone(),
                database: file,
                node: None,
                root: self.root.filter(|_| *place == Place::Hub),
                skew: Arc::default(),
                entries: Vec::new(),
                power: None,
            });
            run.switch_on(run.machines.len() - 1)?;
        }
        Ok(run)
    }
}

impl Simulation {
    fn bare(seed: u64, mallory: Mallory, things: Things) -> Result<Self> {
        let clock = Arc::new(AtomicI64::new(forms::MONDAY + 600));
        Ok(Self {
            folder: folder()?,
            chance: Chance::new(seed),
            saboteur: Saboteur::new(&clock),
            clock,
            machines: Vec::new(),
            links: Vec::new(),
            apart: BTreeSet::new(),
            things,
            leaving: BTreeSet::new(),
            out_may_meet: true,
            too_late: Vec::new(),
            ledger: Ledger::default(),
            mallory,
            overheard: VecDeque::new(),
            sent: (0, 0),
            carried: Vec::new(),
            founding: PathBuf::new(),
            hub_went_back: false,
            backups: BTreeMap::new(),
            files: 0,
            commands: 0,
            trace: Trace::default(),
        })
    }

    fn found(&mut self) -> Result<()> {
        let database = self.new_file();
        let skew = Arc::default();
        let seed = self.seed();
        let mut hub = machine::open(&database, World::new(Arc::clone(&self.clock), Arc::clone(&skew), seed, None))?;
        let root = hub.found("Bordeaux").map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        let org = hub.trust().context("no trust log")?.city().clone();
        let (name, device) = ("hub".to_owned(), hub.device());
        let node = Some(hub);
        let (root, entries, power) = (Some(root), Vec::new(), None);
        self.machines.push(Machine {
            name,
            place: Place::Hub,
            device,
            org,
            database,
            node,
            root,
            skew,
            entries,
            power,
        });
        self.founding = self.new_file();
        machine::copy(&self.machines[0].database, &self.founding)?;
        self.join("operator", None)?;
        for (association, laptops) in ASSOCIATIONS {
            for number in 1..=laptops {
                self.join(&format!("{association} {number}"), Some(association))?;
            }
        }
        self.enrol_mallory()?;
        self.people_and_shifts()?;
        self.calm()
    }

    fn enrol_mallory(&mut self) -> Result<()> {
        let invitation = self.invitation(Some(ASSOCIATIONS[3].0))?;
        let request = JoinRequest { secret: invitation.secret, device_name: "Mallory".to_owned() };
        let device = self.mallory.device();
        let Some(hub) = &mut self.machines[0].node else { bail!("the hub is off") };
        hub.enrol(device, &request).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        self.mallory.belongs_to(invitation.org);
        Ok(())
    }

    fn people_and_shifts(&mut self) -> Result<()> {
        let kind = KindId::parse("groceries")?;
        for machine in 0..self.machines.len() {
            for _ in 0..2 {
                let person = forms::person(&mut self.chance);
                self.execute(machine, Command::AddPerson { person })?;
            }
            if self.machines[machine].place == Place::Association {
                let need = forms::need(&mut self.chance, kind.clone());
                self.execute(machine, Command::PublishNeed { need })?;
            }
        }
        Ok(())
    }

    /// One more laptop joins, now or in the middle of everything.
    pub(super) fn newcomer(&mut self) -> Result<()> {
        let hub = self.machines[0].node.as_ref();
        if self.machines.len() > 9 || hub.is_none_or(|hub| hub.is_waiting()) {
            return Ok(());
        }
        let (association, _) = ASSOCIATIONS.get(self.chance.below(4)).copied().context("no association")?;
        let name = format!("{association} {}", self.files);
        self.join(&name, Some(association))
    }

    fn join(&mut self, name: &str, association: Option<&str>) -> Result<()> {
        let invitation = self.invitation(association)?;
        let database = self.new_file();
        let (skew, seed) = (Arc::default(), self.seed());
        let mut node = machine::open(&database, World::new(Arc::clone(&self.clock), Arc::clone(&skew), seed, None))?;
        let request = JoinRequest { secret: invitation.secret, device_name: name.to_owned() };
        let Some(hub) = &mut self.machines[0].node else { bail!("the hub is off") };
        // The first answer gets lost on its way now and then.
        let worded = |refusal: mainforte_api::Refusal| anyhow::anyhow!("{name} cannot join: {refusal:?}");
        if self.chance.percent(30) {
            hub.enrol(node.device(), &request).map_err(worded)?;
        }
        let reply = hub.enrol(node.device(), &request).map_err(worded)?;
        node.take_welcome(&invitation, name, reply).map_err(worded)?;
        self.trace.note(format!("{name} joins"));
        let place = if association.is_some() { Place::Association } else { Place::Operator };
        self.machines.push(Machine {
            name: name.to_owned(),
            place,
            device: node.device(),
            org: invitation.org,
            database,
            node: Some(node),
            root: None,
            skew,
            entries: Vec::new(),
            power: None,
        });
        Ok(())
    }

    fn invitation(&mut self, association: Option<&str>) -> Result<Invitation> {
        let invite = Command::Invite { association: association.map(str::to_owned) };
        match self.execute(0, invite)? {
            Some(Ok(Outcome::Invited { invitation })) => Ok(Invitation::parse(&invitation.text)?),
            other => bail!("the hub does not invite: {other:?}"),
        }
    }
}

/// In memory where the system has a place for that: a run writes a lot, and throws it away.
fn folder() -> Result<TempDir> {
    let memory = std::path::Path::new("/dev/shm");
    let at = match std::env::var_os("TMPDIR") {
        None if memory.is_dir() => memory.to_owned(),
        _ => std::env::temp_dir(),
    };
    Ok(tempfile::Builder::new().prefix("mainforte-simulation-").tempdir_in(at)?)
}
