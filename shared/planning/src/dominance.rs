//! Shifts that another shift is always better than, whatever else is on the schedule.
//!
//! A shift that lies within another in time, in the same week, and is worth no less, can take its place in any schedule as
//! long as the travel stays possible. That holds when both are at the same place, and also when the longer one has no
//! shift at its own place so close to it that only being there already makes the two possible together.

use crate::rows::Stay;

/// Finds dominated shifts; keeps its memory between calls.
#[derive(Default)]
pub(crate) struct Dominance {
    dominated: Vec<bool>,
    /// Whether a shift has a neighbour at its own place within the turnaround.
    tied: Vec<bool>,
    /// The latest shift at each place, and for each shift the one before it at its place.
    latest: Vec<u32>,
    before: Vec<u32>,
    remote: Stairs,
    all: Stairs,
}

const NONE: u32 = u32::MAX;

impl Dominance {
    /// For each of `stays`, in order of start and end, whether another one of its week dominates it by at least `lead`.
    pub(crate) fn find(&mut self, stays: &[Stay], turnaround: i64, lead: i64) -> &[bool] {
        self.find_tied(stays, turnaround);
        self.dominated.clear();
        self.dominated.resize(stays.len(), false);
        let mut week = None;
        let mut to = stays.len();
        // From the last start to the first, so that the stairs hold what starts no earlier; those that start together by
        // their ends.
        while to > 0 {
            let latest = &stays[to - 1];
            let together = stays[..to].iter().rev().take_while(|stay| stay.start == latest.start).count();
            let from = to - together;
            if week != Some(latest.week) {
                week = Some(latest.week);
                self.remote.clear();
                self.all.clear();
            }
            self.remote.restart();
            self.all.restart();
            for (no, stay) in (from..to).zip(&stays[from..to]) {
                self.judge(no, stay, lead);
            }
            to = from;
        }
        &self.dominated
    }

    /// What [`Self::find`] found last.
    pub(crate) fn found(&self) -> &[bool] {
        &self.dominated
    }

    fn judge(&mut self, no: usize, stay: &Stay, lead: i64) {
        let (remote, all) = (self.remote.best_within(stay.end), self.all.best_within(stay.end));
        let rival = match (stay.place, self.tied[no]) {
            (0, _) => remote,
            (_, false) => all,
            _ => i64::MIN,
        };
        self.dominated[no] = rival >= stay.value + lead;
        if !self.dominated[no] {
            self.all.add(stay.end, stay.value);
            if stay.place == 0 {
                self.remote.add(stay.end, stay.value);
            }
        }
    }

    fn find_tied(&mut self, stays: &[Stay], turnaround: i64) {
        self.tied.clear();
        self.tied.resize(stays.len(), false);
        self.before.clear();
        for (no, stay) in stays.iter().enumerate() {
            let place = stay.place as usize;
            if self.latest.len() <= place {
                self.latest.resize(place + 1, NONE);
            }
            let mut other = if place == 0 { NONE } else { self.latest[place] };
            self.before.push(other);
            while let Some(near) = stays.get(other as usize) {
                if near.start + DAY + turnaround.min(DAY) < stay.start {
                    break;
                }
                if near.end <= stay.start && stay.start - near.end < turnaround {
                    self.tied[no] = true;
                    self.tied[other as usize] = true;
                }
                other = self.before[other as usize];
            }
            self.latest[place] = no as u32;
        }
        for stay in stays {
            self.latest[stay.place as usize] = NONE;
        }
    }
}

/// No shift is longer, in minutes.
const DAY: i64 = 1440;

/// The best values by latest end: both fall from step to step, so that what ends soon stands last, where it is looked for.
#[derive(Default)]
struct Stairs {
    steps: Vec<(i64, i64)>,
    /// The first step that ends within the end that was asked for last.
    at: usize,
}

impl Stairs {
    fn clear(&mut self) {
        self.steps.clear();
        self.at = 0;
    }

    /// From here on ends are asked for in rising order again.
    fn restart(&mut self) {
        self.at = self.steps.len();
    }

    /// The best value of what ends by `end`, which is no earlier than the last one asked for.
    fn best_within(&mut self, end: i64) -> i64 {
        while self.at > 0 && self.steps[self.at - 1].0 <= end {
            self.at -= 1;
        }
        self.steps.get(self.at).map_or(i64::MIN, |step| step.1)
    }

    /// Adds what ends by `end`, the last one asked for.
    fn add(&mut self, end: i64, value: i64) {
        let to = match self.steps.get(self.at) {
            Some((_, best)) if *best >= value => return,
            Some((until, _)) if *until == end => self.at + 1,
            _ => self.at,
        };
        let later = self.steps[..self.at].iter().rev();
        self.at -= later.take_while(|step| step.1 <= value).count();
        if self.at == to {
            self.steps.insert(to, (end, value));
        } else {
            self.steps[self.at] = (end, value);
            self.steps.drain(self.at + 1..to);
        }
    }
}
