//! Prices: what a pair of hands is worth in each role, and the bound that they prove.
//!
//! Lagrangian relaxation of "a role has so many places". Let the reward of a group be r. A volunteer is paid the rewards of
//! the places that they take, and chooses freely; a group buys as many places as is worth while at that price, up to its
//! room. For any rewards, the sum of both is at least the score of every plan (weak duality), so the least sum found is a
//! proven bound. A group's value is concave with two kinks, so a reward never needs to exceed the value of a first place,
//! and may be negative: people who like a full place would pay to be there.
//!
//! The sum is convex in the rewards. It is lowered by the incremental subgradient method (Nedić & Bertsekas, "Incremental
//! subgradient methods for nondifferentiable optimization", SIAM J. Optim. 2001): rewards move after each volunteer, down
//! where the volunteer goes and up everywhere in proportion to what is still wanted, instead of once a pass. The upward
//! drift is applied when a group is looked at. Everything is an integer.

use crate::index::{Choice, Index};
use crate::layout::{Group, GroupNo, PersonNo};
use crate::program::{Program, SCALE};
use crate::random::Random;

/// Drift is counted in this power of two of a fraction of a point.
const DRIFT_BITS: u32 = 20;

/// The first step, as a part of a group's first value.
const STEP: (i64, i64) = (3, 10);

/// The reward of a group while a pass is under way.
#[derive(Debug, Clone, Copy)]
struct Moving {
    reward: i64,
    /// Rise per volunteer since `seen`.
    drift: i64,
    seen: u32,
    /// A weight in fractions of a point.
    most: u32,
}

impl Moving {
    fn at(&self, now: u32) -> i64 {
        let rise = (self.drift * i64::from(now - self.seen)) >> DRIFT_BITS;
        (self.reward + rise).min(self.most.into())
    }
}

/// A sequence of passes, whose steps shrink from one to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Descent {
    pub(crate) passes: u32,
    /// How many times the first and the last step are halved, from [`STEP`] of a group's first value.
    pub(crate) halved: (u32, u32),
    pub(crate) seed: u64,
}

/// Rewards to start from, when nothing is known.
pub(crate) fn first_guess(index: &Index<'_>) -> Vec<i64> {
    index.groups.iter().map(|group| group.first * SCALE / 4).collect()
}

/// Lowers the bound from `rewards` on, each volunteer choosing among what `choices` gives. `go_on` is told the work done,
/// between passes.
pub(crate) fn descend<'c>(
    index: &Index<'_>,
    program: &mut Program,
    rewards: &mut [i64],
    choices: impl Fn(PersonNo) -> &'c [Choice],
    descent: Descent,
    go_on: &mut dyn FnMut(u64) -> bool,
) {
    let mut random = Random::seeded(descent.seed);
    let mut order: Vec<PersonNo> = (0..index.people.len() as PersonNo).collect();
    let (first, last) = descent.halved;
    for pass in 0..descent.passes {
        let shrunk = pass * (last - first);
        let (halved, part) = (first + shrunk / descent.passes, shrunk % descent.passes);
        let step = |group: &Group| {
            let whole = (group.first * SCALE * STEP.0 / STEP.1) >> halved;
            whole - whole * i64::from(part) / i64::from(2 * descent.passes)
        };
        random.shuffle(&mut order);
        sweep(index, program, rewards, &order, &choices, step);
        if !go_on(program.work) {
            break;
        }
    }
}

/// One pass: each volunteer once, rewards moving all the time.
fn sweep<'c>(
    index: &Index<'_>,
    program: &mut Program,
    rewards: &mut [i64],
    order: &[PersonNo],
    choices: &impl Fn(PersonNo) -> &'c [Choice],
    step: impl Fn(&Group) -> i64,
) {
    let people = (order.len() as u32).max(1);
    let drift = |group: &Group, reward| ((step(group) * wanted(group, reward)) << DRIFT_BITS) / i64::from(people);
    let mut moving: Vec<Moving> = index
        .groups
        .iter()
        .zip(rewards.iter())
        .map(|(group, &reward)| Moving {
            reward,
            drift: drift(group, reward),
            seen: 0,
            most: (group.first * SCALE) as u32,
        })
        .collect();
    for (now, &person) in (0..).zip(order) {
        program.solve(index, person, choices(person), |group| Some(moving[group as usize].at(now)));
        for &no in program.chosen() {
            let group = index.group(no);
            let was = &mut moving[no as usize];
            was.reward = was.at(now) - step(group);
            was.drift = drift(group, was.reward);
            was.seen = now;
        }
    }
    for ((reward, was), group) in rewards.iter_mut().zip(&moving).zip(&index.groups) {
        let last = was.at(people);
        // Near the kink the best fill is an interval, so that the kink itself is the likely best reward.
        let kink = group.extra * SCALE;
        *reward = if (last - kink).abs() * 2 < step(group) { kink } else { last };
    }
}

/// How many places a group buys at `reward` each.
fn wanted(group: &Group, reward: i64) -> i64 {
    match reward {
        _ if reward >= group.first * SCALE => 0,
        _ if reward > group.extra * SCALE => i64::from(group.need),
        _ => i64::from(group.room),
    }
}

/// What a group gains from buying at `reward` each, in fractions of a point.
pub(crate) fn surplus(group: &Group, reward: i64) -> i64 {
    let places = wanted(group, reward);
    group.value(places as u32) * SCALE - reward * places
}

/// The bound that `rewards` prove, in points: no plan scores more.
pub(crate) fn bound(index: &Index<'_>, program: &mut Program, rewards: &[i64]) -> i64 {
    let mut proof = Proof::begin(index, rewards);
    for person in 0..index.people.len() as PersonNo {
        proof.add(index, program, rewards, person);
    }
    proof.bound(index)
}

/// A bound in the making: what the groups gain at the prices, and the people looked at so far.
pub(crate) struct Proof(i64);

impl Proof {
    /// Counts the groups.
    pub(crate) fn begin(index: &Index<'_>, rewards: &[i64]) -> Self {
        Self(index.groups.iter().zip(rewards).map(|(group, &reward)| surplus(group, reward)).sum())
    }

    /// Counts `person`: their best value at the prices, which `program` tells how to reach.
    pub(crate) fn add(&mut self, index: &Index<'_>, program: &mut Program, rewards: &[i64], person: PersonNo) -> i64 {
        // Only the best of all schedules proves anything.
        let breadth = program.breadth.take();
        let value = program.solve(index, person, index.choices(person), |group: GroupNo| Some(rewards[group as usize]));
        program.breadth = breadth;
        self.0 += value;
        value
    }

    /// The bound in points, when everybody is counted.
    pub(crate) fn bound(self, index: &Index<'_>) -> i64 {
        index.base + self.0.div_euclid(SCALE)
    }
}
