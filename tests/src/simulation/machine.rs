use super::world::World;
use anyhow::{Context, Result};
use mainforte_domain::{DeviceId, OrgId};
use mainforte_node::BareNode;
use mainforte_store::{Commit, Store, StoreKey};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const KEY: [u8; 32] = [7; 32];

/// What a machine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Hub,
    Operator,
    Association,
}

/// One machine with its disk. Two may hold copies of one device.
pub(super) struct Machine {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) device: DeviceId,
    pub(super) org: OrgId,
    pub(super) database: PathBuf,
    /// None: it is switched off.
    pub(super) node: Option<BareNode>,
    /// The city's root key, on the hub.
    pub(super) root: Option<[u8; 32]>,
    /// How wrong its clock is, minutes.
    pub(super) skew: Arc<AtomicI64>,
    /// Its steps of the history, to be taken back.
    pub(super) entries: Vec<i64>,
    /// How many commits it has left before its power fails; below nothing it is dead.
    pub(super) power: Option<Arc<AtomicI64>>,
}

impl Machine {
    /// Whether the power has failed, and what is in memory is worth nothing.
    pub(super) fn is_dead(&self) -> bool {
        self.power.as_ref().is_some_and(|left| left.load(Ordering::Relaxed) < 0)
    }

    /// Lets the power fail after so many commits.
    pub(super) fn cut_power_after(&mut self, commits: i64) -> Result<()> {
        let Some(node) = &mut self.node else { return Ok(()) };
        let left = Arc::new(AtomicI64::new(commits));
        node.cut_power_after(Arc::clone(&left)).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        self.power = Some(left);
        Ok(())
    }

    /// Whether the machine knows that a device was shut out.
    pub(super) fn shuts_out(&self, device: &DeviceId) -> bool {
        let trust = self.node.as_ref().and_then(|node| node.trust());
        trust.is_some_and(|trust| trust.is_revoked(device))
    }

    /// Opens the database with draws that begin at `seed`.
    pub(super) fn switch_on(&mut self, clock: &Arc<AtomicI64>, seed: u64) -> Result<()> {
        let world = World::new(Arc::clone(clock), Arc::clone(&self.skew), seed, self.root);
        let node = open(&self.database, world).with_context(|| format!("{} does not open", self.name))?;
        self.node = Some(node);
        self.power = None;
        Ok(())
    }

    /// Writes into the database what the desk would never write, for machines that are broken on purpose.
    pub(super) fn write_past_the_desk(&mut self, commit: Commit, clock: &Arc<AtomicI64>) -> Result<()> {
        self.node = None;
        Store::open(&self.database, &StoreKey::new(KEY))?.commit(commit)?;
        self.switch_on(clock, 0)
    }
}

pub(super) fn open(database: &Path, world: World) -> Result<BareNode> {
    BareNode::open(database, KEY, Box::new(world)).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))
}

/// Copies a database as the disk has it at this moment, with what the write-ahead log holds beside it.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::copy(from, to).with_context(|| format!("copying {}", from.display()))?;
    let log = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        PathBuf::from(name)
    };
    match std::fs::copy(log(from), log(to)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
