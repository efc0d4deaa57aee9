//! One volunteer, exactly: the best set of shifts for given rewards.
//!
//! Weighted interval scheduling with a second axis, the minutes of the week (a weekly limit, and a fairness cost that is a
//! step function of the minutes, so that no linear relaxation is exact). Solved by labels: a label is a partial schedule
//! with its minutes in the current week and its value; a label that has no fewer minutes and no more value than another is
//! dropped. The labels of shifts that end in time for the next one form a single frontier, sorted by minutes.
//!
//! Turnaround is a gap between different places, and being at one place is an equivalence, so that checking neighbours in
//! time checks all pairs. Fairness never falls with minutes and dropping a shift breaks no rule, so that shifts of no
//! positive value can be left out before.
//!
//! See Irnich & Desaulniers, "Shortest path problems with resource constraints" (2005), for the method.

use crate::index::{GroupNo, Index, Person, PersonNo};

/// Rewards are counted in this fraction of a point.
pub(crate) const SCALE: i64 = 64;

const NONE: u32 = u32::MAX;

/// A shift on offer, with the best of its roles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    pub(crate) group: GroupNo,
    slot: u32,
    place: u32,
    week: u32,
    start: i64,
    end: i64,
    /// Worth and reward together, in fractions of a point.
    pub(crate) value: i64,
}

#[derive(Debug, Clone, Copy)]
struct Label {
    minutes: i64,
    value: i64,
    /// The last shift, and the label before it.
    item: u32,
    before: u32,
}

/// Labels of one shift that is not yet followed by others.
#[derive(Debug, Clone, Copy)]
struct Pending {
    item: u32,
    from: u32,
    to: u32,
}

/// The program with its memory, kept between calls.
#[derive(Default)]
pub(crate) struct Program {
    items: Vec<Item>,
    labels: Vec<Label>,
    frontier: Vec<u32>,
    merged: Vec<u32>,
    pending: Vec<Pending>,
    chosen: Vec<GroupNo>,
    /// Choices read and labels made so far: the measure of effort.
    pub(crate) work: u64,
}

impl Program {
    /// The best value that `person` can reach, in fractions of a point, when a place in `group` pays `reward(group)`
    /// fractions on top of its worth (none: not on offer). [`Self::chosen`] then tells how.
    pub(crate) fn solve(
        &mut self,
        index: &Index<'_>,
        person: PersonNo,
        reward: impl Fn(GroupNo) -> Option<i64>,
    ) -> i64 {
        self.items.clear();
        let choices = index.choices(person);
        for choice in choices {
            let Some(pay) = reward(choice.group) else { continue };
            let value = i64::from(choice.worth) * SCALE + pay;
            if value > 0 {
                self.offer(index, choice.group, value);
            }
        }
        self.work += choices.len() as u64;
        self.run(index, index.person(person))
    }

    /// The groups of the best schedule found last, in order of time.
    pub(crate) fn chosen(&self) -> &[GroupNo] {
        &self.chosen
    }

    fn offer(&mut self, index: &Index<'_>, group: GroupNo, value: i64) {
        let slot_no = index.group(group).slot;
        if let Some(last) = self.items.last_mut()
            && last.slot == slot_no
        {
            if value > last.value {
                last.value = value;
                last.group = group;
            }
            return;
        }
        let slot = &index.slots[slot_no as usize];
        self.items.push(Item {
            group,
            slot: slot_no,
            place: slot.place,
            week: slot.week,
            start: slot.start,
            end: slot.end,
            value,
        });
    }

    fn run(&mut self, index: &Index<'_>, person: &Person) -> i64 {
        self.labels.clear();
        self.labels.push(Label { minutes: 0, value: 0, item: NONE, before: NONE });
        self.frontier.clear();
        self.frontier.push(0);
        self.pending.clear();
        let Some(first) = self.items.first() else {
            self.chosen.clear();
            return 0;
        };
        let mut week = first.week;
        for no in 0..self.items.len() as u32 {
            let item = self.items[no as usize];
            if item.week != week {
                self.settle_week(index, person, week);
                week = item.week;
            }
            self.release(item.start, person.turnaround);
            self.extend(no, item, person.room(week));
        }
        self.work += self.labels.len() as u64;
        let best = self.best(index, person, week);
        self.trace(best);
        self.net(index, person, week, best)
    }

    /// Moves the labels of shifts that end in time for `start`, wherever it is, to the frontier.
    fn release(&mut self, start: i64, turnaround: i64) {
        let mut at = 0;
        while let Some(&pending) = self.pending.get(at) {
            let end = self.items[pending.item as usize].end;
            if end.saturating_add(turnaround) <= start {
                self.pending.swap_remove(at);
                self.merge(pending);
            } else {
                at += 1;
            }
        }
    }

