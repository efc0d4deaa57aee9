//! Makes a plan from prices, and improves it: large-neighbourhood search guided by the prices.
//!
//! A step takes a few people out of the plan and puts them back one after the other, each exactly (see [`crate::program`]).
//! Whom: a chain along which places could change hands. Somebody could take a place, whoever has it could take another,
//! and so on; this is how a volunteer pushes out another who pushes out a third. A place pays between its price, which
//! leaves it to whoever has no other use, and what it adds to the score at once. Steps that lose little are accepted at
//! first, none at the end (threshold accepting, Dueck & Scheuer 1990). See Pisinger & Ropke, "Large neighborhood search"
//! (2010).

use crate::index::Index;
use crate::layout::{GroupNo, PersonNo};
use crate::price::{Proof, surplus};
use crate::program::{Program, SCALE};
use crate::random::Random;
use crate::roster::{Roster, Schedule};
use crate::shortlist::Shortlist;

/// How many people a step takes out.
const CHAIN: std::ops::RangeInclusive<usize> = 2..=6;
/// How many further places are compared, to start where most is lost.
const RIVALS: usize = 2;
/// A place pays its gain at once.
const GREEDY: i64 = 256;
/// Work units of a step beside the programs, per person.
const STEP_WORK: u64 = 8;
/// Steps between two looks at the watch.
const STEPS_PER_LOOK: u32 = 1024;

/// The search with its plan.
pub(crate) struct Search<'a, 'p> {
    index: &'a Index<'p>,
    rewards: &'a [i64],
    list: &'a Shortlist<'a>,
    /// Where a step may begin.
    groups: Vec<GroupNo>,
    pub(crate) roster: Roster,
    random: Random,
    /// The people of the current step, and what they had.
    people: Vec<PersonNo>,
    had: Vec<Schedule>,
}

impl<'a, 'p> Search<'a, 'p> {
    pub(crate) fn new(
        index: &'a Index<'p>,
        rewards: &'a [i64],
        list: &'a Shortlist<'a>,
        roster: Roster,
        seed: u64,
    ) -> Self {
        let random = Random::seeded(seed);
        Self { index, rewards, list, groups: list.groups(), roster, random, people: Vec::new(), had: Vec::new() }
    }

    /// Makes a first plan: everybody at the prices, then everybody once more for what is left.
    pub(crate) fn construct(&mut self, program: &mut Program) {
        for lean in [0, GREEDY] {
            for person in self.everybody() {
                self.roster.clear(self.index, person);
                self.insert(program, person, lean);
            }
        }
    }

    /// As [`Self::construct`], and returns the bound that the prices prove: everybody's best schedule at the prices is looked
    /// for among all choices, and is theirs where there is room.
    pub(crate) fn construct_with_proof(&mut self, program: &mut Program) -> i64 {
        let (index, rewards) = (self.index, self.rewards);
        let mut proof = Proof::begin(index, rewards);
        for person in self.everybody() {
            let value = proof.add(index, program, rewards, person);
            let has_room = |group: &GroupNo| self.roster.gain(*group).is_some();
            if program.chosen().iter().all(has_room) {
                let schedule = found(program, value, |group| Some(rewards[group as usize]));
                self.roster.assign(index, person, schedule);
            } else {
                self.insert(program, person, 0);
            }
        }
        for person in self.everybody() {
            self.roster.clear(index, person);
            self.insert(program, person, GREEDY);
        }
        proof.bound(index)
    }

    /// All people, in an order of chance.
    fn everybody(&mut self) -> Vec<PersonNo> {
        let mut order: Vec<PersonNo> = (0..self.index.people.len() as PersonNo).collect();
        self.random.shuffle(&mut order);
        order
    }

    /// Improves the plan until `until` units of work are done; steps may lose up to `tolerance` points at first.
    pub(crate) fn improve(
        &mut self,
        program: &mut Program,
        until: u64,
        tolerance: i64,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) {
        let begun = program.work;
        let mut steps: u32 = 0;
        while program.work < until && !self.groups.is_empty() {
            let left = i128::from(until - program.work) * i128::from(tolerance) / i128::from(until - begun);
            self.step(program, left as i64);
            steps += 1;
            if steps.is_multiple_of(STEPS_PER_LOOK) && !go_on(program.work) {
                break;
            }
        }
    }

