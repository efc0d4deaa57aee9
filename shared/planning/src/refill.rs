//! Filling again what a change has emptied, from where everybody is.

use std::collections::BTreeMap;

use crate::change::Aftermath;
use crate::index::{Choice, Index, Scope};
use crate::layout::{GroupNo, PersonNo};
use crate::names::{Placed, of_volunteer};
use crate::plan::ShadowPrice;
use crate::price::{bound, first_guess};
use crate::program::{Program, SCALE};
use crate::replan::Stability;
use crate::roster::{Roster, Schedule};
use crate::score::score_placed;
use crate::search::Search;
use crate::shortlist::Shortlist;
use crate::situation::Situation;

/// Work units for filling places that nobody has to move for, for each choice that there is.
const FILL_RATE: u64 = 40;
/// Work units for moving people, for each choice that there is.
const MOVE_RATE: u64 = 6;
const WORK_MAX: u64 = 400_000;
/// The regret, in points, up to which a move is thought about.
const MARGIN: i64 = 25;
/// How many people are thought about for each place that was lost.
const NEAR_FEW: usize = 4;
const NEAR_MANY: usize = 6;

/// No believable price is lower, in fractions of a point: a plan from outside may say anything.
const PRICE_MIN: i64 = -(1 << 30);

/// A plan to be filled again.
pub(crate) struct Refill<'r, 'a> {
    pub(crate) situation: &'r Situation<'a>,
    pub(crate) prices: &'r [ShadowPrice],
    pub(crate) aftermath: &'r Aftermath,
}

