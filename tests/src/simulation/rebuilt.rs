//! What the screens show is what the log says: made again from it, they show the same.

use super::Simulation;
use super::verdict::screens;
use anyhow::{Result, bail};
use mainforte_api::{Command, Outcome, Query};
use mainforte_node::BareNode;
use mainforte_sync::Trust;

/// Machines of which everything is made again.
const REBUILT: usize = 2;

impl Simulation {
    /// Somebody repairs a machine, the hub as often as all others. From then on it compares with everybody.
    pub(super) fn repair(&mut self) -> Result<()> {
        let machine = if self.chance.percent(50) { 0 } else { self.random_machine() };
        self.execute(machine, Command::Repair)?;
        // As a real node, it connects anew.
        self.links.retain(|link| !link.touches(machine));
        Ok(())
    }

    /// Repairs a few machines, which finds nothing to mend and changes nothing that is shown.
    pub(super) fn a_rebuild_changes_nothing(&mut self) -> Result<()> {
        for _ in 0..REBUILT {
            let number = self.random_machine();
            let machine = &mut self.machines[number];
            if machine.shuts_out(&machine.device) {
                continue;
            }
            let Some(node) = &mut machine.node else { continue };
            let before = shown(node)?;
            match node.execute(Command::Repair) {
                Ok(Outcome::Repaired { mended: 0, incomplete: 0, unreadable: 0, .. }) => {}
                other => bail!("{} had something to repair: {other:?}", machine.name),
            }
            let after = shown(node)?;
            if let Some((was, is)) = before.iter().zip(&after).find(|(was, is)| was != is) {
                bail!("{} shows something else after a rebuild:\n{was}\n{is}", machine.name);
            }
        }
        Ok(())
    }

    /// All hold one trust log.
    pub(super) fn trust_is_one(&self) -> Result<()> {
        let logs = self.running().filter_map(|(machine, node)| Some((&machine.name, node.trust()?)));
        let end = |trust: &Trust| (trust.len(), trust.hash());
        let logs: Vec<_> = logs.map(|(name, trust)| (name, end(&trust))).collect();
        let Some((first, one)) = logs.first() else { return Ok(()) };
        match logs.iter().find(|(_, other)| other != one) {
            Some((name, other)) => bail!("{first} has {} entries of the trust log, {name} other {}", one.0, other.0),
            None => Ok(()),
        }
    }
}

fn shown(node: &BareNode) -> Result<Vec<String>> {
    let more = [Query::Associations, Query::Today, Query::History { limit: 500 }];
    // Of what another place shows, it shows the same refusal.
    let one = |query: Query| match node.query(query.clone()) {
        Ok(view) => Ok(format!("{query:?}: {}", serde_json::to_string(&view)?)),
        Err(refusal) => Ok(format!("{query:?}: {refusal:?}")),
    };
    screens().into_iter().chain(more).map(one).collect()
}
