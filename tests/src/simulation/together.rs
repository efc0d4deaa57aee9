//! Batches that wait for one desk at the same time, and are written together.

use super::Simulation;
use super::link::End;
use mainforte_sync::Output;

impl Simulation {
    /// When the next thing that an end does is to write what came, its device may write what its other connections have brought
    /// with it.
    pub(super) fn write_together(&mut self, link: usize, side: usize) {
        let at = self.links[link].ends[side].machine;
        if !waits(&self.links[link].ends[side], at) || self.saboteur.is_at_work() {
            return;
        }
        let places: Vec<(usize, usize)> = (0..self.links.len()).flat_map(|link| [(link, 0), (link, 1)]).collect();
        let waiting: Vec<_> = places.into_iter().filter(|(l, s)| waits(&self.links[*l].ends[*s], at)).collect();
        if waiting.len() < 2 || self.machines[at].is_dead() || self.chance.percent(30) {
            return;
        }
        let mut deeds = Vec::new();
        for (link, side) in &waiting {
            let peer = self.machines[self.links[*link].ends[1 - side].machine].device;
            deeds.extend(self.links[*link].ends[*side].work.pop_front().map(|deed| (peer, deed)));
        }
        self.trace.note(format!("{} writes together what {} brought", self.machines[at].name, waiting.len()));
        let Some(node) = &mut self.machines[at].node else { return };
        for ((link, side), answer) in waiting.into_iter().zip(node.act_together(deeds)) {
            self.links[link].ends[side].written = Some(answer);
        }
    }
}

fn waits(end: &End, at: usize) -> bool {
    end.machine == at
        && !end.is_closed
        && end.written.is_none()
        && matches!(end.work.front(), Some(Output::Commit { .. }))
}
