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
    pub(crate) fn find(&mut self, stays: &[(Stay, u32)], turnaround: i64, lead: i64) -> &[bool] {
        self.find_tied(stays, turnaround);
        self.dominated.clear();
        self.dominated.resize(stays.len(), false);
        let mut week = None;
        let mut to = stays.len();
        // From the last start to the first, so that the stairs hold what starts no earlier; those that start together by
        // their ends.
        while to > 0 {
            let (latest, in_week) = stays[to - 1];
            let from = stays[..to].partition_point(|(stay, _)| stay.start < latest.start);
            if week != Some(in_week) {
                week = Some(in_week);
                self.remote.steps.clear();
                self.all.steps.clear();
            }
            for (no, (stay, _)) in (from..to).zip(&stays[from..to]) {
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
        let rivals = match (stay.place, self.tied[no]) {
            (0, _) => Some(&self.remote),
            (_, false) => Some(&self.all),
            _ => None,
        };
        self.dominated[no] = rivals.is_some_and(|rivals| rivals.best_within(stay.end) >= stay.value + lead);
        if !self.dominated[no] {
            self.all.add(stay.end, stay.value);
            if stay.place == 0 {
                self.remote.add(stay.end, stay.value);
            }
        }
    }

    fn find_tied(&mut self, stays: &[(Stay, u32)], turnaround: i64) {
        self.tied.clear();
        self.tied.resize(stays.len(), false);
        self.before.clear();
        for (no, (stay, _)) in stays.iter().enumerate() {
            let place = stay.place as usize;
            if self.latest.len() <= place {
                self.latest.resize(place + 1, NONE);
            }
            let mut other = if place == 0 { NONE } else { self.latest[place] };
            self.before.push(other);
            while let Some((near, _)) = stays.get(other as usize) {
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
        for (stay, _) in stays {
            self.latest[stay.place as usize] = NONE;
        }
    }
}

/// No shift is longer, in minutes.
const DAY: i64 = 1440;

/// The best values by latest end: both rise.
#[derive(Default)]
struct Stairs {
    steps: Vec<(i64, i64)>,
}

impl Stairs {
    /// The best value of what ends by `end`.
    fn best_within(&self, end: i64) -> i64 {
        let after = self.steps.partition_point(|step| step.0 <= end);
        after.checked_sub(1).map_or(i64::MIN, |at| self.steps[at].1)
    }

    fn add(&mut self, end: i64, value: i64) {
        if self.best_within(end) >= value {
            return;
        }
        let from = self.steps.partition_point(|step| step.0 < end);
        let beaten = self.steps[from..].iter().take_while(|step| step.1 <= value).count();
        self.steps.splice(from..from + beaten, [(end, value)]);
    }
}
