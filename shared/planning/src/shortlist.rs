//! The choices worth thinking about: those that a volunteer could take without losing much against the prices.
//!
//! The regret of a choice is what a volunteer loses, at the prices, by taking it: the best schedule less the best schedule
//! that has this choice. A good plan has little regret in all, since score and regrets add up to the bound. Computed for
//! all choices of a volunteer at once from the rows of [`crate::program`] forwards and backwards in time, as in variable
//! fixing by reduced costs (Irnich, Desaulniers, Desrosiers & Hadjar, "Path-reduced costs for eliminating arcs", 2010).
//! Weeks are taken one by one; the night between two of them is not looked at.

use std::borrow::Cow;
use std::ops::Range;

use crate::dominance::Dominance;
use crate::index::{Choice, Index};
use crate::layout::{GroupNo, Person, PersonNo};
use crate::program::{SCALE, WEEK_MINUTES_MAX};
use crate::rows::{Rows, Stay, grain};

/// Less than any schedule.
const IMPOSSIBLE: i64 = i64::MIN / 4;

/// For each person the useful choices, and for each group the people who have it on their list.
pub(crate) struct Shortlist<'i> {
    choices: Cow<'i, [Choice]>,
    /// The regret of each choice, in fractions of a point; none when all choices are listed.
    regrets: Vec<i64>,
    starts: Cow<'i, [usize]>,
    suitors: Vec<Vec<PersonNo>>,
}

impl<'i> Shortlist<'i> {
    /// Keeps the choices whose regret is at most `margin` points.
    pub(crate) fn of(index: &Index<'_>, rewards: &[i64], margin: i64) -> Self {
        let mut list = Self::empty(index.groups.len());
        let mut regrets = Regrets { most: margin * SCALE, ..Regrets::default() };
        for person in 0..index.people.len() as PersonNo {
            regrets.of(index, person, rewards);
            list.add(person, index.choices(person), &regrets.found, margin);
        }
        list
    }

    /// All choices: for when there is no time to find the regrets.
    pub(crate) fn everything(index: &'i Index<'_>) -> Self {
        let mut suitors = vec![Vec::new(); index.groups.len()];
        for person in 0..index.people.len() as PersonNo {
            for choice in index.choices(person) {
                suitors[choice.group as usize].push(person);
            }
        }
        Self { suitors, ..Self::one_sided(index) }
    }

    /// All choices by person alone: enough to make a plan from, and not to improve it.
    pub(crate) fn one_sided(index: &'i Index<'_>) -> Self {
        let (choices, starts) = index.all_choices();
        Self { choices: choices.into(), regrets: Vec::new(), starts: starts.into(), suitors: Vec::new() }
    }

    /// The part of this list with regrets of at most `margin` points.
    pub(crate) fn within(&self, margin: i64) -> Self {
        let mut list = Self::empty(self.suitors.len());
        for person in 0..self.starts.len() as PersonNo - 1 {
            let (from, to) = (self.starts[person as usize], self.starts[person as usize + 1]);
            list.add(person, &self.choices[from..to], &self.regrets[from..to], margin);
        }
        list
    }

    fn empty(groups: usize) -> Self {
        let starts = vec![0].into();
        Self { choices: Vec::new().into(), regrets: Vec::new(), starts, suitors: vec![Vec::new(); groups] }
    }

    fn add(&mut self, person: PersonNo, choices: &[Choice], regrets: &[i64], margin: i64) {
        let kept = self.choices.to_mut();
        for (choice, &regret) in choices.iter().zip(regrets) {
            if regret <= margin * SCALE {
                kept.push(*choice);
                self.regrets.push(regret);
                self.suitors[choice.group as usize].push(person);
            }
        }
        self.starts.to_mut().push(kept.len());
    }