impl<'a> Refill<'_, 'a> {
    /// The new bookings, sorted, and the work done.
    pub(crate) fn run(&self, stability: Stability) -> (Vec<Placed>, u64) {
        let (filled, work) = self.fill();
        let problem = self.situation.problem();
        let weights = &problem.weights;
        let (near, stay) = match stability {
            Stability::MoveNobody => return (filled, work),
            Stability::MoveFew => (NEAR_FEW, weights.stay.max(weights.priority.first / 4)),
            Stability::BestPlan => (NEAR_MANY, weights.stay),
        };
        let (moved, more) = self.rearrange(&filled, near, stay);
        let score =
            |bookings: &[Placed]| score_placed(&self.situation.names, bookings, &self.situation.previous).total();
        (if score(&moved) > score(&filled) { moved } else { filled }, work + more)
    }

    fn index(&self, scope: &Scope<'_>) -> Index<'a> {
        Index::among(&self.situation.names, scope)
    }

    /// Everything that is not `fixed`.
    fn scope<'s>(&'s self, fixed: &'s [Placed]) -> Scope<'s> {
        Scope {
            barred: &self.aftermath.barred,
            free: Some(&self.aftermath.here),
            open: Some(&self.aftermath.held),
            ..Scope::of(self.situation.problem(), fixed, &self.situation.previous)
        }
    }

    /// Fills the places that were lost, and moves nobody.
    fn fill(&self) -> (Vec<Placed>, u64) {
        let kept = &self.aftermath.kept;
        let vacated = self.vacated();
        let index = self.index(&Scope { open: Some(&vacated), ..self.scope(kept) });
        let rewards = self.rewards(&index);
        let list = Shortlist::everything(&index);
        let mut program = Program::default();
        let mut search = Search::new(&index, &rewards, &list, Roster::empty(&index), 1);
        search.construct(&mut program);
        let until = program.work + (index.choices_len() as u64 * FILL_RATE).min(WORK_MAX);
        search.improve(&mut program, until, 0, &mut |_| true);
        (search.roster.placed(&index, kept), program.work)
    }

    /// The shifts that lost somebody and still take place.
    fn vacated(&self) -> Vec<bool> {
        let mut vacated = vec![false; self.aftermath.held.len()];
        for shift in self.aftermath.lost.iter().filter_map(|it| self.situation.names.shift_at(&it.shift)) {
            vacated[shift as usize] = self.aftermath.held[shift as usize];
        }
        vacated
    }

    /// Plans the `near` people for each lost place again, from where they are, when staying is worth `stay`: among the
    /// shifts that lost somebody and those that they hold.
    fn rearrange(&self, bookings: &[Placed], near: usize, stay: i64) -> (Vec<Placed>, u64) {
        let free = self.nearest(near);
        let pinned = &self.aftermath.pinned;
        let stays = |it: &Placed| pinned.binary_search(it).is_ok() || !free[it.volunteer as usize];
        let (fixed, loose): (Vec<Placed>, Vec<Placed>) = bookings.iter().partition(|it| stays(it));
        let mut open = self.vacated();
        loose.iter().for_each(|it| open[it.shift as usize] = true);
        let (previous, free, open) = (&self.aftermath.kept, Some(&free[..]), Some(&open[..]));
        let index = self.index(&Scope { previous, stay, free, open, ..self.scope(&fixed) });
        let rewards = self.rewards(&index);
        let list = Shortlist::of(&index, &rewards, MARGIN);
        let mut held: BTreeMap<PersonNo, Vec<GroupNo>> = BTreeMap::new();
        for &it in &loose {
            held.entry(index.person_of(it.volunteer)).or_default().push(index.group_at(it));
        }
        let mut roster = Roster::empty(&index);
        for (person, groups) in held {
            roster.assign(&index, person, Schedule::of(&index, person, groups));
        }
        let mut program = Program::default();
        let mut search = Search::new(&index, &rewards, &list, roster, 1);
        let work = (index.choices_len() as u64 * MOVE_RATE).min(WORK_MAX);
        search.improve(&mut program, work, 0, &mut |_| true);
        (search.roster.placed(&index, &fixed), program.work)
    }

    /// For each lost place the `near` people who would lose least by taking it, what they leave being paid at its price.
    fn nearest(&self, near: usize) -> Vec<bool> {
        let vacated = self.vacated();
        let index = self.index(&Scope { open: Some(&vacated), ..self.scope(&self.aftermath.pinned) });
        let rewards = self.rewards(&index);
        let lost = self.situation.names.placed(&self.aftermath.lost);
        let mut offers: BTreeMap<GroupNo, Vec<(i64, PersonNo)>> = BTreeMap::new();
        offers.extend(lost.iter().map(|&it| (index.group_at(it), Vec::new())));
        for person in 0..index.people.len() as PersonNo {
            let held = of_volunteer(&self.aftermath.kept, index.person(person).source as u32);
            for choice in index.choices(person) {
                if let Some(offers) = offers.get_mut(&choice.group) {
                    offers.push((self.sacrifice(&index, &rewards, person, *choice, held), person));
                }
            }
        }
        let mut free = vec![false; self.aftermath.here.len()];
        for offers in offers.values_mut() {
            offers.sort_unstable();
            for &(_, person) in offers.iter().take(near) {
                free[index.person(person).source] = true;
            }
        }
        free
    }

    /// What somebody loses by leaving what stands in the way of `choice`, in fractions of a point.
    fn sacrifice(&self, index: &Index<'_>, rewards: &[i64], person: PersonNo, choice: Choice, held: &[Placed]) -> i64 {
        let turnaround = index.person(person).turnaround;
        let wanted = index.slot_of(choice.group);
        let in_the_way = held.iter().filter(|it| !index.slot_of(index.group_at(**it)).goes_with(wanted, turnaround));
        let left: i64 =
            in_the_way.map(|&it| rewards[index.group_at(it) as usize] + SCALE * self.situation.worth(it)).sum();
        left - i64::from(choice.worth) * SCALE
    }

    /// The prices of the old plan, and guesses for what it has none for.
    fn rewards(&self, index: &Index<'_>) -> Vec<i64> {
        let mut rewards = first_guess(index);
        for price in self.prices {
            if let Some((shift, role)) = self.situation.names.role_at(&price.shift, &price.role) {
                let group: GroupNo = index.group_at(Placed { volunteer: 0, shift, role });
                let most = index.group(group).first * SCALE;
                rewards[group as usize] = (price.hundredths.saturating_mul(SCALE) / 100).clamp(PRICE_MIN, most);
            }
        }
        rewards
    }

    /// A bound from the old prices.
    pub(crate) fn prove(&self) -> i64 {
        let index = self.index(&self.scope(&self.aftermath.pinned));
        let rewards = self.rewards(&index);
        bound(&index, &mut Program::default(), &rewards)
    }
}
