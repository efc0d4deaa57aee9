//! One stolen laptop asks to erase all whom it knows: the hub holds most of that back.

use super::Simulation;
use super::forms;
use super::machine::Place;
use anyhow::{Result, bail};
use mainforte_api::Command;
use mainforte_domain::{ERASURES_PER_DAY, EraseReason, VolunteerId};
use mainforte_store::StoredErasure;

const DAY_MINUTES: i64 = 1_440;

impl Simulation {
    /// A laptop of an association asks to erase everybody whom it knows, and more.
    pub(super) fn empty_an_association(&mut self) -> Result<()> {
        let laptop = self.random_machine();
        if self.machines[laptop].place != Place::Association {
            return Ok(());
        }
        for _ in 0..ERASURES_PER_DAY + 2 {
            let person = forms::person(&mut self.chance);
            self.execute(laptop, Command::AddPerson { person })?;
        }
        let org = self.machines[laptop].org.clone();
        let all: Vec<VolunteerId> =
            self.things.people.iter().filter(|(of, _)| *of == org).map(|(_, id)| id.clone()).collect();
        for volunteer in all {
            self.execute(laptop, Command::Erase { volunteer, reason: EraseReason::PersonAsks })?;
        }
        self.connect(laptop, 0)
    }

    /// Beyond so many of one organisation in a day the hub holds erasures back.
    pub(super) fn nobody_is_emptied(&self) -> Result<()> {
        let Some(hub) = self.machines[0].node.as_ref().filter(|_| !self.hub_went_back) else { return Ok(()) };
        let erased = hub.store().erasures()?;
        for (count, last) in erased.iter().enumerate() {
            let that_day = |one: &&StoredErasure| one.owner == last.owner && one.at > last.at.plus(-DAY_MINUTES);
            let before = erased.iter().take(count).filter(that_day).count();
            if last.owner != self.machines[0].org && before >= ERASURES_PER_DAY {
                bail!("the hub erased {} people of {} in a day", before + 1, last.owner);
            }
        }
        Ok(())
    }
}
