use super::Simulation;
use anyhow::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

impl Simulation {
    /// A disk has no room for one commit and has room again for the next. The machine runs on: what it has in memory must be
    /// what is on its disk.
    pub(super) fn stumble(&mut self) -> Result<()> {
        let machine = if self.chance.percent(40) { 0 } else { self.random_machine() };
        let Some(node) = &mut self.machines[machine].node else { return Ok(()) };
        let left = Arc::new(AtomicI64::new(self.chance.below(6) as i64));
        node.fail_once_after(Arc::clone(&left)).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        self.trace.note(format!("a commit of {} fails", self.machines[machine].name));
        for _ in 0..20 {
            if left.load(Ordering::Relaxed) < 0 {
                break;
            }
            let other = if machine == 0 { self.random_machine() } else { 0 };
            match self.chance.below(10) {
                0..3 => self.deed_of(machine)?,
                3..5 => self.connect(machine, other)?,
                5 => self.keep_house(machine),
                _ => self.traffic(6)?,
            }
        }
        left.store(i64::MAX, Ordering::Relaxed);
        Ok(())
    }
}
