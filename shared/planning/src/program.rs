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
use crate::index::{Choice, Index, Stand};
use crate::layout::{GroupNo, Person, PersonNo, Slot};
use crate::rows::{Stay, fits};
use crate::schedules::Schedules;

/// Rewards are counted in this fraction of a point.
pub(crate) const SCALE: i64 = 256;

/// No more than this many minutes of shifts fit in a week one after the other.
pub(crate) const WEEK_MINUTES_MAX: i64 = 10_080 + 1440;

/// The number of shifts up to which dominated ones stay.
const DOMINANCE_MIN: usize = 24;

/// A shift on offer, with the best of its roles.
#[derive(Debug, Clone, Copy)]
struct Offer {
    group: GroupNo,
    slot: u32,
    minutes: u32,
    /// Worth and reward together, in fractions of a point.
    value: i64,
}

/// The pace of an offer is its value per minute, counted in this power of two of a fraction.
const PACE_BITS: u32 = 10;

impl Offer {
    fn pace(&self) -> i64 {
        (self.value << PACE_BITS) / i64::from(self.minutes)
    }

    /// Whether its pace is at least `least`; asked more often than it pays to divide.
    fn keeps_pace(&self, least: i64) -> bool {
        self.value << PACE_BITS >= least * i64::from(self.minutes)
    }
}

/// The program with its memory, kept between calls.
#[derive(Default)]
pub(crate) struct Program {
    /// In order of time.
    offers: Vec<Offer>,
    paces: Vec<i64>,
    /// What is on offer, as the rows see it, and the group of each.
    groups: Vec<GroupNo>,
    stays: Vec<Stay>,
    dominance: Dominance,
    narrow: Schedules<i32>,
    wide: Schedules<i64>,
    chosen: Vec<GroupNo>,
    /// How many shifts are looked at, those that pay best for their minutes; none for all: only then is the best
    /// schedule found for sure.
    pub(crate) breadth: Option<usize>,
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
        self.collect(index, choices, reward);
        self.look_up(index);
        self.run(index, index.person(person))
    }

    /// The groups of the best schedule found last, in order of time.
    pub(crate) fn chosen(&self) -> &[GroupNo] {
        &self.chosen
    }

    /// Collects what is on offer: all, or the shifts that pay best for their minutes.
    fn collect(&mut self, index: &Index<'_>, choices: &[Choice], reward: impl Fn(GroupNo) -> Option<i64>) {
        self.offers.clear();
        let few = self.breadth.unwrap_or(usize::MAX);
        let many = few.saturating_mul(2);
        let mut least = 0;
        for choice in choices {
            let Some(pay) = reward(choice.group) else { continue };
            let value = i64::from(choice.worth) * SCALE + pay;
            let Stand { slot, minutes } = index.stand(choice.group);
            let offer = Offer { group: choice.group, slot, minutes, value };
            if value <= 0 || !offer.keeps_pace(least) {
                continue;
            }
            match self.offers.last_mut().filter(|last| last.slot == slot) {
                Some(last) if last.value >= value => {}
                Some(last) => *last = offer,
                None => {
                    // Cut back as soon as there are many, so that most of what follows need not be written down.
                    if self.offers.len() >= many {
                        least = self.cut_back(few);
                    }
                    self.offers.push(offer);
                }
            }
        }
        if self.offers.len() > few {
            self.cut_back(few);
        }
        self.work += 8 + choices.len() as u64;
    }

    /// Leaves the `few` offers of the best pace, of more than that, and those of equal pace; returns the least pace left.
    fn cut_back(&mut self, few: usize) -> i64 {
        let beyond = self.offers.len() - few;
        self.paces.clear();
        self.paces.extend(self.offers.iter().map(Offer::pace));
        let least = *self.paces.select_nth_unstable(beyond).1;
        self.offers.retain(|it| it.keeps_pace(least));
        least
    }

    /// Looks up time and place of what is on offer.
    fn look_up(&mut self, index: &Index<'_>) {
        self.groups.clear();
        self.stays.clear();
        for &Offer { group, slot, value, .. } in &self.offers {
            self.groups.push(group);
            let Slot { start, end, place, week, .. } = index.slots[slot as usize];
            self.stays.push(Stay { start, end, place, week, value });
        }
    }

    /// Drops what cannot be in a best schedule. Few shifts are not worth the look.
    fn drop_dominated(&mut self, turnaround: i64) {
        if self.stays.len() <= DOMINANCE_MIN {
            return;
        }
        let mut dominated = self.dominance.find(&self.stays, turnaround, 0).iter();
        self.groups.retain(|_| dominated.next() == Some(&false));
        let mut dominated = self.dominance.found().iter();
        self.stays.retain(|_| dominated.next() == Some(&false));
    }

    fn run(&mut self, index: &Index<'_>, person: &Person) -> i64 {
        self.chosen.clear();
        self.drop_dominated(person.turnaround);
        let (value, best, cells) = if fits(&self.stays) {
            self.narrow.best(index, person, &self.stays)
        } else {
            self.wide.best(index, person, &self.stays)
        };
        self.chosen.extend(best.iter().map(|&item| self.groups[item as usize]));
        self.work += cells as u64 / 8;
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(slot: u32, minutes: u32, value: i64) -> Offer {
        Offer { group: slot, slot, minutes, value }
    }

    #[test]
    fn the_offers_that_pay_best_for_their_minutes_stay_in_their_order_and_equals_with_them() {
        let offers =
            vec![offer(0, 60, 600), offer(1, 240, 1200), offer(2, 120, 1200), offer(3, 60, 900), offer(4, 90, 300)];
        let mut program = Program { offers, ..Program::default() };
        let least = program.cut_back(2);
        assert_eq!(least, 10 << PACE_BITS);
        assert_eq!(program.offers.iter().map(|it| it.slot).collect::<Vec<_>>(), [0, 2, 3]);
    }
}