    /// Adds sorted labels to the frontier, and drops what is dominated.
    fn merge(&mut self, pending: Pending) {
        self.merged.clear();
        let (mut old, mut new) = (0, pending.from);
        let mut best = i64::MIN;
        loop {
            let left = self.frontier.get(old).map(|&at| (at, self.labels[at as usize]));
            let right = (new < pending.to).then(|| (new, self.labels[new as usize]));
            let take_left = match (&left, &right) {
                (None, None) => break,
                (Some((_, a)), Some((_, b))) => (a.minutes, -a.value) <= (b.minutes, -b.value),
                (left, _) => left.is_some(),
            };
            let Some((at, label)) = (if take_left { left } else { right }) else { break };
            if take_left {
                old += 1;
            } else {
                new += 1;
            }
            if label.value > best {
                best = label.value;
                self.merged.push(at);
            }
        }
        std::mem::swap(&mut self.frontier, &mut self.merged);
    }

    /// Makes the labels that end with `item`.
    fn extend(&mut self, no: u32, item: Item, room: i64) {
        let from = self.labels.len() as u32;
        let minutes = item.end - item.start;
        for &at in &self.frontier {
            let before = self.labels[at as usize];
            if before.minutes + minutes > room {
                break;
            }
            self.labels.push(Label {
                minutes: before.minutes + minutes,
                value: before.value + item.value,
                item: no,
                before: at,
            });
        }
        for at in 0..self.pending.len() {
            let Pending { item: other, from: low, to: high } = self.pending[at];
            let other = self.items[other as usize];
            if other.place == item.place && other.end <= item.start {
                self.extend_from(no, item, room, low..high);
            }
        }
        if self.labels.len() as u32 > from {
            let to = self.prune(from);
            self.pending.push(Pending { item: no, from, to });
        }
    }

    /// Makes labels after others at the same place.
    fn extend_from(&mut self, no: u32, item: Item, room: i64, before: std::ops::Range<u32>) {
        for at in before {
            let label = self.labels[at as usize];
            let minutes = label.minutes + item.end - item.start;
            if minutes <= room {
                self.labels.push(Label { minutes, value: label.value + item.value, item: no, before: at });
            }
        }
    }

    /// Sorts the labels from `from` on and drops the dominated ones; returns where they end.
    fn prune(&mut self, from: u32) -> u32 {
        let new = &mut self.labels[from as usize..];
        if !new.is_sorted_by(|a, b| a.minutes < b.minutes && a.value < b.value) {
            new.sort_by_key(|label| (label.minutes, -label.value));
        }
        let mut kept = from as usize;
        for at in from as usize..self.labels.len() {
            let label = self.labels[at];
            if kept == from as usize || label.value > self.labels[kept - 1].value {
                self.labels[kept] = label;
                kept += 1;
            }
        }
        self.labels.truncate(kept);
        kept as u32
    }

    /// Ends a week: what was made of its minutes is paid, and the count starts again.
    fn settle_week(&mut self, index: &Index<'_>, person: &Person, week: u32) {
        let best = |program: &Self, labels: &mut dyn Iterator<Item = u32>| {
            labels.max_by_key(|&at| (program.net(index, person, week, at), std::cmp::Reverse(at)))
        };
        if let Some(at) = best(self, &mut self.frontier.iter().copied()) {
            let fresh = self.renew(index, person, week, at);
            self.frontier.clear();
            self.frontier.push(fresh);
        }
        for no in 0..self.pending.len() {
            let Pending { item, from, to } = self.pending[no];
            if let Some(at) = best(self, &mut (from..to)) {
                let fresh = self.renew(index, person, week, at);
                self.pending[no] = Pending { item, from: fresh, to: fresh + 1 };
            }
        }
    }

    fn renew(&mut self, index: &Index<'_>, person: &Person, week: u32, at: u32) -> u32 {
        let value = self.net(index, person, week, at);
        self.labels.push(Label { minutes: 0, value, item: NONE, before: at });
        self.labels.len() as u32 - 1
    }

    /// A label's value, less the fairness cost of its week.
    fn net(&self, index: &Index<'_>, person: &Person, week: u32, at: u32) -> i64 {
        let label = self.labels[at as usize];
        label.value - SCALE * index.over_target(person, week, label.minutes)
    }

    fn best(&self, index: &Index<'_>, person: &Person, week: u32) -> u32 {
        let waiting = self.pending.iter().flat_map(|it| it.from..it.to);
        let all = self.frontier.iter().copied().chain(waiting);
        all.max_by_key(|&at| (self.net(index, person, week, at), std::cmp::Reverse(at))).unwrap_or_default()
    }

    fn trace(&mut self, mut at: u32) {
        self.chosen.clear();
        while let Some(label) = self.labels.get(at as usize) {
            if label.item != NONE {
                self.chosen.push(self.items[label.item as usize].group);
            }
            at = label.before;
        }
        self.chosen.reverse();
    }
}
