//! One volunteer, exactly: the best set of shifts for given rewards.
//!
//! Weighted interval scheduling with a second axis, the minutes of the week: a weekly limit, and a fairness cost that is a
//! step function of the minutes, so that no linear relaxation is exact. Weeks follow each other; what is decided about one
//! reaches the next only through who is still on the way on Sunday night.
//!
//! Three facts keep it small. Turnaround is a gap between different places, and being at one place is an equivalence, so
//! that checking neighbours in time checks all pairs. Fairness never falls with minutes and dropping a shift breaks no
//! rule, so that shifts of no positive value can be left out before. Rows rise with the minutes, so that the way back is
//! found by value, without storing it.
//!
//! See Kellerer, Pferschy & Pisinger, "Knapsack Problems" (2004), for programs over a capacity.

use crate::dominance::Dominance;
use crate::index::{Choice, Index};
use crate::layout::{GroupNo, Person, PersonNo};
use crate::rows::{Rows, Stay, grain};

/// Rewards are counted in this fraction of a point.
pub(crate) const SCALE: i64 = 256;

/// No more than this many minutes of shifts fit in a week one after the other.
pub(crate) const WEEK_MINUTES_MAX: i64 = 10_080 + 1440;

/// The number of shifts up to which dominated ones stay.
const DOMINANCE_MIN: usize = 24;

/// A shift on offer, with the best of its roles.
#[derive(Debug, Clone, Copy)]
struct Item {
    group: GroupNo,
    slot: u32,
}

/// How the schedules of a row end.
#[derive(Debug, Clone, Copy)]
enum Last {
    /// With this item, in the week of the row.
    Item(u32),
    /// In an earlier week, with the cell of an earlier row.
    Earlier { row: u32, units: usize },
    /// With nothing at all.
    Nothing,
}

/// The program with its memory, kept between calls.
#[derive(Default)]
pub(crate) struct Program {
    items: Vec<Item>,
    /// Each item's time, place and value (worth and reward together, in fractions of a point), and its week.
    stays: Vec<(Stay, u32)>,
    dominance: Dominance,
    rows: Rows,
    /// How each row ends, and the week that it is in.
    lasts: Vec<(Last, u32)>,
    grain: i64,
    chosen: Vec<GroupNo>,
    /// Choices read and cells filled so far, and a little for each call: the measure of effort.
    pub(crate) work: u64,
}

impl Program {
    /// The best value that `person` can reach with some of `choices` (in order of group), in fractions of a point, when a
    /// place in `group` pays `reward(group)` fractions on top of its worth (none: not on offer). [`Self::chosen`] then
    /// tells how.
    pub(crate) fn solve(
        &mut self,
        index: &Index<'_>,
        person: PersonNo,
        choices: &[Choice],
        reward: impl Fn(GroupNo) -> Option<i64>,
    ) -> i64 {
        self.items.clear();
        self.stays.clear();
        for choice in choices {
            let Some(pay) = reward(choice.group) else { continue };
            let value = i64::from(choice.worth) * SCALE + pay;
            if value > 0 {
                self.offer(index, choice.group, value);
            }
        }
        self.work += 8 + choices.len() as u64;
        self.run(index, index.person(person))
    }

    /// The groups of the best schedule found last, in order of time.
    pub(crate) fn chosen(&self) -> &[GroupNo] {
        &self.chosen
    }

    fn offer(&mut self, index: &Index<'_>, group: GroupNo, value: i64) {
        let slot_no = index.group(group).slot;
        if let (Some(item), Some((stay, _))) = (self.items.last_mut(), self.stays.last_mut())
            && item.slot == slot_no
        {
            if value > stay.value {
                stay.value = value;
                item.group = group;
            }
            return;
        }
        let slot = &index.slots[slot_no as usize];
        let stay = Stay { start: slot.start, end: slot.end, place: slot.place, value };
        self.items.push(Item { group, slot: slot_no });
        self.stays.push((stay, slot.week));
    }

    /// Drops what cannot be in a best schedule. Few shifts are not worth the look.
    fn drop_dominated(&mut self, turnaround: i64) {
        if self.items.len() <= DOMINANCE_MIN {
            return;
        }
        let mut dominated = self.dominance.find(&self.stays, turnaround, 0).iter();
        self.items.retain(|_| dominated.next() == Some(&false));
        let mut dominated = self.dominance.found().iter();
        self.stays.retain(|_| dominated.next() == Some(&false));
    }

