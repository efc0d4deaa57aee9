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
use crate::rows::{Stay, fits};
use crate::schedules::Schedules;

/// Rewards are counted in this fraction of a point.
pub(crate) const SCALE: i64 = 256;

/// No more than this many minutes of shifts fit in a week one after the other.
pub(crate) const WEEK_MINUTES_MAX: i64 = 10_080 + 1440;

/// The number of shifts up to which dominated ones stay.
const DOMINANCE_MIN: usize = 24;

/// Value per minute is counted in this power of two of a fraction.
const PACE_BITS: u32 = 10;

/// A shift on offer, with the best of its roles.
#[derive(Debug, Clone, Copy)]
struct Item {
    group: GroupNo,
    slot: u32,
}

/// The program with its memory, kept between calls.
#[derive(Default)]
pub(crate) struct Program {
    items: Vec<Item>,
    /// Each item's time, place and value (worth and reward together, in fractions of a point), and its week.
    stays: Vec<(Stay, u32)>,
    dominance: Dominance,
    narrow: Schedules<i32>,
    wide: Schedules<i64>,
    chosen: Vec<GroupNo>,
    /// How many shifts are looked at, those that pay best for their minutes; none for all: only then is the best schedule
    /// found for sure.
    pub(crate) breadth: Option<usize>,
    paces: Vec<i64>,
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
        self.narrow_down();
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

    /// Leaves the shifts that pay best for their minutes, where no more are looked at.
    fn narrow_down(&mut self) {
        let Some(beyond) = self.breadth.and_then(|most| self.stays.len().checked_sub(most)).filter(|it| *it > 0) else {
            return;
        };
        let pace = |(stay, _): &(Stay, u32)| (stay.value << PACE_BITS) / stay.minutes();
        self.paces.clear();
        self.paces.extend(self.stays.iter().map(pace));
        let least = *self.paces.select_nth_unstable(beyond).1;
        let mut kept = self.stays.iter().map(|it| pace(it) >= least);
        self.items.retain(|_| kept.next() == Some(true));
        self.stays.retain(|it| pace(it) >= least);
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
        let (value, best, cells) = if fits(self.stays.iter().map(|(stay, _)| stay)) {
            self.narrow.best(index, person, &self.stays)
        } else {
            self.wide.best(index, person, &self.stays)
        };
        self.chosen.extend(best.iter().map(|&item| self.items[item as usize].group));
        self.work += cells as u64 / 8;
        value
    }
}