    /// What `person` should think about, in order of group.
    pub(crate) fn choices(&self, person: PersonNo) -> &[Choice] {
        let at = person as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => self.choices.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The groups that somebody should think about.
    pub(crate) fn groups(&self) -> Vec<GroupNo> {
        let wooed = |no: &GroupNo| !self.suitors(*no).is_empty();
        (0..self.suitors.len() as GroupNo).filter(wooed).collect()
    }

    /// Who should think about `group`, in order.
    pub(crate) fn suitors(&self, group: GroupNo) -> &[PersonNo] {
        self.suitors.get(group as usize).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The computation for one volunteer at a time, with its memory.
#[derive(Default)]
struct Regrets {
    /// Regrets beyond this need not be exact.
    most: i64,
    /// Of each choice, in fractions of a point.
    found: Vec<i64>,
    /// The shifts of a week, each with the best of its roles.
    stays: Vec<Stay>,
    dominance: Dominance,
    /// The choices of each stay.
    spans: Vec<Range<usize>>,
    forwards: Rows<i64>,
    backwards: Rows<i64>,
}

impl Regrets {
    fn of(&mut self, index: &Index<'_>, no: PersonNo, rewards: &[i64]) {
        let choices = index.choices(no);
        let value = |choice: &Choice| i64::from(choice.worth) * SCALE + rewards[choice.group as usize];
        self.found.clear();
        self.found.resize(choices.len(), i64::MAX);
        let mut at = 0;
        while at < choices.len() {
            let week = index.slot_of(choices[at].group).week;
            self.stays.clear();
            self.spans.clear();
            while let Some(choice) = choices.get(at) {
                let slot_no = index.group(choice.group).slot;
                let slot = &index.slots[slot_no as usize];
                if slot.week != week {
                    break;
                }
                let from = at;
                while choices.get(at).is_some_and(|it| index.group(it.group).slot == slot_no) {
                    at += 1;
                }
                let best = choices[from..at].iter().map(value).max().unwrap_or_default();
                // What costs too much by itself costs no less on a schedule.
                if best >= -self.most {
                    self.stays.push(Stay { start: slot.start, end: slot.end, place: slot.place, week, value: best });
                    self.spans.push(from..at);
                }
            }
            self.drop_dominated(index.person(no).turnaround);
            self.week(index, index.person(no), week, choices, value);
        }
    }

    /// Drops the shifts that another one beats by too much in any schedule.
    fn drop_dominated(&mut self, turnaround: i64) {
        let mut dominated = self.dominance.find(&self.stays, turnaround, self.most + 1).iter();
        self.stays.retain(|_| dominated.next() == Some(&false));
        let mut dominated = self.dominance.found().iter();
        self.spans.retain(|_| dominated.next() == Some(&false));
    }

    fn week(
        &mut self,
        index: &Index<'_>,
        person: &Person,
        week: u32,
        choices: &[Choice],
        value: impl Fn(&Choice) -> i64,
    ) {
        let grain = grain(&self.stays);
        let units = (person.room(week).clamp(0, WEEK_MINUTES_MAX) / grain) as usize;
        // A dominated shift is looked at, but nothing needs to come after it.
        let dominated = self.dominance.find(&self.stays, person.turnaround, 0);
        let forwards = self.stays.iter().zip(dominated).map(|(&stay, dominated)| (stay, !dominated));
        fill(&mut self.forwards, forwards, person.turnaround, grain, units);
        let mut order: Vec<usize> = (0..self.stays.len()).collect();
        order.sort_by_key(|&at| (-self.stays[at].end, at));
        let mirrored = order.iter().map(|&at| {
            let stay = self.stays[at];
            (Stay { start: -stay.end, end: -stay.start, ..stay }, !dominated[at])
        });
        fill(&mut self.backwards, mirrored, person.turnaround, grain, units);
        let steps = cost_steps(index, person, week, grain, units);
        let top = self.forwards.frontier();
        let at_most = |units: usize| top.get(units).or(top.last()).copied().unwrap_or_default();
        let best = steps.iter().map(|&(total, cost)| at_most(total) - cost).max().unwrap_or_default();
        // Row 0 is the empty schedule.
        for (mirror, &at) in (1..).zip(&order) {
            let stay = self.stays[at];
            let taken = (stay.minutes() / grain) as usize;
            let through = self.through(at as u32 + 1, mirror, &stay, taken, &steps, best);
            for choice in self.spans[at].clone() {
                self.found[choice] = best - (through - stay.value + value(&choices[choice]));
            }
        }
    }

    /// The best value of a schedule that has `stay`, the last of row `forward` and of row `backward`: exact when it comes
    /// near enough to `best`, at least the true value otherwise.
    fn through(
        &self,
        forward: u32,
        backward: u32,
        stay: &Stay,
        taken: usize,
        steps: &[(usize, i64)],
        best: i64,
    ) -> i64 {
        let least = best - self.most;
        let (low, cells) = self.forwards.cells(forward);
        let (Some(most_before), Some(most_after)) = (cells.last(), self.backwards.cells(backward).1.last()) else {
            return IMPOSSIBLE;
        };
        // The shift counts in both rows.
        let roughly = most_before + most_after - stay.value;
        if roughly < least {
            return roughly;
        }
        let at_most = |&(total, cost): &(usize, i64)| {
            let used = (low..).take_while(|&used| used <= total).zip(cells);
            let sums =
                used.filter_map(|(used, value)| Some(value + self.backwards.value(backward, total + taken - used)?));
            sums.max().map_or(IMPOSSIBLE, |sum| sum - stay.value - cost)
        };
        steps.iter().map(at_most).max().unwrap_or(IMPOSSIBLE)
    }
}

/// Fills `rows` with a week of `stays`, in order of start.
fn fill(rows: &mut Rows<i64>, stays: impl Iterator<Item = (Stay, bool)>, turnaround: i64, grain: i64, units: usize) {
    rows.clear();
    rows.open(units, 0);
    for (stay, leads) in stays {
        rows.release(stay.start, turnaround);
        rows.extend(&stay, (stay.minutes() / grain) as usize, leads);
    }
    rows.release(i64::MAX, 0);
}

/// The most units for each fairness cost, and the cost.
fn cost_steps(index: &Index<'_>, person: &Person, week: u32, grain: i64, units: usize) -> Vec<(usize, i64)> {
    let mut steps: Vec<(usize, i64)> = Vec::new();
    for total in (0..=units).rev() {
        let cost = SCALE * index.over_target(person, week, total as i64 * grain);
        if steps.last().is_none_or(|(_, other)| *other != cost) {
            steps.push((total, cost));
        }
        if cost == 0 {
            break;
        }
    }
    steps
}