    fn run(&mut self, index: &Index<'_>, person: &Person) -> i64 {
        self.chosen.clear();
        self.drop_dominated(person.turnaround);
        let Some(&(_, mut week)) = self.stays.first() else { return 0 };
        self.grain = grain(self.stays.iter().map(|(stay, _)| stay));
        self.rows.clear();
        self.lasts.clear();
        self.rows.open(self.units(person, week), 0);
        self.lasts.push((Last::Nothing, week));
        for no in 0..self.stays.len() {
            let (stay, in_week) = self.stays[no];
            if in_week != week {
                self.turn_week(index, person, week, in_week);
                week = in_week;
            }
            self.rows.release(stay.start, person.turnaround);
            self.rows.extend(&stay, (stay.minutes() / self.grain) as usize, true);
            self.lasts.push((Last::Item(no as u32), week));
        }
        self.work += self.rows.cells_len() as u64 / 8;
        self.rows.release(i64::MAX, 0);
        let (units, value) = self.best(index, person, week, 0, self.rows.frontier());
        self.trace(person, week, units);
        value
    }

    fn units(&self, person: &Person, week: u32) -> usize {
        (person.room(week).clamp(0, WEEK_MINUTES_MAX) / self.grain) as usize
    }

    /// Ends a week: what was made of its minutes is paid, and the count starts again.
    fn turn_week(&mut self, index: &Index<'_>, person: &Person, week: u32, next: u32) {
        // Rows that still wait end too late for the next shift elsewhere: each is carried over on its own.
        let mut late = Vec::new();
        for (no, end, place) in self.rows.waiting() {
            let (low, cells) = self.rows.cells(no);
            let (units, value) = self.best(index, person, week, low, cells);
            late.push((no, end, place, units, value));
        }
        let (units, value) = self.best(index, person, week, 0, self.rows.frontier());
        let wanted = self.rows.frontier()[units];
        let done = |no: u32| late.iter().all(|(other, ..)| *other != no);
        let row = self.find(units, wanted, week, done);
        self.rows.open(self.units(person, next), value);
        self.lasts.push((row.map_or(Last::Nothing, |row| Last::Earlier { row, units }), next));
        for (row, end, place, units, value) in late {
            self.rows.carry(end, place, value);
            self.lasts.push((Last::Earlier { row, units }, next));
        }
    }

    /// The fewest units with the best value after the fairness cost of the week, and that value, among `cells` that start
    /// at `low` units.
    fn best(&self, index: &Index<'_>, person: &Person, week: u32, low: usize, cells: &[i64]) -> (usize, i64) {
        let mut best = (low, i64::MIN);
        let mut last = i64::MIN;
        for (units, &value) in (low..).zip(cells) {
            // Where a row does not rise, more minutes bring nothing.
            if value > last {
                last = value;
                let net = value - SCALE * index.over_target(person, week, units as i64 * self.grain);
                if net > best.1 {
                    best = (units, net);
                }
            }
        }
        best
    }

    /// The latest row of `week` that `fits` and has `value` at `units`.
    fn find(&self, units: usize, value: i64, week: u32, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let mut latest = (0..self.rows.len() as u32).rev();
        latest.find(|&no| self.lasts[no as usize].1 == week && self.rows.value(no, units) == value && fits(no))
    }

    /// Reads the best schedule back, from `units` of the frontier.
    fn trace(&mut self, person: &Person, mut week: u32, mut units: usize) {
        let mut at = self.find(units, self.rows.frontier()[units], week, |_| true);
        while let Some(no) = at {
            match self.lasts[no as usize].0 {
                Last::Nothing => break,
                Last::Earlier { row, units: earlier } => {
                    units = earlier;
                    week = self.lasts[row as usize].1;
                    at = Some(row);
                }
                Last::Item(item) => {
                    let (stay, _) = self.stays[item as usize];
                    self.chosen.push(self.items[item as usize].group);
                    let value = self.rows.value(no, units) - stay.value;
                    units -= (stay.minutes() / self.grain) as usize;
                    at = self.find(units, value, week, |before| {
                        let (end, place) = self.rows.end(before);
                        let gap = if place == stay.place { 0 } else { person.turnaround };
                        end.saturating_add(gap) <= stay.start
                    });
                }
            }
        }
        self.chosen.reverse();
    }
}