    /// Takes a chain of people out and puts them back; undoes it when too much is lost.
    fn step(&mut self, program: &mut Program, tolerance: i64) {
        let before = self.roster.score;
        self.choose_chain();
        self.had.clear();
        for &person in &self.people {
            self.had.push(self.roster.clear(self.index, person));
        }
        let mut order = self.people.clone();
        if self.random.below(2) == 0 {
            self.random.shuffle(&mut order);
        }
        for (at, &person) in order.iter().enumerate() {
            let last = at + 1 == order.len();
            let lean = if last { GREEDY } else { self.random.below(GREEDY as usize + 1) as i64 };
            self.insert(program, person, lean);
        }
        program.work += STEP_WORK * (1 + order.len() as u64);
        let loss_max = self.random.below(tolerance.max(1) as usize) as i64;
        if self.roster.score < before - loss_max {
            self.undo();
        }
    }

    fn undo(&mut self) {
        for &person in &self.people {
            self.roster.clear(self.index, person);
        }
        for (&person, schedule) in self.people.iter().zip(self.had.drain(..)) {
            self.roster.assign(self.index, person, schedule);
        }
    }

    /// Walks from place to person to place, as bookings could move.
    fn choose_chain(&mut self) {
        let wanted = CHAIN.start() + self.random.below(CHAIN.end() - CHAIN.start() + 1);
        let mut group = self.random_group();
        for _ in 0..RIVALS {
            let rival = self.random_group();
            if self.waste(rival) > self.waste(group) {
                group = rival;
            }
        }
        self.people.clear();
        for _ in 0..3 * wanted {
            let holders = self.roster.holders(group);
            let full = self.roster.gain(group).is_none();
            let from_holders = !holders.is_empty() && (full || self.random.below(4) == 0);
            let from = if from_holders { holders } else { self.list.suitors(group) };
            let Some(&person) = self.random.pick(from) else {
                group = self.random_group();
                continue;
            };
            if !self.people.contains(&person) {
                self.people.push(person);
                if self.people.len() == wanted {
                    break;
                }
            }
            if let Some(choice) = self.random.pick(self.list.choices(person)) {
                group = choice.group;
            }
        }
    }

    fn random_group(&mut self) -> GroupNo {
        self.random.pick(&self.groups).copied().unwrap_or_default()
    }

    /// What is lost against the bound by how full a group is, at its price.
    fn waste(&self, no: GroupNo) -> i64 {
        let (Some(group), Some(&price)) = (self.index.groups.get(no as usize), self.rewards.get(no as usize)) else {
            return 0;
        };
        let filled = self.roster.filled(no);
        surplus(group, price) - (group.value(filled) * SCALE - price * i64::from(filled))
    }

    /// Gives `person`, who has nothing, the best schedule when an open place pays `lean` 256ths of the way from its price
    /// to its gain.
    fn insert(&mut self, program: &mut Program, person: PersonNo, lean: i64) {
        let (index, roster, rewards) = (self.index, &self.roster, self.rewards);
        let pay = |group: GroupNo| {
            let gain = roster.gain(group)? * SCALE;
            let price = rewards[group as usize];
            Some(price + (gain - price) * lean / GREEDY)
        };
        let value = program.solve(index, person, self.list.choices(person), pay);
        let schedule = found(program, value, pay);
        self.roster.assign(index, person, schedule);
    }
}

/// The schedule that `program` has just found to be worth `value`, places at what they `pay` included.
fn found(program: &Program, value: i64, pay: impl Fn(GroupNo) -> Option<i64>) -> Schedule {
    let groups = program.chosen().to_vec();
    let paid: i64 = groups.iter().filter_map(|&group| pay(group)).sum();
    Schedule { groups, worth: (value - paid) / SCALE }
}

/// Gives `person`, who has nothing, the schedule that adds most to the score as everybody else is.
pub(crate) fn place_best(index: &Index<'_>, program: &mut Program, roster: &mut Roster, person: PersonNo) {
    let pay = |group: GroupNo| roster.gain(group).map(|gain| gain * SCALE);
    let value = program.solve(index, person, index.choices(person), pay);
    let schedule = found(program, value, pay);
    roster.assign(index, person, schedule);
}
